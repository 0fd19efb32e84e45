"""Checks for duplicates: whether the same person or photo is already stored."""

from collections.abc import Iterator

from rontal.membership.rules.kinds import Slot
from rontal.verification import selectors
from rontal.verification.registry import check
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject

CANDIDATE_BITS = 80
"""Distance in bits up to which photos are compared in detail.

Selfies of different people differ in 100 bits and more, a photo cropped by 3 % on each side in up
to 78 (tests/idcard/test_same_picture.py).
"""
CANDIDATES = 3


@check("same_identity")
def same_identity(subject: Subject) -> Iterator[Outcome]:
    """Looks up the card number, by keyed hash, among members and applications."""
    codes = selectors.same_identity(*subject.identity_hashes, but=subject.application_id)
    if "member" in codes:
        yield Outcome("identity_is_member", Level.FAIL)
    if "application" in codes:
        evidence = {"application": codes["application"], "state": codes["state"]}
        level = Level.WARN if codes["state"] == "rejected" else Level.FAIL
        yield Outcome("identity_elsewhere", level, evidence)
    if not codes:
        yield Outcome("identity_new", Level.PASS)


@check("same_photo")
def same_photo(subject: Subject) -> Iterator[Outcome]:
    """Compares the photos with those of other applications, and card and face with each other."""
    outcomes = [outcome for slot in subject.files for outcome in _elsewhere(subject, slot)]
    if _card_is_face(subject):
        outcomes.append(Outcome("photo_used_twice", Level.FAIL))
    yield from outcomes or [Outcome("photos_new", Level.PASS)]


def _elsewhere(subject: Subject, slot: Slot) -> Iterator[Outcome]:
    facts = subject.photo_facts(slot)
    if facts is None:
        return
    if not facts.fingerprint.usable:
        yield Outcome("photo_without_detail", Level.WARN, {"slot": slot.value})
        return
    near = selectors.similar_photos(
        facts.fingerprint.bits,
        but=subject.application_id,
        nearer_than=CANDIDATE_BITS,
        limit=CANDIDATES,
    )
    for other in near:
        if subject.is_same_photo(slot, other.file):
            evidence = {"slot": slot.value, "application": other.code, "bits": other.bits}
            yield Outcome("photo_elsewhere", Level.FAIL, evidence)
            return


def _card_is_face(subject: Subject) -> bool:
    card, face = subject.photo_facts(Slot.CARD), subject.photo_facts(Slot.FACE)
    if card is None or face is None:
        return False
    if card.fingerprint.distance(face.fingerprint) > CANDIDATE_BITS:
        return False
    return subject.card_is_face()
