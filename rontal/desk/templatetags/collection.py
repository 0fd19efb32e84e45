"""Template tags of cataloguing."""

from typing import Any

from django import template
from django.urls import reverse

from rontal.catalogue.labels import AUDIENCES, ROLES, language_name
from rontal.catalogue.rows import CoverFact
from rontal.desk.collection import labels
from rontal.desk.lending import labels as licence_words
from rontal.lending.models import Licence

register = template.Library()


@register.filter
def title_word(code: str, table: str) -> str:
    """Returns the label of a code, `{{ fault|title_word:"FAULTS" }}`, or the code itself."""
    return str(getattr(labels, table).get(code, code))


@register.filter
def licence_word(code: str, table: str) -> str:
    """Returns a licence or loan label, `{{ kind|licence_word:"KINDS" }}`, or the code itself."""
    return str(getattr(licence_words, table).get(code, code))


@register.filter
def licence_terms(licence: Licence) -> list[str]:
    """Returns the restrictions of a licence as sentences."""
    return licence_words.terms(licence)


@register.filter
def role_word(code: str) -> str:
    """Returns the label of a contributor's role."""
    return str(ROLES.get(code, code))


@register.filter
def audience_word(code: Any) -> str:
    return str(AUDIENCES.get(code, code))


@register.filter
def feature_words(codes: list[str]) -> str:
    """Returns the labels of accessibility features, joined by commas."""
    return ", ".join(str(labels.FEATURES.get(code, code)) for code in codes)


@register.filter
def tongue(tag: str) -> str:
    """Returns the name of a language, or its tag."""
    return language_name(tag) or tag


@register.inclusion_tag("ui/parts/state.html")
def title_state(code: str) -> dict[str, Any]:
    """Renders the state of a title as a coloured label with an icon."""
    kind, drawing = labels.STATE_STYLES.get(code, ("", ""))
    return {"text": labels.STATES.get(code, code), "kind": kind, "drawing": drawing}


@register.simple_tag
def cover_path(cover: CoverFact, width: int = 200) -> str:
    """Returns the URL of a cover image, `width` in pixels."""
    return reverse("cover", args=[cover.digest, width])
