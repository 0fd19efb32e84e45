"""Tags of cataloguing."""

from typing import Any

from django import template
from django.urls import reverse

from rontal.catalogue.rows import CoverFact
from rontal.desk.collection import words
from rontal.desk.lending import words as licence_words
from rontal.desk.title_import import words as import_words
from rontal.lending.models import Licence
from rontal.ui.title_words import AUDIENCES, ROLES, language_name

register = template.Library()


@register.filter
def title_word(code: str, table: str) -> str:
    """A code in words, `{{ fault|title_word:"FAULTS" }}`, or the code."""
    return str(getattr(words, table).get(code, code))


@register.filter
def licence_word(code: str, table: str) -> str:
    """A code of licences and loans in words, `{{ kind|licence_word:"KINDS" }}`, or the code."""
    return str(getattr(licence_words, table).get(code, code))


@register.filter
def licence_terms(licence: Licence) -> list[str]:
    """What readers of a licence may not do, in words, a line each."""
    return licence_words.terms(licence)


@register.filter
def role_word(code: str) -> str:
    """What somebody did for a title."""
    return str(ROLES.get(code, code))


@register.filter
def audience_word(code: Any) -> str:
    """For whom a title is meant."""
    return str(AUDIENCES.get(code, code))


@register.filter
def feature_words(codes: list[str]) -> str:
    """What helps readers, in one line."""
    return ", ".join(str(words.FEATURES.get(code, code)) for code in codes)


@register.filter
def tongue(tag: str) -> str:
    """A language by name, or its tag."""
    return language_name(tag) or tag


@register.inclusion_tag("ui/parts/state.html")
def title_state(code: str) -> dict[str, Any]:
    """How a title stands, as a coloured word with an icon."""
    kind, drawing = words.STATE_LOOKS.get(code, ("", ""))
    return {"text": words.STATES.get(code, code), "kind": kind, "drawing": drawing}


@register.simple_tag
def cover_path(cover: CoverFact, width: int = 200) -> str:
    """Where a cover is shown."""
    return reverse("cover", args=[cover.digest, width])


@register.filter
def import_word(code: str, table: str) -> str:
    """A code of an import of titles in words."""
    return str(getattr(import_words, table).get(code, code))


@register.filter
def import_code(code: str) -> str:
    """Why something became of a record."""
    return import_words.code(code)


@register.inclusion_tag("ui/parts/state.html")
def import_state(code: str) -> dict[str, Any]:
    """How an import stands."""
    kind, drawing = import_words.STATE_LOOKS.get(code, ("", ""))
    return {"text": import_words.STATES.get(code, code), "kind": kind, "drawing": drawing}


@register.inclusion_tag("ui/parts/state.html")
def import_outcome(code: str) -> dict[str, Any]:
    """What became of a record."""
    kind, drawing = import_words.OUTCOME_LOOKS.get(code, ("", ""))
    return {"text": import_words.OUTCOMES.get(code, code), "kind": kind, "drawing": drawing}
