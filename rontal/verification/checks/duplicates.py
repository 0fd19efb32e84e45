"""Checks for duplicates: whether the same person or photo is already stored."""

from collections.abc import Iterator

from idcard import pdq
from idcard.pixels import Pixels
from idcard.same_picture import SAME_FROM, prepare, similarity
from rontal.core.models import SealedFile
from rontal.membership.rules.kinds import Slot
from rontal.verification import selectors
from rontal.verification.events import DUPLICATE_COMPARISON
from rontal.verification.registry import check
from rontal.verification.rules import Level, Outcome
from rontal.verification.subject import Subject, open_pixels

CANDIDATE_BITS = 80
"""Distance in bits up to which photos are compared in detail.

Selfies of different people differ in 100 bits and more, a photo cropped by 3 % on each side in up
to 78 (tests/idcard/test_same_picture.py).
"""
CANDIDATES = 3


@check("same_identity")
def same_identity(subject: Subject) -> Iterator[Outcome]:
    """Looks up the card number, by keyed hash, among members and applications."""
    codes = selectors.same_identity(subject.identity_hash, but=subject.application_id)
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
    pixels = subject.photo(slot)
    if pixels is None:
        return
    mark = subject.fingerprint(slot)
    if not mark.usable:
        yield Outcome("photo_without_detail", Level.WARN, {"slot": slot.value})
        return
    near = selectors.similar_photos(
        mark.bits, but=subject.application_id, nearer_than=CANDIDATE_BITS, limit=CANDIDATES
    )
    for other in near:
        if _same(subject, pixels, other.file):
            evidence = {"slot": slot.value, "application": other.code, "bits": other.bits}
            yield Outcome("photo_elsewhere", Level.FAIL, evidence)
            return


def _same(subject: Subject, pixels: Pixels, other: SealedFile) -> bool:
    theirs = open_pixels(other, actor=subject.actor, reason=DUPLICATE_COMPARISON)
    return similarity(prepare(pixels), prepare(theirs)) >= SAME_FROM


def _card_is_face(subject: Subject) -> bool:
    card, face = subject.photo(Slot.CARD), subject.photo(Slot.FACE)
    if card is None or face is None:
        return False
    marks = subject.fingerprint(Slot.CARD), subject.fingerprint(Slot.FACE)
    if pdq.distance(marks[0].bits, marks[1].bits) > CANDIDATE_BITS:
        return False
    return similarity(prepare(card), prepare(face)) >= SAME_FROM
