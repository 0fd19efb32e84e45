"""Thresholds of "same photo", measured on drawn cards and drawn faces.

Bits of 256 in which PDQ fingerprints differ, and similarity (-1 to 1) of the exact comparison:

| pictures                                 | bits         | similarity    |
|------------------------------------------|--------------|---------------|
| scans of different cards                 | 20 and more  | 0.32 and less |
| photographs of different cards           | 58 and more  | 0.10 and less |
| selfies of different people              | 100 and more | below 0       |
| the same, JPEG quality 20                | 12 and fewer | 0.86 and more |
| the same, a third of the size            | 10 and fewer | 0.84 and more |
| the same, 2 hundredths cut off each side | 56 and fewer | 0.88 and more |
| the same, 3 hundredths cut off each side | 78 and fewer | 0.79 and more |

No number of bits both separates two scans (20) and finds a crop (56). Therefore candidates up to 80
bits are compared exactly, and are the same photo from a similarity of 0.65.
"""

from itertools import combinations

import pytest

from idcard.pdq import fingerprint
from idcard.same_picture import SAME_FROM, prepare, similarity
from rontal.verification.checks.duplicates import CANDIDATE_BITS
from tests.support.idcard import pictures

COUNT = 7
SETS = {
    "scans": pictures.scan,
    "photographs": pictures.card_photo,
    "faces": pictures.face_photo,
}
CHANGES = [pictures.recoded, pictures.scaled, pictures.cropped, pictures.brightened]


@pytest.mark.whole
@pytest.mark.parametrize("name", SETS)
def test_different_pictures_are_distinguished(name):
    prepared = [prepare(SETS[name](index)) for index in range(COUNT)]
    highest = max(similarity(one, other) for one, other in combinations(prepared, 2))
    assert highest < SAME_FROM - 0.15


@pytest.mark.whole
@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_same_photo_in_another_form_is_detected(name, change):
    for index in range(COUNT):
        original = SETS[name](index)
        changed = change(original)
        bits = fingerprint(original).distance(fingerprint(changed))
        assert bits <= CANDIDATE_BITS
        assert similarity(prepare(original), prepare(changed)) >= SAME_FROM


def test_fingerprints_alone_would_confuse_scans_and_miss_crops():
    """Shows why the exact comparison is needed."""
    scans = [pictures.scan(index) for index in range(COUNT)]
    marks = [fingerprint(scan) for scan in scans]
    nearest = min(one.distance(other) for one, other in combinations(marks, 2))
    crops = [fingerprint(pictures.cropped(scan)) for scan in scans]
    farthest = max(one.distance(other) for one, other in zip(marks, crops, strict=True))
    assert nearest < farthest


def test_photographs_of_different_faces_are_no_candidates():
    marks = [fingerprint(pictures.face_photo(index)) for index in range(COUNT)]
    assert min(one.distance(other) for one, other in combinations(marks, 2)) > CANDIDATE_BITS


def test_a_flat_picture_has_no_usable_fingerprint():
    flat = pictures.scan(0) * 0 + 120
    assert not fingerprint(flat.astype("uint8")).usable
    assert similarity(prepare(flat.astype("uint8")), prepare(flat.astype("uint8"))) < SAME_FROM
