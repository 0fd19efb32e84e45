"""Factories for requests about personal data, which call the services."""

from itertools import count

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from rontal.data_requests import services
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import IdentityCheck, RequestKind
from rontal.data_requests.services.opening import NewRequest, Opened
from tests.support.accounts.factories import staff

VISITOR = Actor.visitor()
NUMBERS = count(1)
NAME, EMAIL, PHONE = "Ni Nyoman Rahayu", "rahayu@contoh.example", "0812 9876 5432"
WORDS = "Mohon diperlihatkan semua data saya."


def new(**changes) -> NewRequest:
    values = {"kind": RequestKind.ACCESS, "words": WORDS, "name": NAME, "email": EMAIL}
    return NewRequest(**values | {"phone": PHONE} | changes)


def opened(*, key: str = "", actor: Actor = VISITOR, **changes) -> Opened:
    key = key or f"request-{next(NUMBERS)}"
    return services.open_request(new=new(**changes), key=key, actor=actor)


def data_request(**changes) -> DataRequest:
    return DataRequest.objects.get(pk=opened(**changes).request_id)


def clerk(*roles: Role) -> Actor:
    return Actor.staff(staff(*roles).pk, frozenset(roles or (Role.CLERK,)))


def in_progress(by: Actor | None = None, *, checked: bool = True, **changes):
    """Returns a request that somebody handles, with the identity checked, and the handler."""
    by = by or clerk()
    request = services.take(request_id=data_request(**changes).pk, actor=by)
    if checked:
        services.confirm_identity(request_id=request.pk, check=IdentityCheck.CARD_SEEN, actor=by)
    request.refresh_from_db()
    return request, by
