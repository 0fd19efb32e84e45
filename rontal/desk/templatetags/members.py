"""Template tags of memberships."""

from typing import Any

from django import template

from rontal.desk import member_labels
from rontal.desk.selectors.card_comparison import spaced

register = template.Library()


@register.filter
def member_word(code: str, words: str) -> str:
    """Returns the label of a code, `{{ held.reason|member_word:"SUSPENSIONS" }}`, or the code."""
    return str(getattr(member_labels, words).get(code, code))


@register.filter
def in_fours(number: str) -> str:
    """Returns a NIK in groups of four digits for easier comparison."""
    return spaced(number)


@register.inclusion_tag("ui/parts/state.html")
def member_state(code: str) -> dict[str, Any]:
    """Renders the state of a membership as a coloured label with an icon."""
    kind, drawing = member_labels.STATE_STYLES.get(code, ("", ""))
    return {"text": member_labels.STATES.get(code, code), "kind": kind, "drawing": drawing}
