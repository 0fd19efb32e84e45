"""Fixtures of the lending tests."""

import pytest


@pytest.fixture
def operations(request: pytest.FixtureRequest) -> int:
    """Number of operations of the state machine test (`--operations`)."""
    return int(request.config.getoption("operations"))
