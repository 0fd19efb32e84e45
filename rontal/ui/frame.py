"""Pages of which only the blocks are drawn anew: the shell around them is drawn once a process.

    return frame.page(request, "web/collection/title.html", context)

answers what `django.shortcuts.render` does. The shell may depend on language, theme, library and
navigation (who reads, and where in it they are), on `here`, and on nothing else; messages are
drawn each time. The template extends the shell and asks no `block.super` of it.

`page_for_all` keeps the block `main`, too, of a page that shows everybody the same in it. Whoever
is not signed in gets the whole page from memory (`ui.constant`); this is for the others.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template import Context, RequestContext, Template, loader
from django.template.base import NodeList
from django.template.loader_tags import ExtendsNode
from django.utils.html import escape
from django.utils.translation import get_language

from rontal.kernel import bell
from rontal.kernel.bell import Topic
from rontal.ui.navigation import Navigation

Drawn = TypeVar("Drawn", str, list[str])
Draw = Callable[[NodeList, Context], str]
OF_ONE_READER: Final = dict.fromkeys(("request", "user", "nav", "messages", "csrf_token"))
"""What a context holds of whoever reads: it is not there where all are shown the same."""
HERE: Final = "\x1ahere\x1a"
"""Stands for the address of the page in what is kept."""

_MARKED: Final = re.compile("\x1a([a-z_]+)\x1a")
_MESSAGES: Final = "ui/parts/messages.html"


class Kept(Generic[Drawn]):
    """What was drawn for each language, theme, library and place in the navigation."""

    def __init__(self) -> None:
        self._drawn: dict[tuple[object, ...], tuple[object, object, Drawn]] = {}

    def of(
        self,
        context: Context,
        draw: Callable[[Context], Drawn],
        *more: object,
        version: object = None,
    ) -> Drawn:
        """What is kept for this context and whatever `more` it depends on, drawn where it is not or
        is of another version; HERE stands in the place of the page's address."""
        key = (get_language(), str(context.get("theme")), context.get("demo"), *more)
        library = context.get("library")
        known = self._drawn.get(key)
        if known is None or known[0] is not library or known[1] != version:
            with context.push(here=HERE):
                known = library, version, draw(context)
            self._drawn[key] = known
        return known[2]


_frames: Kept[list[str]] = Kept()
_mains: Kept[str] = Kept()


def page(request: HttpRequest, name: str, context: Mapping[str, Any]) -> HttpResponse:
    """The page of a template that extends the shell."""
    return _answer(request, name, context)


def page_for_all(
    request: HttpRequest, name: str, make: Callable[[], Mapping[str, Any]], *topics: str
) -> HttpResponse:
    """`page`, in whose block `main` everybody is shown the same until one of the topics of
    `kernel.bell` changes. `make` gives what it is drawn of, and is asked only when it is drawn;
    other blocks have nothing of it."""

    def main(nodes: NodeList, context: Context) -> str:
        def draw(around: Context) -> str:
            with around.push(**OF_ONE_READER, **make()):
                return str(nodes.render(around))

        if not settings.KEEP_CONSTANT_PAGES:
            return draw(context)
        now = bell.versions()
        version = tuple([now.of(Topic(topic)) for topic in topics])
        return _mains.of(context, draw, name, version=version).replace(HERE, _here(context))

    return _answer(request, name, {}, main)


def _answer(
    request: HttpRequest, name: str, context: Mapping[str, Any], main: Draw = NodeList.render
) -> HttpResponse:
    """The page, whose block `main` is drawn by `main`."""
    template: Template = loader.get_template(name).template  # type: ignore[attr-defined]
    bound = RequestContext(request, dict(context))
    with bound.render_context.push_state(template), bound.bind_template(template):
        return HttpResponse(_drawn(template, bound, main))


def _drawn(template: Template, context: Context, main: Draw) -> str:
    shell = template.nodelist[0]
    assert isinstance(shell, ExtendsNode)  # noqa: S101 - our own template
    nav: Navigation = context["nav"]
    blocks = {name: block.nodelist for name, block in shell.blocks.items()}

    def draw(around: Context) -> list[str]:
        assert "block.super" not in template.source  # noqa: S101 - as above
        marks = [f"{{% block {name} %}}\x1a{name}\x1a{{% endblock %}}" for name in _names(blocks)]
        source = f'{{% extends "{shell.get_parent(around).name}" %}}{"".join(marks)}'
        return _MARKED.split(template.engine.from_string(source).render(around))

    pieces = list(_frames.of(context, draw, template.name, nav.place))
    texts: dict[str, str] = {
        name: main(nodes, context) if name == "main" else nodes.render(context)
        for name, nodes in blocks.items()
    }
    texts["here"] = _here(context)
    if "messages" not in texts:
        texts["messages"] = _messages(template, context)
    pieces[1::2] = [texts[name] for name in pieces[1::2]]
    return "".join(pieces)


def _here(context: Context) -> str:
    return str(escape(context["here"]))


def _names(blocks: Mapping[str, Any]) -> list[str]:
    return list(dict.fromkeys([*blocks, "messages"]))


def _messages(template: Template, context: Context) -> str:
    return template.engine.get_template(_MESSAGES).render(context) if context["messages"] else ""
