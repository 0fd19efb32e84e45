"""Tests of the photos for measuring verification: reproducible, and degraded as stated."""

import io
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image

from bench.specimens import sample
from idcard.kinds import IdentityKind
from idcard.specimen import residents, styles, typefaces
from idcard.specimen.camera import degradations, photos, scene
from idcard.specimen.camera.degradations import MAX_HARD, PARAMETERS, Degradation, Level
from idcard.specimen.card_data import card_of
from idcard.specimen.cards import card_sheet
from idcard.specimen.people import person
from idcard.specimen.sheet import Sheet

pytestmark = pytest.mark.whole

ADULT, CHILD = 11, 3
MIXTURES = [degradations.mixture(level, Random(seed)) for level in Level for seed in range(300)]


def ktp(**changes):
    return replace(card_of(person(ADULT), IdentityKind.KTP), **changes)


@pytest.fixture(scope="module")
def original():
    return photos.original(card_sheet(ktp(), seed=1), portrait=sample.PORTRAIT, smallest=24.5)


@pytest.fixture(scope="module")
def plain(original):
    return pixels(photos.photograph(original, {}, seed=5).jpeg)


def pixels(jpeg: bytes):
    with Image.open(io.BytesIO(jpeg)) as photo:
        return np.asarray(photo.convert("RGB"))


def figures_of(degradation, level, share=0.5):
    """Returns figures at this share of each span, so that tests do not depend on chance."""
    spans = [(one.name, one.span(level)) for one in PARAMETERS[degradation]]
    return {name: low + (high - low) * share for name, (low, high) in spans}


@pytest.fixture(scope="module")
def application():
    return sample.application(7, sample.hard)


def test_an_application_is_the_same_from_its_seed(application):
    again = sample.application(7, sample.hard)

    assert application.photo.jpeg == again.photo.jpeg
    assert (application.selfie, application.impostor) == (again.selfie, again.impostor)
    assert (application.truth, application.plan) == (again.truth, again.plan)
    assert application.card == again.card


def test_without_selfies_the_photo_of_the_card_is_the_same(application):
    without = sample.application(7, sample.hard, selfies=False)

    assert without.photo.jpeg == application.photo.jpeg
    assert without.selfie is without.impostor is None


def test_other_seeds_make_other_people_of_every_kind():
    seeds = enumerate(kind for kind in IdentityKind for _ in range(9))
    cards = [residents.card_for(kind, seed, Random(seed)) for seed, kind in seeds]

    assert len({card.number for card in cards}) == len(cards)
    assert len({card.holder.name for card in cards}) > len(cards) * 0.8


def test_holder_and_impostor_are_different_people_before_the_same_camera(application):
    assert application.selfie != application.impostor
    assert pixels(application.selfie).shape == pixels(application.impostor).shape


@pytest.mark.parametrize("degradation", Degradation)
def test_every_degradation_changes_the_photo(degradation, original, plain):
    plan = {degradation: figures_of(degradation, Level.HARD)}

    photo = pixels(photos.photograph(original, plan, seed=5).jpeg)

    changed = photo.shape != plain.shape or np.abs(photo.astype(int) - plain).mean() > 0.3
    assert changed


@pytest.mark.parametrize(
    ("degradation", "measure"),
    [
        (Degradation.DEFOCUS, lambda photo: cv2.Laplacian(photo, cv2.CV_64F).var()),
        (Degradation.MOTION, lambda photo: cv2.Laplacian(photo, cv2.CV_64F).var()),
        (Degradation.LOW_LIGHT, lambda photo: photo.mean()),
        (Degradation.SHADOW, lambda photo: photo.mean()),
        (Degradation.HALF_SIZE, lambda photo: photo.size),
    ],
)
def test_hard_degradations_remove_more_than_mild_ones(degradation, measure, original, plain):
    plans = [{degradation: figures_of(degradation, level)} for level in Level]
    mild, hard = (pixels(photos.photograph(original, plan, seed=5).jpeg) for plan in plans)

    assert measure(hard) < measure(mild) < measure(plain)


def test_a_grey_copy_has_no_colours(original):
    draw = figures_of(Degradation.GREY_COPY, Level.MILD)
    photo = photos.photograph(original, {Degradation.GREY_COPY: draw}, seed=5)
    low, high = photo.corners.min(axis=0).astype(int), photo.corners.max(axis=0).astype(int)
    card = pixels(photo.jpeg)[low[1] + 40 : high[1] - 40, low[0] + 40 : high[0] - 40]

    saturation = cv2.cvtColor(card, cv2.COLOR_RGB2HSV)[..., 1]

    assert saturation.mean() < 40
    assert np.percentile(saturation, 99) < 90


@pytest.mark.parametrize("seed", range(8))
def test_fingers_hide_neither_text_nor_portrait(seed, original):
    frame = (1500, 1100)
    random = Random(seed)
    corners = scene.corners_of(
        random, (2022, 1276), frame, scene.Placement(0.7, random.uniform(0, 360), 0.08)
    )
    warp = scene.warp_of((2022, 1276), corners)
    regions = [cv2.perspectiveTransform(box[None], warp)[0] for box in original.keep]
    before = np.full((frame[1], frame[0], 3), 255, np.uint8)

    after = scene.fingers(before, corners, regions, random, reach=0.09, number=3)

    protected = np.zeros(before.shape[:2], np.uint8)
    for box in regions:
        cv2.fillConvexPoly(protected, np.rint(box).astype(np.int32), 1)
    skin = np.abs(after.astype(int) - before).max(axis=2) > 90
    assert not (skin & (protected == 1)).any()


