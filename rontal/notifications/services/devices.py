"""Services for devices with push messages."""

import base64
import binascii
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from django.conf import settings
from django.db import transaction

from rontal.core import clock, outgoing, sealing
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.core.events import emit
from rontal.core.outgoing import AddressForbidden
from rontal.notifications import events, rules, selectors
from rontal.notifications.errors import NoPushService, TooManyDevices
from rontal.notifications.models import Preference, Subscription

MAX_DEVICES: Final = 10
MAX_ENDPOINT_LENGTH: Final = 1_000
SECRET_BYTES: Final = 16


def subscribe(
    *, endpoint: str, p256dh: str, auth: str, user_agent: str, actor: Actor
) -> Subscription:
    """Switches push messages on for a browser. A repeated call changes its keys, and moves it to
    this account where another one used it.

    `p256dh` and `auth` are base64url. Raises NotAllowed, NoPushService, TooManyDevices.
    """
    if actor.id is None:
        raise NotAllowed
    _check_endpoint(endpoint)
    _check_keys(p256dh, auth)
    values = {
        "account_id": actor.id,
        "keys": {"endpoint": endpoint, "p256dh": p256dh, "auth": auth},
        "family": rules.family_of(user_agent),
        "created_at": clock.now(),
        "last_success_at": None,
    }
    with transaction.atomic():
        digest = _stored_hash(endpoint)
        known = Subscription.objects.select_for_update().filter(endpoint_hash=digest).first()
        if known is not None and known.account_id != actor.id:
            known.delete()  # its messages are another person's
            known = None
        if known is None and selectors.devices_of(actor).count() >= MAX_DEVICES:
            raise TooManyDevices(limit=MAX_DEVICES)
        row, fresh = Subscription.objects.update_or_create(endpoint_hash=digest, defaults=values)
        Preference.objects.filter(account=actor.id).update(declined_at=None)
        if fresh:
            emit(events.DEVICE_ADDED, actor=actor, subject=row)
    return row


def renew_device(
    *, old_endpoint: str, endpoint: str, p256dh: str, auth: str, user_agent: str, actor: Actor
) -> Subscription:
    """Stores the new endpoint of a browser that renewed its subscription by itself. Raises as
    `subscribe`."""
    with transaction.atomic():
        rows = selectors.devices_of(actor).filter(endpoint_hash__in=hashes_of(old_endpoint))
        if old_endpoint != endpoint:
            rows.delete()
        return subscribe(
            endpoint=endpoint, p256dh=p256dh, auth=auth, user_agent=user_agent, actor=actor
        )


def unsubscribe(*, actor: Actor, subscription_id: int = 0, endpoint: str = "") -> None:
    """Switches push messages off for a device of the actor, by its number or its endpoint. Raises
    NotFound for a number that is not one of the actor's."""
    if subscription_id:
        delete_device(subscription_id=selectors.device_of(subscription_id, actor).pk, actor=actor)
        return
    rows = selectors.devices_of(actor).filter(endpoint_hash__in=hashes_of(endpoint))
    for pk in rows.values_list("pk", flat=True):
        delete_device(subscription_id=pk, actor=actor)


def delete_device(*, subscription_id: int | None, actor: Actor) -> None:
    """Deletes a device and the messages queued for it. Idempotent."""
    with transaction.atomic():
        rows = Subscription.objects.select_for_update()
        row = rows.filter(pk=subscription_id or 0).first()
        if row is not None:
            emit(events.DEVICE_REMOVED, actor=actor, subject=row)
            row.delete()


def request_test(*, subscription_id: int, actor: Actor) -> None:
    """Requests a test message to a device of the actor; raises NotFound."""
    emit(events.TEST_ASKED, actor=actor, subject=selectors.device_of(subscription_id, actor))


def hashes_of(endpoint: str) -> list[bytes]:
    """Returns the hashes of an endpoint under all hash keys, the active one first."""
    return sealing.keyed_hashes(endpoint, purpose="notifications.endpoint")


def _stored_hash(endpoint: str) -> bytes:
    """Returns the hash by which an endpoint is stored, or would be."""
    active, *former = hashes_of(endpoint)
    rows = Subscription.objects.filter(endpoint_hash__in=[active, *former])
    stored = rows.values_list("endpoint_hash", flat=True).first() if former else None
    return active if stored is None else bytes(stored)


def _check_endpoint(endpoint: str) -> None:
    """Checks an endpoint without resolving its host name, which happens when a message is sent."""
    try:
        if len(endpoint) > MAX_ENDPOINT_LENGTH:
            raise AddressForbidden
        outgoing.parse_url(endpoint, private=settings.PUSH_PRIVATE)
    except AddressForbidden:
        raise NoPushService from None


def _check_keys(p256dh: str, auth: str) -> None:
    try:
        EllipticCurvePublicKey.from_encoded_point(SECP256R1(), _decode(p256dh))
        if len(_decode(auth)) != SECRET_BYTES:
            raise ValueError("the secret has 16 bytes")
    except (ValueError, binascii.Error):
        raise NoPushService from None


def _decode(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars="-_", validate=True)
