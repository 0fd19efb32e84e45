"""Renders small templates and parses the resulting HTML."""

from typing import Any

from django.template import engines
from lxml import html


def render(source: str, **context: Any) -> html.HtmlElement:
    """Returns the element tree of a template; the tags of `ui` are loaded."""
    text = engines["django"].from_string("{% load ui %}" + source).render(context)
    return html.fragment_fromstring(text, create_parent="div")


def described_by(tree: html.HtmlElement, control: html.HtmlElement) -> list[str]:
    """Returns the texts that a screen reader reads after the control's name."""
    ids = control.get("aria-describedby", "").split()
    texts = []
    for name in ids:
        elements = tree.xpath(f'//*[@id="{name}"]')
        assert len(elements) == 1, f"{name} is said to describe, but stands {len(elements)} times"
        texts.append(" ".join(elements[0].text_content().split()))
    return texts


def one(tree: html.HtmlElement, path: str) -> html.HtmlElement:
    """Returns the only element at an XPath."""
    elements = tree.xpath(path)
    assert len(elements) == 1, f"{path}: {len(elements)} of them"
    return elements[0]
