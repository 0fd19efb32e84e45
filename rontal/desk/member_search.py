"""Search for a member without personal data in URLs or logs.

The search text is a person's name, address or identity number. It is sent by POST and stored
encrypted in the searching user's session for an hour, so that paging and the back link work. An
identity number is not stored at all.
"""

import base64
import binascii
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from rontal.core import clock, sealing
from rontal.core.errors import SealBroken

KEY = "meja_anggota"
CONTEXT = "desk.member_search"
LIFETIME = timedelta(hours=1)
MAX_LENGTH = 100


def clean(text: str) -> str:
    """Returns the text as one line without unprintable characters, cut to 100 characters."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())[:MAX_LENGTH]


def store_search(session: SessionBase, text: str) -> None:
    """Stores a search text encrypted in the session."""
    data = {"text": text, "at": clock.now().isoformat()}
    session[KEY] = base64.b64encode(sealing.seal_json(data, context=CONTEXT)).decode()


def stored_search(session: SessionBase) -> str:
    """Returns the stored search; "" where there is none, it is unreadable or over an hour old."""
    try:
        raw = base64.b64decode(str(session.get(KEY, "")), validate=True)
        data = sealing.unseal_json(raw, context=CONTEXT) if raw else {}
    except (binascii.Error, SealBroken):
        return ""
    if not data or clock.now() - datetime.fromisoformat(data["at"]) > LIFETIME:
        return ""
    return str(data["text"])
