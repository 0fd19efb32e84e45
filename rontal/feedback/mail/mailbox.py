"""Mailbox over IMAP (RFC 3501): unseen mails are fetched in order and marked as seen.

`RONTAL_IMAP_URL` is its address: imaps://user:password@host:993/INBOX (TLS), imap+starttls:// or
imap:// (no TLS, for the same machine only).
"""

import contextlib
import imaplib
import re
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from rontal.feedback.errors import MailboxAway

TIMEOUT_SECONDS = 30
PORTS = {"imap": 143, "imap+starttls": 143, "imaps": 993}
MAX_MAILS = 100
MAX_HEAD_BYTES = 256 * 1024
TROUBLE = (OSError, imaplib.IMAP4.error, EOFError)
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")


@dataclass(frozen=True)
class Place:
    """Position of a mail in the mailbox; `place` consists of UIDVALIDITY and UID, `size` is in
    bytes.
    """

    uid: str
    place: str
    size: int


class Box:
    """Open mailbox."""

    def __init__(self, line: imaplib.IMAP4, validity: str) -> None:
        self._line, self._validity = line, validity

    def unseen(self) -> list[Place]:
        """Returns the oldest unseen mails, at most 100."""
        response = _answer(self._line.uid("SEARCH", "UNSEEN"))
        uids = (response[0] if response and isinstance(response[0], bytes) else b"").split()[
            :MAX_MAILS
        ]
        return [self._place(uid.decode()) for uid in uids]

    def whole(self, place: Place) -> bytes:
        """Returns a whole mail without marking it as seen."""
        return self._fetch(place, "(BODY.PEEK[])")

    def head(self, place: Place) -> bytes:
        """Returns the headers of a mail, at most 256 kB, without marking it as seen."""
        return self._fetch(place, f"(BODY.PEEK[HEADER]<0.{MAX_HEAD_BYTES}>)")

    def mark(self, place: Place, *, flagged: bool = False) -> None:
        """Marks a mail as seen, and as flagged for staff; it stays in the mailbox."""
        flags = r"(\Seen \Flagged)" if flagged else r"(\Seen)"
        _answer(self._line.uid("STORE", place.uid, "+FLAGS", flags))

    def _place(self, uid: str) -> Place:
        rows = _answer(self._line.uid("FETCH", uid, "(RFC822.SIZE)"))
        text = b" ".join(row[0] if isinstance(row, tuple) else row for row in rows if row)
        size = _SIZE.search(text)
        return Place(uid, f"{self._validity}:{uid}"[:40], int(size[1]) if size else 0)

    def _fetch(self, place: Place, what: str) -> bytes:
        rows = _answer(self._line.uid("FETCH", place.uid, what))
        return next((row[1] for row in rows if isinstance(row, tuple)), b"")


@contextlib.contextmanager
def open_mailbox(url: str) -> Iterator[Box]:
    """Opens the mailbox at `url`; raises MailboxAway when it does not answer or refuses the
    sign-in.
    """
    try:
        line = _connect(url)
    except TROUBLE:
        raise MailboxAway from None
    try:
        yield _select(line, url)
    except TROUBLE:
        raise MailboxAway from None
    finally:
        with contextlib.suppress(*TROUBLE):
            line.logout()


def _connect(url: str) -> imaplib.IMAP4:
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or PORTS[parts.scheme]
    if parts.scheme == "imaps":
        safe = ssl.create_default_context()
        line: imaplib.IMAP4 = imaplib.IMAP4_SSL(
            host, port, ssl_context=safe, timeout=TIMEOUT_SECONDS
        )
    else:
        line = imaplib.IMAP4(host, port, timeout=TIMEOUT_SECONDS)
    if parts.scheme == "imap+starttls":
        line.starttls(ssl.create_default_context())
    line.login(unquote(parts.username or ""), unquote(parts.password or ""))
    return line


def _select(line: imaplib.IMAP4, url: str) -> Box:
    folder = unquote(urlsplit(url).path.strip("/")) or "INBOX"
    quoted = folder.replace("\\", "\\\\").replace('"', '\\"')
    _answer(line.select(f'"{quoted}"'))
    validity = line.response("UIDVALIDITY")[1]
    first = validity[0] if validity else None
    return Box(line, first.decode() if isinstance(first, bytes) else "0")


def _answer(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, rows = answer
    if kind != "OK":
        raise imaplib.IMAP4.error("the server says no")
    return rows
