"""Fixtures of the face tests: the real engine, created once, and cards with real photographs."""

import pytest

from idcard.engines.dlib_engine import DlibFaceEngine
from tests.support.idcard.pictures import REAL_FACES


@pytest.fixture(scope="session")
def engine() -> DlibFaceEngine:
    return DlibFaceEngine()


@pytest.fixture(scope="session")
def photographs() -> None:
    """Skips the test where the public-domain photographs are missing beside the repository."""
    if not REAL_FACES:
        pytest.skip("no photographs in ../shared/data/faces")
