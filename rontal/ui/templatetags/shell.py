"""Parts of the shell around a page that are the same on many pages: drawn once a process.

    {% once nav %}…{% endonce %}

What stands inside may depend on what `rontal.ui.frame` says of a shell, and on nothing else.
"""

from django import template
from django.template.base import Node, NodeList, Parser, Token
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from rontal.ui.frame import HERE, Kept
from rontal.ui.navigation import Navigation

register = template.Library()


class Once(Node):
    """Draws its content once for each language, theme, library and place in the navigation."""

    def __init__(self, nodelist: NodeList, uses_nav: bool) -> None:
        self.nodelist = nodelist
        self._uses_nav = uses_nav
        self._kept: Kept[str] = Kept()

    def render(self, context: template.Context) -> SafeString:
        """The content, with the address of this page in it."""
        nav = context.get("nav")
        if self._uses_nav and not isinstance(nav, Navigation):
            return self.nodelist.render(context)
        place = nav.place if self._uses_nav and isinstance(nav, Navigation) else None
        drawn = self._kept.of(context, self.nodelist.render, place)
        here = str(escape(context.get("here", "/")))
        return mark_safe(drawn.replace(HERE, here))  # noqa: S308 - drawn by templates, escaped


@register.tag
def once(parser: Parser, token: Token) -> Once:
    """`{% once %}`, or `{% once nav %}` where the navigation stands inside."""
    words = token.split_contents()[1:]
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(nodelist, uses_nav="nav" in words)
