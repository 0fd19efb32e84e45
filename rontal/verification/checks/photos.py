"""Checks of whether card and face are readable in the photos."""

from collections.abc import Iterator

from idcard import photo_facts, photo_limits
from rontal.membership.rules import ages
from rontal.membership.rules.kinds import Slot
from rontal.verification.registry import check
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject

LIMITS = {Slot.CARD: photo_limits.CARD, Slot.FACE: photo_limits.FACE}

FINDING_CODES = {
    Slot.CARD: Outcome("card_seen_by_staff", Level.PASS),
    Slot.FACE: Outcome("face_seen_by_staff", Level.PASS),
}

VOUCHED_CODES = {
    Slot.CARD: Outcome("card_left_out", Level.PASS),
    Slot.FACE: Outcome("face_left_out", Level.PASS),
}
"""Findings for photos that the library does not ask for where a provider vouches for a person."""


@check("photo_quality")
def photo_quality(subject: Subject) -> Iterator[Outcome]:
    """Checks size, light, glare and sharpness of both photos."""
    for slot, limits in LIMITS.items():
        facts = subject.photo_facts(slot)
        if facts is None:
            yield from _missing(subject, slot)
            continue
        measures = facts.measures
        faults = photo_facts.faults(measures, limits)
        evidence = {
            "size": measures.size,
            "light": round(measures.light),
            "glare": round(measures.glare, 3),
            "blur": round(measures.blur, 2),
        }
        for fault in faults:
            yield Outcome(f"{slot.value}_{fault}", Level.FAIL, evidence)
        if not faults:
            yield Outcome(f"{slot.value}_clear", Level.PASS, evidence)


def is_small_child(subject: Subject) -> bool:
    """Returns True for applicants too young for a card with a portrait."""
    birth = subject.form.birth_date
    return birth is not None and not ages.face_comparable(birth, subject.today)


def _missing(subject: Subject, slot: Slot) -> Iterator[Outcome]:
    """Yields the finding for a missing photo.

    Under 6 the face may be missing, because the card has no portrait. At the counter a clerk sees
    card and face instead; such an application is never approved automatically.
    """
    if slot is Slot.FACE and is_small_child(subject):
        yield Outcome("face_not_needed", Level.PASS)
    elif subject.seen_at_counter:
        yield FINDING_CODES[slot]
    elif subject.form.vouched is not None:
        yield VOUCHED_CODES[slot]
    else:
        yield Outcome(f"{slot.value}_missing", Level.FAIL)
