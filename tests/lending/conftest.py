"""How many operations the machine of loans and holds does."""

import pytest


@pytest.fixture
def operations(request: pytest.FixtureRequest) -> int:
    """As many as the command line asks for."""
    return int(request.config.getoption("operations"))
