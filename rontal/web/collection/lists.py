"""Lists on the page of a title, drawn here: a template takes many times as long for each line."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe

from rontal.web.collection.facts import Fact, Value


def described(facts: Iterable[Fact]) -> SafeString:
    """Names and values as the entries of a description list."""
    lines = [
        f"<div><dt>{escape(str(fact.name))}</dt><dd>{joined(fact.values, '<br>')}</dd></div>"
        for fact in facts
    ]
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


def joined(values: Iterable[Value], between: str) -> SafeString:
    """Values one after the other, those that lead somewhere as links; `between` is our own HTML."""
    return mark_safe(between.join([_value(one) for one in values]))  # noqa: S308 - escaped below


def tags(values: Iterable[Value]) -> SafeString:
    """Links as the entries of a list of tags."""
    lines = [
        f'<li><a class="tag" href="{escape(one.address)}">{escape(str(one.text))}</a></li>'
        for one in values
    ]
    return mark_safe("".join(lines))  # noqa: S308 - escaped above


def _value(value: Value) -> str:
    text = escape(str(value.text))
    return f'<a href="{escape(value.address)}">{text}</a>' if value.address else text
