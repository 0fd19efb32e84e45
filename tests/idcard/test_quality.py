"""Limits of photo quality, measured on drawn photographs and on real portraits.

Measured at 640 pixels, where JPEG noise no longer counts as sharpness.

| photo                                 | blur            | light     | burnt patch  |
|---------------------------------------|-----------------|-----------|--------------|
| card, easy to hard                    | up to 0.21      | 152 – 221 | 0            |
| card, blurred by 0.6 % of its width   | 0.63 and more   |           |              |
| card at 0.3 of the light              |                 | 45 – 66   |              |
| card under a lamp's reflection        |                 |           | 0.036 – 0.12 |
| portrait, drawn                       | up to 0.30      | 120 – 185 | 0            |
| portrait, real                        | up to 0.43      | 103 – 205 | up to 0.01   |
| portrait, blurred by 0.6 % of its width | 0.61 and more |           |              |
"""

import cv2
import pytest

from idcard.photo_facts import faults
from idcard.quality import measure
from idcard.specimen.photograph import Difficulty
from rontal.membership.rules.kinds import Slot
from rontal.verification.checks.photos import LIMITS
from tests.support.idcard import pictures

pytestmark = pytest.mark.whole

PHOTOS = {Slot.CARD: pictures.card_photo, Slot.FACE: pictures.face_photo}
COUNT = 4


def quality_faults(slot, pixels):
    return faults(measure(pixels), LIMITS[slot])


@pytest.mark.parametrize("slot", PHOTOS)
@pytest.mark.parametrize("difficulty", Difficulty)
def test_a_usable_photo_has_no_fault(slot, difficulty):
    for index in range(COUNT):
        assert quality_faults(slot, PHOTOS[slot](index, difficulty)) == []


@pytest.mark.parametrize("slot", PHOTOS)
@pytest.mark.parametrize("difficulty", [Difficulty.EASY, Difficulty.MILD])
def test_unfocused_photo_is_blurred(slot, difficulty):
    for index in range(COUNT):
        assert quality_faults(slot, pictures.blurred(PHOTOS[slot](index, difficulty))) == [
            "blurred"
        ]


@pytest.mark.parametrize("slot", PHOTOS)
def test_photo_taken_in_the_dark_is_dark_only(slot):
    for index in range(COUNT):
        assert quality_faults(slot, pictures.darkened(PHOTOS[slot](index))) == ["dark"]


def test_a_reflection_on_the_card_is_glare():
    for index in range(COUNT):
        assert quality_faults(Slot.CARD, pictures.dazzled(pictures.card_photo(index))) == ["glare"]


@pytest.mark.parametrize("slot", PHOTOS)
def test_a_thumbnail_is_too_small(slot):
    small = cv2.resize(PHOTOS[slot](0), (300, 200))
    assert quality_faults(slot, small) == ["too_small"]


@pytest.mark.skipif(not pictures.REAL_FACES, reason="shared/data/faces is not here")
def test_real_portraits_pass_and_their_degraded_copies_do_not():
    for path in pictures.REAL_FACES:
        pixels = cv2.imread(str(path))
        assert quality_faults(Slot.FACE, pixels) == []
        assert quality_faults(Slot.FACE, pictures.blurred(pixels)) == ["blurred"]
        assert quality_faults(Slot.FACE, pictures.darkened(pixels)) == ["dark"]
