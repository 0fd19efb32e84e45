"""HTML lists of a title's page, built without a template for speed."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from rontal.web.collection.facts import Fact, Value


def described(facts: Iterable[Fact]) -> SafeString:
    """Returns facts as entries of a description list."""
    lines = [
        f"<div><dt>{escape(str(fact.name))}</dt><dd>{joined(fact.values, '<br>')}</dd></div>"
        for fact in facts
    ]
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


def joined(values: Iterable[Value], between: str) -> SafeString:
    """Returns values joined by `between` (trusted HTML), as links where they have a URL."""
    return mark_safe(between.join([_value(one) for one in values]))  # noqa: S308 - escaped below


def tags(values: Iterable[Value]) -> SafeString:
    """Returns values as links of a list of tags."""
    lines = [
        f'<li><a class="tag" href="{escape(one.address)}">{escape(str(one.text))}</a></li>'
        for one in values
    ]
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


def _value(value: Value) -> str:
    text = escape(str(value.text))
    return f'<a href="{escape(value.address)}">{text}</a>' if value.address else text
