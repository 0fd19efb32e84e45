"""Tests that the benchmark uses the real models and the real checks."""

import pytest

from bench.specimens import sample
from bench.specimens.examine import examine
from bench.specimens.models_only import bare
from bench.specimens.score import score
from idcard.kinds import IdentityKind
from rontal.verification.rules import Recommendation

SEED = 21


@pytest.fixture(scope="module")
def application():
    return sample.application(SEED, lambda _: {}, kind=IdentityKind.KTP)


@pytest.fixture
def examined(application, db):
    return examine(application)


@pytest.mark.whole
def test_clear_photo_is_read_scored_and_timed(application, examined):
    marked = score(application, examined, bare(application))

    assert marked.nik
    assert marked.name
    assert marked.kind_recognised
    assert marked.wrong_but_sure == 0
    assert examined.genuine.similarity is not None
    assert examined.impostor.recommendation is not Recommendation.APPROVE
    assert 0.2 < marked.cost.reading < marked.cost.seconds < 60
    assert marked.cost.machine_peak > 100_000_000
    assert marked.bare.ocr > 0.1
    assert marked.bare.faces > 0.02
