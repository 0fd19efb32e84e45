"""What a clerk notes at the counter beside the form: the signed paper, and what was seen. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from rontal.membership.rules.form import day

COUNTER_FIELDS = ("paper_signed_on", "paper_guardian_signed", "saw_card", "in_person")
OLDEST_PAPER = timedelta(days=90)
"""A consent says what somebody wants now."""


@dataclass(frozen=True)
class Noted:
    """`signed_on` is the date on the paper form; the rest is ticked by the clerk."""

    signed_on: date | None
    guardian_signed: bool
    saw_card: bool
    in_person: bool


def noted(values: Mapping[str, str]) -> Noted:
    """What was noted, as typed text says it."""
    return Noted(
        signed_on=day(values.get("paper_signed_on", "")),
        guardian_signed=bool(values.get("paper_guardian_signed")),
        saw_card=bool(values.get("saw_card")),
        in_person=bool(values.get("in_person")),
    )


def faults(said: Noted, *, today: date, child: bool, photos_missing: bool) -> dict[str, str]:
    """Field → code of what is wrong with it. Where a photo is missing, the clerk's eyes have to
    take its place; a child's guardian signs too (PP 17/2025)."""
    found: dict[str, str] = {}
    if said.signed_on is None:
        found["paper_signed_on"] = "field_required"
    elif said.signed_on > today:
        found["paper_signed_on"] = "paper_in_future"
    elif said.signed_on < today - OLDEST_PAPER:
        found["paper_signed_on"] = "paper_too_old"
    if child and not said.guardian_signed:
        found["paper_guardian_signed"] = "guardian_must_sign"
    if photos_missing and not said.saw_card:
        found["saw_card"] = "card_not_seen"
    return found
