"""Fixtures of the tests of OPDS."""

from typing import Any

import pytest

from rontal.core.actors import Actor
from tests.support.interop.opds import shelves


@pytest.fixture
def app() -> Any:
    """Reading app, not signed in."""
    return shelves.client()


@pytest.fixture
def member() -> Actor:
    """Member who may borrow."""
    return shelves.member()
