"""Template tags of complaints and suggestions."""

from django import template

from rontal.feedback import labels as ticket_labels

register = template.Library()


@register.filter
def ticket_word(code: str, words: str) -> str:
    """Returns the label of a code, `{{ ticket.kind|ticket_word:"KINDS" }}`, or the code itself."""
    return str(getattr(ticket_labels, words).get(code, code))
