"""The real engine, made once, and cards with photographs of real people on them."""

import pytest

from rontal.verification.machine.dlib_engine import DlibFaceEngine
from tests.verification.pictures import REAL_FACES


@pytest.fixture(scope="session")
def engine() -> DlibFaceEngine:
    return DlibFaceEngine()


@pytest.fixture(scope="session")
def photographs() -> None:
    """Skips, and says so, where the public-domain photographs do not lie beside the repository."""
    if not REAL_FACES:
        pytest.skip("no photographs in ../shared/data/faces")
