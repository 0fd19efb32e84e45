"""Web push: encrypted for one device, sent to the push service of its browser (RFC 8030,
RFC 8291)."""

import base64
import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, ClassVar, Final

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.core import clock, outgoing, sealing
from rontal.core.outgoing import AddressForbidden, Answer, ServerUnavailable
from rontal.notifications import selectors, vapid
from rontal.notifications.channels.base import Address
from rontal.notifications.content import Loaded, MessageType, Notice, Target
from rontal.notifications.errors import DeviceGone, PushRefused, PushServiceAway
from rontal.notifications.models import Message, Subscription
from rontal.notifications.purposes import ChannelName, Purpose

TIMEOUT_SECONDS: Final = 10.0
MAX_LIFETIME: Final = timedelta(days=3)
"""Time that a push service keeps a message for a device that is off."""

MAX_BODY_LENGTH: Final = 240
"""Letters; with it no payload comes near the 4,096 bytes that every push service takes."""

GONE_STATUSES: Final = (404, 410)
RETRY_STATUSES: Final = (408, 425, 429)
CHOICES: Final = "/akun/pemberitahuan/"
ICON: Final = "/ikon/app/any-192.png"
BADGE: Final = "/pemberitahuan/lencana.png"


class Push:
    """Channel of devices on which a person switched notifications on."""

    name: ClassVar[ChannelName] = ChannelName.PUSH
    waits_for_quiet_hours: ClassVar[bool] = True
    falls_back: ClassVar[bool] = False

    def addresses(self, entry: MessageType[Any], target: Target) -> Iterable[Address]:
        """Yields the devices of the account, unless the purpose is switched off."""
        account, purpose = target.account_id, entry.purpose
        if (
            account is None
            or not vapid.is_set()
            or not selectors.is_on(account, purpose, self.name)
        ):
            return
        rows = Subscription.objects.filter(account=account)
        if target.subscription_id is not None:
            rows = rows.filter(pk=target.subscription_id)
        for pk in rows.order_by("pk").values_list("pk", flat=True):
            yield Address(account, pk)

    def is_wanted(self, entry: MessageType[Any], message: Message) -> bool:
        """Returns whether it is still switched on; messages go with a removed device."""
        return selectors.is_on(message.account_id, entry.purpose, self.name)

    def send(self, entry: MessageType[Any], message: Message, loaded: Loaded[Any]) -> str:
        """Encrypts the message and sends it. Raises PushServiceAway, PushRefused, DeviceGone."""
        assert message.subscription is not None
        assert entry.notice is not None
        notice = entry.notice(loaded.facts)
        keys = message.subscription.keys.reveal()
        named = selectors.shows_titles(message.account_id)
        payload = json.dumps(_payload(notice, message, loaded.path, named=named))
        headers = _headers(entry, notice, message) | vapid.authorization(keys["endpoint"])
        try:
            answer = outgoing.post(
                keys["endpoint"],
                body=_encrypt(payload.encode(), keys),
                headers=headers,
                seconds=TIMEOUT_SECONDS,
                private=settings.PUSH_PRIVATE,
            )
        except AddressForbidden:
            raise PushRefused from None
        except ServerUnavailable:
            raise PushServiceAway from None
        _raise_for_status(answer)
        return ""


def tag_of(notice: Notice, message: Message) -> str:
    """Returns the name by which a device and its push service know a notice. It means nothing to
    them; a later notice about the same thing replaces this one, as does a copy after a crash."""
    about = f"{message.account_id} {notice.topic or message.pk}"
    digest = sealing.keyed_hash(about, purpose="notifications.topic")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def _payload(notice: Notice, message: Message, path: str, *, named: bool) -> dict[str, Any]:
    body = notice.named if named and notice.named else notice.body
    return {
        "title": notice.title,
        "body": body if len(body) <= MAX_BODY_LENGTH else body[: MAX_BODY_LENGTH - 1] + "…",
        "path": path,
        "tag": tag_of(notice, message),
        "lang": get_language() or "id",
        "icon": ICON,
        "badge": BADGE,
        "actions": [
            {"action": "open", "title": notice.action, "path": path},
            {"action": "choices", "title": _("Choices"), "path": CHOICES},
        ],
    }


def _headers(entry: MessageType[Any], notice: Notice, message: Message) -> dict[str, str]:
    left = MAX_LIFETIME if notice.until is None else notice.until - clock.now()
    return {
        "Content-Type": "application/octet-stream",
        "Content-Encoding": "aes128gcm",
        "TTL": str(max(0, int(min(left, MAX_LIFETIME).total_seconds()))),
        "Urgency": _urgency(entry),
        "Topic": tag_of(notice, message),
    }


def _urgency(entry: MessageType[Any]) -> str:
    if entry.urgent:
        return "high"
    return "low" if entry.purpose is Purpose.NEW_TITLES else "normal"


def _encrypt(payload: bytes, keys: dict[str, str]) -> bytes:
    """Returns the payload encrypted for the device (RFC 8291), by a key of this message alone."""
    import http_ece  # takes memory that web processes do without
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        encrypted = http_ece.encrypt(
            payload,
            private_key=ec.generate_private_key(ec.SECP256R1()),
            dh=_decoded(keys["p256dh"]),
            auth_secret=_decoded(keys["auth"]),
        )
    except (ValueError, http_ece.ECEException):
        raise PushRefused from None
    return bytes(encrypted)


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "==")  # more padding than needed is no error


def _raise_for_status(answer: Answer) -> None:
    if answer.status in GONE_STATUSES:
        raise DeviceGone
    if answer.status in RETRY_STATUSES or answer.status >= 500:
        raise PushServiceAway(seconds=retry_after(answer))
    if answer.status >= 300:
        raise PushRefused


def retry_after(answer: Answer) -> int:
    """Returns the seconds of the Retry-After header; 0 where it has no number."""
    seconds = answer.headers.get("retry-after", "")
    return min(int(seconds), 86_400) if seconds.isdecimal() and len(seconds) < 8 else 0
