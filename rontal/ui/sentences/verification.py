"""Sentences about an examination, made from the labels of findings, advice, checks and hints."""

from collections.abc import Mapping

from django.template.defaultfilters import date as format_date
from django.utils.dateparse import parse_date

from rontal.ui.sentences import of_code, table
from rontal.verification.card_and_face_labels import CARD_AND_FACE
from rontal.verification.finding_labels import FINDINGS
from rontal.verification.hint_labels import HINTS

SENTENCES = {**FINDINGS, **CARD_AND_FACE, **HINTS}


def hint(code: str) -> str:
    """Returns the sentence for an applicant about a photo, by a code of `PhotoReading.hints`.

    An unknown code gets a general sentence.
    """
    return of_code(f"hint:{code}")


def finding(code: str, evidence: Mapping[str, str | int | float] | None = None) -> str:
    """Returns the sentence of a finding for staff, filled with its evidence."""
    return of_code(f"finding:{code}", _params(evidence or {}))


def advice(code: str, evidence: Mapping[str, str | int | float] | None = None) -> str:
    """Returns the recommended action for a finding, "" where the check passed."""
    key = f"advice:{code}"
    return of_code(key, _params(evidence or {})) if key in table() else ""


class _Params(dict[str, str | int]):
    """Parameters with a placeholder for missing ones, which older examinations may lack."""

    def __missing__(self, _key: str) -> str:
        return "?"


def _params(evidence: Mapping[str, str | int | float]) -> _Params:
    params = _Params({key: str(value) for key, value in evidence.items()})
    if "day" in params:
        params["day"] = format_date(parse_date(str(params["day"])), "j F Y")
    if "check" in params:
        params["check"] = of_code(f"check:{params['check']}")
    return params
