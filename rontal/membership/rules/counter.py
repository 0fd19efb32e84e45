"""Facts that a clerk records at the counter in addition to the form. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rontal.membership.rules.form import day

COUNTER_FIELDS = ("paper_signed_on", "paper_guardian_signed", "saw_card", "in_person")
MAX_PAPER_AGE = timedelta(days=90)
"""Greatest age of a signed paper form, as a consent must be current."""


@dataclass(frozen=True)
class Noted:
    """Facts recorded by the clerk; `signed_on` is the date on the paper form."""

    signed_on: date | None
    guardian_signed: bool
    saw_card: bool
    in_person: bool


def noted(values: Mapping[str, str]) -> Noted:
    """Parses the recorded facts from typed text."""
    return Noted(
        signed_on=day(values.get("paper_signed_on", "")),
        guardian_signed=bool(values.get("paper_guardian_signed")),
        saw_card=bool(values.get("saw_card")),
        in_person=bool(values.get("in_person")),
    )


def faults(visit: Noted, *, today: date, child: bool, photos_missing: bool) -> dict[str, str]:
    """Returns errors as field → code. When a photo is missing, the clerk must have seen the card;
    for a child the guardian must sign, too (PP 17/2025).
    """
    errors: dict[str, str] = {}
    if visit.signed_on is None:
        errors["paper_signed_on"] = "field_required"
    elif visit.signed_on > today:
        errors["paper_signed_on"] = "paper_in_future"
    elif visit.signed_on < today - MAX_PAPER_AGE:
        errors["paper_signed_on"] = "paper_too_old"
    if child and not visit.guardian_signed:
        errors["paper_guardian_signed"] = "guardian_must_sign"
    if photos_missing and not visit.saw_card:
        errors["saw_card"] = "card_not_seen"
    return errors
