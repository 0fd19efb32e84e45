"""Template tags of incidents."""

from django import template

from rontal.incidents import labels
from rontal.incidents.selectors.kinds import names_of

register = template.Library()


@register.filter
def incident_word(code: str, words: str) -> str:
    """Returns the label of a code, `{{ one.state|incident_word:"STATES" }}`, or the code itself."""
    return str(getattr(labels, words).get(code, code))


@register.filter
def kind_name(code: str) -> str:
    """Returns the name of a kind of data in the register of processing."""
    return names_of([code])[0]
