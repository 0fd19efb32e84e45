"""Tests that no number in an address is so large that a page fails."""

import re

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from tests.support.desk.factories import at_desk
from tests.support.lending.factories import borrower
from tests.support.structure.routes import ROUTES
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
GIVEN = {"int": str(10**30), "slug": "x", "str": "x", "path": "x", "uuid": "0" * 8 + "-0000" * 3}
NUMBERED = [address for address in ROUTES if "<int:" in address]


def filled(address: str) -> str:
    """Returns the address with a number too large for any column, and letters elsewhere."""
    return "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda one: GIVEN[one[1] or "str"], address)


def test_routes_with_numbers_exist() -> None:
    assert len(NUMBERED) > 50


@pytest.mark.whole
@pytest.mark.parametrize("method", ["get", "post"])
def test_unknown_number_is_not_found(method: str) -> None:
    for client in (Client(), client_of(borrower()), *map(at_desk, Role)):
        for address in NUMBERED:
            answer = getattr(client, method)(filled(address))
            assert answer.status_code < 500, (method, filled(address))
