"""Fixtures of the tests of the staff desk."""

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from tests.support.desk.factories import at_desk


@pytest.fixture
def desk() -> Client:
    """Client of a librarian."""
    return at_desk(Role.LIBRARIAN)
