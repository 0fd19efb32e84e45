"""Parts of the shell around a page that are the same on many pages: drawn once a process.

    {% once nav %}…{% endonce %}

What stands inside may depend on language, theme, library and navigation (who reads, and where in
it they are), on `here`, and on nothing else.
"""

from typing import Any, Final

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rontal.ui.navigation import Navigation

register = template.Library()
HERE: Final = "\x1ahere\x1a"
"""Stands for the address of the page in what is kept."""


class Once(Node):
    """Draws its content once for each language, theme, library and place in the navigation."""

    def __init__(self, nodelist: NodeList, uses_nav: bool) -> None:
        self.nodelist = nodelist
        self._uses_nav = uses_nav
        self._drawn: dict[tuple[Any, ...], tuple[object, str]] = {}

    def render(self, context: template.Context) -> SafeString:
        """The content, with the address of this page in it."""
        nav, library = context.get("nav"), context.get("library")
        if self._uses_nav and not isinstance(nav, Navigation):
            return self.nodelist.render(context)
        place = nav.place if self._uses_nav and nav is not None else None
        key = (get_language(), str(context.get("theme")), context.get("demo"), place)
        known_library, drawn = self._drawn.get(key, (None, ""))
        if known_library is not library or not drawn:
            with context.push(here=HERE):
                drawn = str(self.nodelist.render(context))
            self._drawn[key] = (library, drawn)
        here = str(escape(context.get("here", "/")))
        return mark_safe(drawn.replace(HERE, here))  # noqa: S308 - drawn by templates, escaped


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}`, or `{% once nav %}` where the navigation stands inside."""
    words = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, uses_nav="nav" in words)
