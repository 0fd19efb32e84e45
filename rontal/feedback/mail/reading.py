"""Parsing of mails into plain text, in a child process (`decode`, `answer`). `read` is pure: it
takes bytes, returns a `Mail`, and reads malformed mails as far as possible.

Automatic mails, which could cause a mail loop, are recognized by Auto-Submitted (RFC 3834),
Precedence, an empty Return-Path, List-Id and the library's own address as sender.
"""

import email
import email.policy
import html
import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from email.message import EmailMessage
from email.utils import getaddresses
from html.parser import HTMLParser

from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame
from rontal.feedback.errors import MailUnreadable
from rontal.feedback.rules.codes import find_ticket_code
from rontal.feedback.rules.kinds import MAX_ATTACHMENTS, MAX_TEXT_LENGTH

MAX_SUBJECT_LENGTH = 300
MAX_HTML_LENGTH = 2_000_000
BULK = frozenset({"bulk", "junk", "list", "auto_reply"})
SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
BREAKS = frozenset({"p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "blockquote", "table"})
QUOTE = re.compile(
    r"^(?:>|_{10,}$|-{2,} ?(?:original message|pesan asli|forwarded message|diteruskan)"
    r"|(?:on|pada) .{5,200}(?:wrote|menulis):\s*$)",
    re.IGNORECASE,
)
INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
UNREADABLE = (ValueError, LookupError, TypeError, AttributeError, RecursionError)
TEXTS = ("sender", "name", "subject", "words", "code", "message_id")
"""Fields of a `Mail` that are texts."""
DECODER = Decoder("rontal.feedback.mail.reading", refusals=MailUnreadable, lost=MailUnreadable)


@dataclass(frozen=True)
class Mail:
    """Content of a mail. `code` is the ticket code in its subject or references, "" for none;
    `parts` are the attached files, `left_out` the number of further files.
    """

    sender: str
    name: str
    subject: str
    words: str
    code: str
    message_id: str
    automatic: bool
    parts: tuple[bytes, ...] = field(default=(), repr=False)
    left_out: int = 0


def decode(raw: bytes, own_addresses: Collection[str], *, wait: float = 0) -> Mail:
    """Returns a mail that a child process parsed. Raises MailUnreadable, DecodersBusy.

    `own_addresses` are the library's addresses in lower case.
    """
    return DECODER.decode(raw, _mail, {"own_addresses": sorted(own_addresses)}, wait=wait)


def _mail(answer: Frame) -> Mail:
    texts = {name: str(answer.head[name]) for name in TEXTS}
    automatic, left_out = bool(answer.head["automatic"]), int(answer.head["left_out"])
    return Mail(**texts, automatic=automatic, parts=answer.parts, left_out=left_out)


def answer(frame: Frame) -> Frame:
    """Answers a mail by the fields of `Mail` and its attached files. Raises MailUnreadable."""
    try:
        mail = read(frame.parts[0], frame.head["own_addresses"])
    except UNREADABLE:
        raise MailUnreadable from None
    head = asdict(mail)
    return Frame(head, head.pop("parts"))


def read(raw: bytes, own_addresses: Collection[str]) -> Mail:
    """Parses a mail; `own_addresses` are the library's addresses in lower case."""
    message = email.message_from_bytes(raw, policy=email.policy.default)
    name, sender = _sender(message)
    subject = _clean(_header(message, "Subject"))[:MAX_SUBJECT_LENGTH]
    parts, left_out = _attachments(message)
    references = " ".join(_header(message, one) for one in ("In-Reply-To", "References"))
    code = find_ticket_code(subject) or find_ticket_code(references)
    text = _body_text(message)
    return Mail(
        sender=sender,
        name=name,
        subject=subject,
        words=(_without_quotes(text) if code else text)[:MAX_TEXT_LENGTH],
        code=code,
        message_id=_header(message, "Message-ID").strip(),
        automatic=_is_automatic(message) or sender.lower() in own_addresses or not sender,
        parts=tuple(parts),
        left_out=left_out,
    )


def _header(message: EmailMessage, name: str) -> str:
    """Returns a decoded header; the raw text when it cannot be decoded."""
    try:
        return str(message.get(name) or "")
    except (ValueError, IndexError, KeyError, AttributeError, TypeError, LookupError):
        raw = next((v for k, v in message.raw_items() if k.lower() == name.lower()), "")
        return str(raw)


def _sender(message: EmailMessage) -> tuple[str, str]:
    text = _header(message, "Reply-To") or _header(message, "From")
    addresses = getaddresses([_clean(text)])
    name, address = addresses[0] if addresses else ("", "")
    return _clean(name)[:100], address.strip()[:254]


def _is_automatic(message: EmailMessage) -> bool:
    submitted = _header(message, "Auto-Submitted").lower().split(";")[0].strip()
    if submitted not in ("", "no"):
        return True
    if _header(message, "Precedence").lower().strip() in BULK or "List-Id" in message:
        return True
    if "X-Autoreply" in message or "X-Auto-Response-Suppress" in message:
        return True
    local = _sender(message)[1].lower().partition("@")[0]
    empty = _header(message, "Return-Path").strip() == "<>"
    return empty or local in ("mailer-daemon", "postmaster") or _is_report(message)


def _is_report(message: EmailMessage) -> bool:
    return message.get_content_type() in ("multipart/report", "message/delivery-status")


def _body_text(message: EmailMessage) -> str:
    """Returns the plain text; the text of the HTML part when there is no plain text."""
    plain_text = _first(message, "text/plain")
    if plain_text.strip():
        return _clean(plain_text)
    marked = _first(message, "text/html")
    return _clean(text_of(marked)) if marked else ""


def _first(message: EmailMessage, kind: str) -> str:
    for part in message.walk():
        if part.get_content_type() == kind and part.get_content_disposition() != "attachment":
            return _decoded(part)
    return ""


def _decoded(part: EmailMessage) -> str:
    """Decodes a text part, by its declared charset if that works, else by UTF-8 or Windows-1252."""
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes):
        return str(payload or "")
    for charset in (part.get_content_charset() or "utf-8", "utf-8", "cp1252"):
        try:
            return payload.decode(charset)
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return payload.decode("latin-1")


def _attachments(message: EmailMessage) -> tuple[list[bytes], int]:
    """Returns the first five files, and the number of further files."""
    payloads = []
    for part in message.walk():
        named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
        picture = part.get_content_maintype() == "image"
        if part.is_multipart() or not (named or picture):
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            payloads.append(payload)
    return payloads[:MAX_ATTACHMENTS], max(0, len(payloads) - MAX_ATTACHMENTS)


def _clean(text: str) -> str:
    text = text.encode("utf-8", "replace").decode("utf-8")  # lone surrogates of broken headers
    return INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _without_quotes(text: str) -> str:
    """Returns the text above the quoted mail; the whole text when nothing is above."""
    lines = []
    for line in text.split("\n"):
        if QUOTE.match(line.strip()):
            break
        lines.append(line)
    return "\n".join(lines).strip() or text


class _Text(HTMLParser):
    """Parser that extracts text from HTML: scripts and styles are left out, blocks become lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Starts a new line, or an element without visible text."""
        self._silent += tag in SILENT
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Ends a line, or an element without visible text."""
        self._silent = max(0, self._silent - (tag in SILENT))
        if tag in BREAKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        """Adds text, unless the element is not visible."""
        if not self._silent:
            self.pieces.append(" ".join(data.split()) + " " if data.strip() else " ")


def text_of(marked: str) -> str:
    """Returns the text of an HTML document."""
    parser = _Text()
    try:
        parser.feed(marked[:MAX_HTML_LENGTH])
        parser.close()
    except (ValueError, AssertionError):
        return html.unescape(re.sub(r"<[^>]*>", " ", marked[:MAX_HTML_LENGTH]))
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
