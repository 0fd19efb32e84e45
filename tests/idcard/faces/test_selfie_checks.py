"""Tests of the signs of a selfie, by the real engine."""

import cv2
import numpy as np
import pytest
from PIL import Image

from idcard.engines.dlib_engine import DlibFaceEngine
from idcard.faces.model import FaceSign, SelfieFaces
from idcard.faces.selfie_checks import check_selfie
from idcard.specimen.faces import portrait
from idcard.specimen.photograph import photograph
from tests.support.idcard.faces.scenes import own_photo, real
from tests.support.idcard.pictures import REAL_FACES, decoded, scan


class Watched(DlibFaceEngine):
    """Real engine that counts requests for templates."""

    def __init__(self):
        super().__init__()
        self.templates = 0

    def describe(self, pixels, face):
        self.templates += 1
        return super().describe(pixels, face)


def test_a_good_photo_has_no_signs(engine):
    checked = check_selfie(own_photo(4), engine)
    assert checked.signs == frozenset()
    assert len(checked.faces) == 1


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("file", REAL_FACES, ids=lambda file: file.stem)
def test_photographs_of_living_people_are_not_suspected(engine, file):
    checked = check_selfie(cv2.imread(str(file)), engine)
    assert len(checked.faces) == 1
    assert not checked.signs & {FaceSign.PRINTED, FaceSign.SCREEN, FaceSign.TURNED}


@pytest.mark.whole
@pytest.mark.parametrize("seed", range(3000, 3008))
def test_photos_of_oneself_are_not_suspected(engine, seed):
    checked = check_selfie(own_photo(seed), engine)
    assert not checked.signs & {FaceSign.PRINTED, FaceSign.SCREEN, FaceSign.SEVERAL}


def test_wall_has_no_face(engine):
    checked = check_selfie(np.full((900, 700, 3), 150, np.uint8), engine)
    assert checked.signs == {FaceSign.NONE}
    assert checked.faces == ()


def test_three_faces_are_reported_largest_first(engine):
    small = cv2.resize(own_photo(9), None, fx=0.8, fy=0.8)
    padded = cv2.copyMakeBorder(small, 240, 0, 0, 0, cv2.BORDER_REPLICATE)
    checked = check_selfie(np.hstack([padded, own_photo(4), padded]), engine)
    assert FaceSign.SEVERAL in checked.signs
    assert len(checked.faces) == 3
    assert 0.3 < np.mean(checked.faces[0].corners, axis=0)[0] < 0.7


def test_person_in_the_background_is_ignored(engine):
    photo = own_photo(4).copy()
    passer_by = cv2.resize(own_photo(9), (270, 360))
    photo[:360, :270] = passer_by
    checked = check_selfie(photo, engine)
    assert len(checked.faces) == 1
    assert FaceSign.SEVERAL not in checked.signs


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_face_in_a_turned_photo_is_located(engine, quarters):
    straight = check_selfie(own_photo(4), engine).faces[0]
    turned = check_selfie(np.rot90(own_photo(4), quarters).copy(), engine).faces[0]
    expected = np.array(straight.corners)
    for _ in range(quarters):
        expected = np.stack([expected[:, 1], 1 - expected[:, 0]], axis=1)
    assert np.abs(np.array(turned.corners) - expected).max() < 0.02


def test_distant_face_is_reported_as_small(engine):
    wall = np.full((1500, 1200, 3), (150, 170, 180), np.uint8)
    far = cv2.resize(own_photo(4), (360, 480), interpolation=cv2.INTER_AREA)
    wall[500:980, 400:760] = far
    checked = check_selfie(wall, engine)
    assert FaceSign.SMALL in checked.signs


@pytest.mark.whole
@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("name", ["obama", "obama2", "biden2"])
def test_a_photo_of_a_printed_photo_is_suspected(engine, name):
    print_ = Image.fromarray(np.ascontiguousarray(real(name)[..., ::-1]))
    checked = check_selfie(decoded(photograph(print_, seed=1)), engine)
    assert FaceSign.PRINTED in checked.signs


def test_a_photo_of_a_drawn_portrait_on_paper_is_suspected(engine):
    checked = check_selfie(decoded(photograph(portrait(3), seed=3)), engine)
    assert FaceSign.PRINTED in checked.signs


def test_card_is_no_selfie(engine):
    card = cv2.copyMakeBorder(scan(0), 200, 200, 200, 200, cv2.BORDER_CONSTANT, value=(50, 60, 70))
    checked = check_selfie(cv2.resize(card, (1300, 900)), engine)
    assert checked.signs & {FaceSign.SMALL, FaceSign.PRINTED}


def test_check_makes_no_template():
    watched = Watched()
    check_selfie(own_photo(4), watched)
    assert watched.templates == 0


def test_result_contains_places_signs_and_figures_only(engine):
    data = check_selfie(own_photo(4), engine).to_json()
    assert set(data) == {"faces", "signs", "figures"}
    assert all(isinstance(figure, float) for figure in data["figures"].values())
    assert len(data["figures"]) < 10
    assert SelfieFaces.from_json(data).faces


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("name", ["obama", "biden2"])
def test_a_photo_of_a_screen_is_suspected(engine, name):
    shown = cv2.resize(real(name), (720, 960), interpolation=cv2.INTER_AREA)
    checked = check_selfie(photographed_screen(shown), engine)
    assert FaceSign.SCREEN in checked.signs


def photographed_screen(shown):
    """Returns a photo of a screen: each pixel as three colour bars, at a rotated coarser grid."""
    lit = np.repeat(np.repeat(shown.astype(np.float32), 3, axis=0), 3, axis=1) * 0.7
    for colour in range(3):
        lit[:, colour::3, colour] *= 2.2
    lit[2::3] *= 0.8
    height, width = lit.shape[:2]
    soft = cv2.GaussianBlur(np.clip(lit, 0, 255).astype(np.uint8), (0, 0), 1.1)
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 4, 0.66)
    turn[:, 2] += (np.array([1500, 2000]) - (width, height)) / 2
    return cv2.warpAffine(soft, turn, (1500, 2000), borderMode=cv2.BORDER_REPLICATE)
