"""Tests that every address declares who may open it, and enforces it."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from rontal.accounts.roles import Role
from rontal.ui import access, middleware
from tests.support.structure.routes import ROUTES

STAFF_ROUTES = {
    address: view
    for address, view in ROUTES.items()
    if (needs := access.of(view)) and needs.door is access.AccessKind.STAFF
}


def test_routes_exist():
    assert len(ROUTES) > 30
    assert STAFF_ROUTES


def test_every_route_declares_its_access():
    assert [address for address, view in ROUTES.items() if not access.of(view)] == []


def test_every_desk_route_needs_a_role():
    desk = {address for address in ROUTES if address.startswith("meja/")}
    assert desk
    assert desk - set(STAFF_ROUTES) == set()


class SomeUser:
    is_authenticated = True
    pk = 1


def entered(address: str, roles: frozenset[Role]) -> bool:
    """True if the middleware lets somebody with these roles in; it responds with 403 otherwise."""
    request = RequestFactory().get("/" + address)
    request.user = SomeUser()
    request._rontal_actor = middleware.Actor.staff(1, roles)
    handler = middleware.access(lambda request: HttpResponse())
    answer = handler.process_view(request, STAFF_ROUTES[address], (), {})
    assert answer is None or answer.status_code == 403, address
    return answer is None


def test_staff_route_is_open_to_its_roles_only():
    for address, view in STAFF_ROUTES.items():
        let_in = {role for role in Role if entered(address, frozenset({role}))}
        assert let_in, address
        assert let_in == set(access.of(view).roles), address
        assert not entered(address, frozenset()), address


@pytest.mark.django_db
def test_visitor_is_redirected_to_the_sign_in_page():
    closed = [
        address
        for address, view in ROUTES.items()
        if "<" not in address
        and (needs := access.of(view))
        and needs.door in (access.AccessKind.STAFF, access.AccessKind.SIGNED_IN)
    ]
    assert len(closed) > 30
    for address in closed:
        response = Client().get("/" + address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/masuk/?next=/"), address


@pytest.mark.parametrize("method", ["TRACE", "PROPFIND", "DEBUG"])
def test_no_route_answers_unknown_methods(method):
    handler = middleware.access(lambda request: HttpResponse())
    for address, view in ROUTES.items():
        answer = handler.process_view(RequestFactory().generic(method, "/x"), view, (), {})
        assert answer is not None, address
        assert answer.status_code == 405, address
