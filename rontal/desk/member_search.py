"""Searching for a member without a trace in addresses or logs.

What is typed is a person's name, address or identity number. It comes by POST, is kept sealed in
the session of whoever searches, for an hour, so that pages and the way back work; an identity
number is not kept at all.
"""

import base64
import binascii
from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

from rontal.kernel import clock, sealing
from rontal.kernel.errors import SealBroken

KEY = "meja_anggota"
CONTEXT = "desk.member_search"
KEPT_FOR = timedelta(hours=1)
LONGEST = 100


def clean(text: str) -> str:
    """One line without marks that nobody sees, at most 100 characters."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(plain.split())[:LONGEST]


def keep(session: SessionBase, text: str) -> None:
    """Keeps a search sealed."""
    said = {"text": text, "at": clock.now().isoformat()}
    session[KEY] = base64.b64encode(sealing.seal_json(said, context=CONTEXT)).decode()


def kept(session: SessionBase) -> str:
    """The search that is kept, or "" where there is none, it is old, or its key is gone."""
    try:
        raw = base64.b64decode(str(session.get(KEY, "")), validate=True)
        said = sealing.unseal_json(raw, context=CONTEXT) if raw else {}
    except (binascii.Error, SealBroken):
        return ""
    if not said or clock.now() - datetime.fromisoformat(said["at"]) > KEPT_FOR:
        return ""
    return str(said["text"])
