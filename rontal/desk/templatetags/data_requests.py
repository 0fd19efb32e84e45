"""Template tags of requests about personal data."""

from django import template

from rontal.data_requests import labels

register = template.Library()


@register.filter
def request_word(code: str, words: str) -> str:
    """Returns the label of a code, `{{ one.kind|request_word:"KINDS" }}`, or the code itself."""
    return str(getattr(labels, words).get(code, code))
