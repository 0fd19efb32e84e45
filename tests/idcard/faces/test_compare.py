"""Tests of comparing the portrait with the selfie, by the real engine."""

import cv2
import numpy as np
import pytest

from idcard.faces.compare import compare_faces
from idcard.faces.model import Comparison, Similarity
from idcard.specimen.photograph import Difficulty
from tests.support.idcard.faces.scenes import (
    card_of_drawn,
    card_of_infant,
    card_of_real,
    corners,
    own_photo,
    portrait,
    real,
    turned,
)
from tests.support.idcard.pictures import blurred, darkened, encoded

GREY_WALL = np.full((900, 700, 3), 150, np.uint8)
NEAREST = [(35, 5), (112, 98), (223, 157), (19, 253)]
"""Pairs of seeds of the most similar drawn people among 280."""


def compared(card, photo, engine):
    return compare_faces(card, photo, portrait(card), engine, corners=corners(card))


@pytest.mark.whole
@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize(("card", "photo"), [("obama", "obama2"), ("biden2", "biden")])
def test_another_photo_of_the_person_on_the_card_matches(engine, card, photo):
    comparison = compared(card_of_real(card), real(photo), engine)
    assert comparison.similarity is Similarity.MATCH
    assert comparison.distance < 0.48


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize(("card", "photo"), [("obama3", "biden2"), ("biden", "obama")])
def test_another_persons_photo_is_different(engine, card, photo):
    comparison = compared(card_of_real(card), real(photo), engine)
    assert comparison.similarity is Similarity.DIFFERENT


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("worsened", [blurred, darkened, lambda photo: photo[::5, ::5].copy()])
def test_poor_photos_never_make_another_person_match(engine, worsened):
    card = card_of_real("obama")
    comparison = compared(worsened(card), worsened(real("biden2")), engine)
    assert comparison.similarity is not Similarity.MATCH


def test_own_photo_of_a_drawn_person_matches(engine):
    assert compared(card_of_drawn(4), own_photo(4), engine).similarity is Similarity.MATCH


@pytest.mark.whole
@pytest.mark.parametrize(("owner", "other"), NEAREST)
def test_most_similar_drawn_people_do_not_match(engine, owner, other):
    photo = own_photo(other, 2, Difficulty.HARD)
    assert compared(card_of_drawn(owner), photo, engine).similarity is not Similarity.MATCH


@pytest.mark.whole
@pytest.mark.usefixtures("photographs")
def test_a_drawn_card_does_not_match_a_real_person(engine):
    assert compared(card_of_drawn(4), real("obama"), engine).similarity is Similarity.DIFFERENT


@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turned_card_is_compared_like_an_upright_one(engine, quarters):
    straight = card_of_real("obama")
    card = np.rot90(straight, quarters).copy()
    place = turned(portrait(straight), quarters)
    comparison = compare_faces(card, real("obama2"), place, engine)
    assert comparison.similarity is Similarity.MATCH
    assert inside(comparison.on_card, place)


@pytest.mark.usefixtures("photographs")
def test_outline_suffices_even_with_a_wrong_direction(engine):
    card = np.rot90(card_of_real("obama"), 2).copy()
    wrong = corners(card)
    comparison = compare_faces(card, real("obama2"), None, engine, corners=wrong)
    assert comparison.similarity is Similarity.MATCH


@pytest.mark.whole
@pytest.mark.usefixtures("photographs")
@pytest.mark.parametrize("quarters", [0, 1, 2])
def test_face_on_an_unlocated_card_is_left_to_a_clerk(engine, quarters):
    card = np.rot90(card_of_real("obama"), quarters).copy()
    comparison = compare_faces(card, real("obama2"), None, engine)
    assert comparison.similarity is Similarity.UNSURE
    assert comparison.distance < 0.48


@pytest.mark.usefixtures("photographs")
def test_face_of_the_holder_beside_the_card_is_ignored(engine):
    """Checks another person's card held beside the own face, compared with the own face."""
    infant = card_of_infant()
    own = cv2.resize(real("obama"), (infant.shape[0] * 3 // 4, infant.shape[0]))
    holding = np.hstack([own, infant])
    shift, scale = own.shape[1] / holding.shape[1], infant.shape[1] / holding.shape[1]
    outline = corners(infant)
    moved_outline = type(outline).of([(shift + scale * x, y) for x, y in outline.corners])
    comparison = compare_faces(holding, real("obama2"), None, engine, corners=moved_outline)
    assert comparison.similarity is Similarity.NO_FACE_ON_CARD


def test_card_of_an_infant_has_no_face(engine):
    card = card_of_infant()
    comparison = compare_faces(card, own_photo(4), None, engine, corners=corners(card))
    assert comparison.similarity is Similarity.NO_FACE_ON_CARD
    assert comparison.on_card is None
    assert comparison.in_photo is not None
    assert comparison.distance is None


def test_photo_without_a_face_is_reported(engine):
    comparison = compared(card_of_drawn(4), GREY_WALL, engine)
    assert comparison.similarity is Similarity.NO_FACE
    assert comparison.on_card is not None
    assert comparison.distance is None


def test_two_people_in_the_photo_are_left_to_a_clerk(engine):
    both = np.hstack([own_photo(4), own_photo(9)])
    assert compared(card_of_drawn(4), both, engine).similarity is not Similarity.MATCH


def test_the_photo_may_lie_on_its_side(engine):
    sideways = np.rot90(own_photo(4)).copy()
    assert compared(card_of_drawn(4), sideways, engine).similarity is Similarity.MATCH


def test_comparison_contains_places_and_a_distance_and_no_template(engine):
    comparison = compared(card_of_drawn(4), own_photo(4), engine)
    data = comparison.to_json()
    assert set(data) == {"similarity", "distance", "distance_ratio", "on_card", "in_photo"}
    assert isinstance(data["distance"], float)
    assert all(np.shape(data[place]) == (4, 2) for place in ("on_card", "in_photo"))
    assert Comparison.from_json(data).similarity is comparison.similarity


def test_places_are_those_of_the_faces(engine):
    card = card_of_drawn(4)
    comparison = compared(card, own_photo(4), engine)
    assert inside(comparison.on_card, portrait(card))
    x, y = np.mean(comparison.in_photo.corners, axis=0)
    assert 0.3 < x < 0.7
    assert 0.2 < y < 0.6


def test_file_and_its_copy_compare_equally(engine):
    copy = cv2.imdecode(np.frombuffer(encoded(own_photo(4), 95), np.uint8), cv2.IMREAD_COLOR)
    distances = [
        compared(card_of_drawn(4), photo, engine).distance for photo in (own_photo(4), copy)
    ]
    assert abs(distances[0] - distances[1]) < 0.03


def inside(place, other):
    """Returns True where the middle of a place is inside the bounding box of the other."""
    middle = np.mean(place.corners, axis=0)
    low, high = np.min(other.corners, axis=0), np.max(other.corners, axis=0)
    return bool((low < middle).all() and (middle < high).all())


def test_only_matches_are_within_the_matching_distance(engine):
    own = compared(card_of_drawn(4), own_photo(4), engine)
    other = compared(card_of_drawn(4), own_photo(9), engine)
    assert None not in (own.distance_ratio, other.distance_ratio)
    assert own.distance_ratio <= 1 < other.distance_ratio
