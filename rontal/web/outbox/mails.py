"""Mails that the demo's SMTP catcher stored in its folder."""

import re
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from rontal.core.errors import NotFound

NAME = re.compile(r"[A-Za-z0-9._-]{1,120}\.eml")
MAX_MAILS = 200


@dataclass(frozen=True)
class Mail:
    """Caught mail; `html` is the body for a sandboxed frame."""

    name: str
    subject: str
    to: str
    at: datetime
    text: str
    html: str


def newest() -> list[Mail]:
    """Returns the newest 200 mails, newest first."""
    folder: Path = settings.OUTBOX
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path) for path in paths[:MAX_MAILS]]


def mail_named(name: str) -> Mail:
    """Returns the mail in the file `name`; raises NotFound."""
    path = settings.OUTBOX / name
    if not NAME.fullmatch(name) or not path.is_file():
        raise NotFound
    return _read(path)


def _read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    stamp = datetime.fromtimestamp(path.stat().st_mtime, tz=timezone.get_current_timezone())
    return Mail(
        name=path.name,
        subject=str(message["subject"] or ""),
        to=str(message["to"] or ""),
        at=stamp,
        text=_body(message, "plain"),
        html=_body(message, "html"),
    )


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
