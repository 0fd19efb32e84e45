"""Every address says who may enter, and means it."""

from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from rontal.accounts.roles import Role
from rontal.ui import access, middleware


def patterns(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, object]]:
    for item in (resolver or get_resolver()).url_patterns:
        address = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            yield from patterns(item, address)
        elif isinstance(item, URLPattern):
            yield address, item.callback


ROUTES = dict(patterns())
STAFF_ROUTES = {
    address: view
    for address, view in ROUTES.items()
    if (needs := access.of(view)) and needs.door is access.Door.STAFF
}


def test_there_are_routes():
    assert len(ROUTES) > 30
    assert STAFF_ROUTES


@pytest.mark.parametrize("address", ROUTES)
def test_every_route_declares_who_may_enter(address):
    assert access.of(ROUTES[address]), f"/{address} declares no access"


@pytest.mark.parametrize("address", [a for a in ROUTES if a.startswith("meja/")])
def test_every_desk_route_needs_a_role(address):
    assert address in STAFF_ROUTES


class SomeUser:
    is_authenticated = True
    pk = 1


def enter(address: str, roles: frozenset[Role]) -> object:
    request = RequestFactory().get("/" + address)
    request.user = SomeUser()
    request._rontal_actor = middleware.Actor.staff(1, roles)
    door = middleware.access(lambda request: HttpResponse())
    return door.process_view(request, STAFF_ROUTES[address], (), {})


@pytest.mark.parametrize("address", STAFF_ROUTES)
def test_a_staff_door_opens_to_its_roles_only(address):
    allowed = access.of(STAFF_ROUTES[address]).roles
    assert allowed
    for role in Role:
        if role in allowed:
            assert enter(address, frozenset({role})) is None
        else:
            assert enter(address, frozenset({role})).status_code == 403
    assert enter(address, frozenset()).status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        address
        for address, view in ROUTES.items()
        if "<" not in address
        and (needs := access.of(view))
        and needs.door in (access.Door.STAFF, access.Door.SIGNED_IN)
    ],
)
def test_a_visitor_is_led_to_the_sign_in_page(address):
    response = Client().get("/" + address)
    assert response.status_code == 302
    assert response["Location"].startswith("/masuk/?next=/")
