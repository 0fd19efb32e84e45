"""Tests of a portrait cut out of a photo of the card and sent as selfie."""

import cv2
import pytest

from idcard.faces.compare import compare_faces
from idcard.faces.model import Similarity
from idcard.faces.selfie_checks import check_selfie
from idcard.pixels import Pixels
from rontal.verification.checks import faces
from rontal.verification.rules import Level
from tests.support.idcard.faces import scenes


def cut_out(card: Pixels) -> Pixels:
    """Returns the printed portrait, enlarged to the size of a photo and saved as by a phone."""
    height, width = card.shape[:2]
    (left, top), _, (right, bottom), _ = scenes.portrait(card).corners
    part = card[round(top * height) : round(bottom * height), round(left * width) :]
    part = part[:, : round((right - left) * width)]
    large = cv2.resize(part, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    return cv2.imdecode(cv2.imencode(".jpg", large, [cv2.IMWRITE_JPEG_QUALITY, 80])[1], 1)


def signs_of(card: Pixels, photo: Pixels, engine) -> dict[str, Level]:
    place = scenes.portrait(card)
    compared = compare_faces(card, photo, place, engine, corners=scenes.corners(card))
    assert compared.similarity is Similarity.MATCH
    signs = faces.signs(check_selfie(photo, engine), faces.judged(compared))
    return {outcome.code: outcome.level for outcome in signs}


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("name", ["obama", "biden"])
def test_portrait_cropped_from_the_card_is_left_to_a_clerk(name, engine):
    card = scenes.card_of_real(name)
    assert signs_of(card, cut_out(card), engine)["face_printed"] is Level.WARN


@pytest.mark.whole
@pytest.mark.parametrize("seed", [2, 3])
def test_another_picture_of_the_same_person_is_not_suspected(seed, engine):
    assert signs_of(scenes.card_of_drawn(seed), scenes.own_photo(seed), engine) == {
        "face_found": Level.PASS
    }
