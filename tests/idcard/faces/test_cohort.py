"""Tests that the cohort file matches its script, and separates drawn from real faces."""

import re
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from bench import face_cohort
from idcard.faces.cohort import FILE, Cohort
from idcard.faces.face_search import largest_face
from idcard.faces.similarity import STRANGE
from tests.support.idcard.faces.scenes import own_photo, real


@pytest.mark.whole
def test_cohort_file_is_the_output_of_the_script(engine):
    stored = np.load(FILE)["templates"]
    assert stored.shape == (face_cohort.PEOPLE, 4, 128)
    templates = np.array(list(islice(face_cohort.cohort(engine), 1)))
    assert np.abs(templates - stored[:1]).max() < 0.02


def test_people_of_the_cohort_are_in_no_test():
    assert face_cohort.FIRST_SEED >= 20_000
    assert face_cohort.FIRST_SEED + 10 * face_cohort.PEOPLE < 100_000


@pytest.mark.whole
def test_drawn_faces_resemble_the_cohort_and_photographs_do_not(engine, photographs):
    cohort = Cohort.load()
    drawn, photographed = (
        cohort.strangeness(engine.describe(photo, largest_face(photo, engine).face))
        for photo in (own_photo(4), real("obama"))
    )
    assert drawn < STRANGE < photographed


@pytest.mark.whole
def test_finer_distance_is_symmetric_and_zero_for_equal_templates(engine):
    one, other = (
        engine.describe(photo, largest_face(photo, engine).face)
        for photo in (own_photo(4), own_photo(9))
    )
    cohort = Cohort.load()
    assert cohort.fine_distance(one, other) == pytest.approx(cohort.fine_distance(other, one))
    assert cohort.fine_distance(one, one) == pytest.approx(0)


def test_model_licensed_for_research_only_is_never_opened():
    root = Path(face_cohort.__file__).parents[1]
    named = [
        file
        for package in ("rontal", "idcard")
        for file in (root / package).rglob("*.py")
        if re.search(r"68_face|pose_predictor_model", file.read_text())
    ]
    assert named == []
