"""Tags of complaints and suggestions."""

from django import template

from rontal.notifications.labels import tickets as ticket_wording

register = template.Library()


@register.filter
def ticket_word(code: str, words: str) -> str:
    """A code in words: `{{ ticket.kind|ticket_word:"KINDS" }}`; the code where it has none."""
    return str(getattr(ticket_wording, words).get(code, code))
