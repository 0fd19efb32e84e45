"""Opening of requests, from every channel."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from rontal.accounts.selectors import signed_in
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import Invalid, NotAllowed
from rontal.core.events import emit
from rontal.core.reference_codes import reference_code
from rontal.data_requests import events
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.policies import DataRequestsPolicies
from rontal.data_requests.rules.clock import OLDEST, due_after
from rontal.data_requests.rules.kinds import (
    BY_STAFF,
    MAX_NAME_LENGTH,
    MAX_PHONE_LENGTH,
    MAX_TEXT_LENGTH,
    IdentityCheck,
    RequestChannel,
    RequestEntryKind,
    RequestKind,
)
from rontal.data_requests.steps import follow_keys
from rontal.data_requests.steps.request_changes import require_staff
from rontal.membership.rules.text import email_fault
from rontal.membership.selectors.guardianship import child_of_address


@dataclass(frozen=True)
class NewRequest:
    """Content of a new request. `received_at` is when a letter or call came in; None means now."""

    kind: RequestKind
    words: str
    channel: RequestChannel = RequestChannel.PAGE
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = "id"
    received_at: datetime | None = None


@dataclass(frozen=True)
class Opened:
    """Reference number of a new request, and its secret follow code, which is shown only once."""

    code: str
    follow_code: str
    request_id: int


def open_request(*, new: NewRequest, key: str, actor: Actor) -> Opened:
    """Opens a request; a second call with the same `key` (the form's random key) returns the same
    request.

    Staff enter what came by mail, letter, phone or at the counter; anybody may use the page.
    Raises Invalid (field → reason), NotAllowed.
    """
    if new.channel in BY_STAFF:
        require_staff(actor)
    _validate(new)
    return _open_once(new, key, actor)


def open_own_request(*, kind: RequestKind, words: str, key: str, actor: Actor) -> Opened:
    """Opens a request of a person who is signed in: the account proves who they are.

    Raises Invalid, NotAllowed.
    """
    user = signed_in(actor.id) if actor.id is not None else None
    if user is None:
        raise NotAllowed
    new = NewRequest(
        kind=kind,
        words=words,
        channel=RequestChannel.ACCOUNT,
        name=user.name,
        email=user.email,
        language=user.language,
    )
    _validate(new)
    return _open_once(new, key, actor)


def open_guardian_request(
    *, address: bytes, code: str, kind: RequestKind, words: str, key: str
) -> Opened:
    """Opens a request of a guardian about the data of the child with this application code.

    `address` is the keyed hash of the address that the guardian proved by a link: the identity
    check. The guardian is the asker and gets the answers; the child's account does not show it.
    Raises NotFound for anybody else's child, Invalid.
    """
    child = child_of_address(address, code)
    known = child.guardian.details.reveal()
    new = NewRequest(
        kind=kind,
        words=words,
        name=known["name"],
        email=known["email"],
        language=child.application.language,
    )
    _validate(new)
    values: dict[str, object] = {
        "account_id": child.application.user_id,
        "identity_check": IdentityCheck.GUARDIAN,
        "identity_checked_at": clock.now(),
    }
    return _open_once(new, key, Actor.visitor(), values)


def _open_once(
    new: NewRequest, key: str, actor: Actor, identity: dict[str, object] | None = None
) -> Opened:
    forms = dict(zip(follow_keys.forms_of(key), follow_keys.codes_of(key), strict=True))
    digest, code = next(iter(forms.items()))
    try:
        with transaction.atomic():
            request = DataRequest.objects.filter(submit_key__in=forms).first()
            request = request or _open(new, digest, code, actor, identity)
    except IntegrityError:
        request = DataRequest.objects.get(submit_key__in=forms)
    return Opened(request.code, forms[bytes(request.submit_key)], request.pk)


def _validate(new: NewRequest) -> None:
    faults = {}
    if not new.words.strip():
        faults["words"] = "empty"
    if len(new.words) > MAX_TEXT_LENGTH:
        faults["words"] = "too_long"
    if new.email and email_fault(new.email):
        faults["email"] = "email_malformed"
    if new.received_at and new.received_at > clock.now():
        faults["received_at"] = "in_the_future"
    if new.received_at and new.received_at < clock.now() - OLDEST:
        faults["received_at"] = "too_long_ago"
    if faults:
        raise Invalid(faults)


def _open(
    new: NewRequest,
    digest: bytes,
    code: str,
    actor: Actor,
    identity: dict[str, object] | None,
) -> DataRequest:
    received = new.received_at or clock.now()
    request = DataRequest.objects.create(
        code=reference_code("PDP", secrets.token_bytes(8)),
        kind=new.kind,
        channel=new.channel,
        contact=_contact(new),
        has_email=bool(new.email.strip()),
        language=new.language,
        submit_key=digest,
        received_at=received,
        due_at=due_after(received, DataRequestsPolicies.current().data_request_hours),
        **(identity or _identity(new, actor)),
    )
    words = {"text": new.words.strip()}
    RequestEntry.objects.create(
        request=request, kind=RequestEntryKind.REQUEST, words=words, at=received
    )
    follow_keys.store_follow_code(request, code)
    data = {"kind": new.kind.value, "channel": new.channel.value}
    by = actor if new.channel is not RequestChannel.PAGE else Actor.visitor()
    emit(events.OPENED, actor=by, subject=request, data=dict(data))
    return request


def _contact(new: NewRequest) -> dict[str, str]:
    return {
        "name": new.name.strip()[:MAX_NAME_LENGTH],
        "email": new.email.strip(),
        "phone": new.phone.strip()[:MAX_PHONE_LENGTH],
    }


def _identity(new: NewRequest, actor: Actor) -> dict[str, object]:
    """Returns account and identity check of a person who is signed in; nothing for others."""
    if new.channel is not RequestChannel.ACCOUNT or actor.kind is ActorKind.VISITOR:
        return {}
    now = clock.now()
    return {
        "account_id": actor.id,
        "identity_check": IdentityCheck.SIGNED_IN,
        "identity_checked_at": now,
    }
