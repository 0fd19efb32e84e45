"""Can a person read the card and see the face?"""

from collections.abc import Iterator

from rontal.membership.rules import ages
from rontal.membership.rules.kinds import Slot
from rontal.verification import quality
from rontal.verification.registry import check
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject

# Fixed on drawn cards, as scans and as photographs, and on real portraits: see
# tests/verification/test_quality.py for the figures.
LIMITS = {
    Slot.CARD: quality.Limits(min_size=480, min_light=68, max_glare=0.03, max_blur=0.58),
    Slot.FACE: quality.Limits(min_size=320, min_light=45, max_glare=0.12, max_blur=0.56),
}

SEEN = {
    Slot.CARD: Outcome("card_seen_by_staff", Level.PASS),
    Slot.FACE: Outcome("face_seen_by_staff", Level.PASS),
}


@check("photo_quality")
def photo_quality(subject: Subject) -> Iterator[Outcome]:
    """Size, light, glare and sharpness of both photos."""
    for slot, limits in LIMITS.items():
        pixels = subject.photo(slot)
        if pixels is None:
            yield from _missing(subject, slot)
            continue
        found = quality.measure(pixels)
        faults = quality.faults(found, limits)
        evidence = {
            "size": found.size,
            "light": round(found.light),
            "glare": round(found.glare, 3),
            "blur": round(found.blur, 2),
        }
        for fault in faults:
            yield Outcome(f"{slot.value}_{fault}", Level.FAIL, evidence)
        if not faults:
            yield Outcome(f"{slot.value}_clear", Level.PASS, evidence)


def is_small_child(subject: Subject) -> bool:
    """Too young for a card with a portrait."""
    birth = subject.form.birth_date
    return birth is not None and not ages.face_comparable(birth, subject.today)


def _missing(subject: Subject, slot: Slot) -> Iterator[Outcome]:
    """Under 6 the card has no portrait, so that the face may be left out. At the counter a clerk's
    eyes take the place of a photo; that proves nothing to the machine, so that such a case is
    never approved without a clerk."""
    if slot is Slot.FACE and is_small_child(subject):
        yield Outcome("face_not_needed", Level.PASS)
    elif subject.seen_at_counter:
        yield SEEN[slot]
    else:
        yield Outcome(f"{slot.value}_missing", Level.FAIL)