def test_fingers_do_lie_on_the_card(original):
    corners = np.array([[200, 200], [1200, 200], [1200, 831], [200, 831]], np.float32)
    warp = scene.warp_of((2022, 1276), corners)
    regions = [cv2.perspectiveTransform(box[None], warp)[0] for box in original.keep]
    before = np.full((1100, 1500, 3), 255, np.uint8)
    touched = 0

    for seed in range(8):
        after = scene.fingers(before, corners, regions, Random(seed), reach=0.07, number=2)
        touched += (after[205:826, 205:1195].min(axis=2) < 160).sum() > 400

    assert touched >= 6


@pytest.mark.parametrize("turn", range(0, 360, 30))
def test_the_whole_card_stays_in_the_photo_at_any_angle(turn):
    for frame in ((2000, 1500), (1500, 2000)):
        placement = scene.Placement(0.84, turn, 0.12)
        corners = scene.corners_of(Random(turn), (2022, 1276), frame, placement)

        assert corners.min() >= scene.MARGIN - 1
        assert (corners.max(axis=0) <= np.array(frame) - scene.MARGIN + 1).all()
        assert scene.width_of(corners) > 0.4 * max(frame)


def test_the_corners_are_where_the_card_lies():
    green = np.zeros((638, 1011, 3), np.uint8) + np.array([0, 255, 0], np.uint8)
    card = photos.Original(green, (), 20, family=False)
    plan = {
        Degradation.PERSPECTIVE: {"skew": 0.1},
        Degradation.ROTATION: {"turn": 77, "quarter": 0},
    }

    photo = photos.photograph(card, plan, seed=3)

    image = pixels(photo.jpeg)
    shown = np.zeros(image.shape[:2], np.uint8)
    cv2.fillConvexPoly(shown, np.rint(photo.corners).astype(np.int32), 1)
    is_green = (image[..., 1].astype(int) - image[..., 0] > 70).astype(np.uint8)
    assert (shown & is_green).sum() / (shown | is_green).sum() > 0.97


def test_mixtures_hold_several_degradations_and_every_one_comes_up():
    for plan in MIXTURES:
        assert {Degradation.PERSPECTIVE, Degradation.ROTATION} <= set(plan)
        assert 3 <= len(plan) <= 8
        assert not {Degradation.DEFOCUS, Degradation.MOTION} <= set(plan)
    assert set().union(*MIXTURES) == set(Degradation)


def test_degradation_parameters_stay_within_their_ranges():
    for plan in MIXTURES:
        for degradation, draw in plan.items():
            for one in PARAMETERS[degradation]:
                spans = (one.mild, one.hard)
                assert any(low <= draw[one.name] <= high for low, high in spans)


def test_a_hard_photo_has_at_most_two_strong_losses_of_detail():
    for seed in range(300):
        plan = degradations.mixture(Level.HARD, Random(seed))
        strong = [
            degradation
            for degradation in plan
            if degradation in degradations.DETAIL_COSTS and _is_hard(degradation, plan)
        ]
        assert len(strong) <= MAX_HARD


def _is_hard(degradation, plan):
    one = PARAMETERS[degradation][0]
    return one.hard[0] <= plan[degradation][one.name] <= one.hard[1]


def test_only_hard_mixtures_hold_forgeries():
    mild = [degradations.mixture(Level.MILD, Random(seed)) for seed in range(300)]

    assert not any(set(plan) & set(degradations.FORGERIES) for plan in mild)


@pytest.mark.parametrize("kind", IdentityKind)
def test_every_style_prints_the_word_specimen(kind, monkeypatch):
    card = card_of(person(ADULT if kind in ("ktp", "stay_permit") else CHILD), kind)
    words = []
    veil = Sheet._veil

    def recorded(self, text, middle, size, **rest):
        words.append((text, size))
        return veil(self, text, middle, size, **rest)

    monkeypatch.setattr(Sheet, "_veil", recorded)

    sheet = card_sheet(card, seed=1, style=styles.style_of(kind, Random(4)))

    large = [size for text, size in words if text == "SPESIMEN" and size > 100]
    assert len(large) == 1
    assert max(sheet.image.size) >= 2022


@pytest.mark.parametrize("name", typefaces.NAMES)
def test_every_typeface_has_its_own_shapes(name):
    """A font that this machine lacks is replaced by another one, with a message."""
    sheet = Sheet((400, 100), (255, 255, 255), seed=1, clear=(0, 400))
    bare = np.asarray(sheet.image).copy()
    sheet.style = replace(sheet.style, text=typefaces.files(name))

    sheet.text((20, 60), "NIK 5102", 40)

    assert (np.abs(np.asarray(sheet.image).astype(int) - bare).max(axis=2) > 100).sum() > 500
    box = sheet.boxes[-1]
    changed = np.argwhere(np.abs(np.asarray(sheet.image).astype(int) - bare).max(axis=2) > 60) / 2
    assert box.left - 3 <= changed[:, 1].min()
    assert changed[:, 1].max() <= box.right + 3
    assert box.top - 3 <= changed[:, 0].min()
    assert changed[:, 0].max() <= box.bottom + 3


def test_the_table_of_parameters_names_every_degradation():
    documented = degradations.table()

    assert all(f"| {degradation} |" in documented for degradation in Degradation)
