"""Log lines: time in UTC, one line each, without the tokens of URLs."""

import json
import logging
import re
import time
from typing import Any

BEFORE_TOKENS = (
    r"akun/hapus", r"aktivasi(?:/anggota)?", r"baca/\d+/halaman(?=/[\w-]{20,}/)", r"baca/\d+/isi",
    r"keluarga/masuk",
    r"pemberitahuan(?=/[\w.-]+:)", r"privasi/permintaan/bukti", r"privasi/permintaan/lacak",
    r"sandi/baru", r"saran/berkas", r"saran/bukti", r"saran/lacak",
    r"surel(?:/batal)?", r"survei(?=/[\w-]{43}/)", r"survei/jangan-tanya", r"wali",
)  # fmt: skip
"""Patterns of the paths whose next part is a token."""
TOKEN = re.compile(rf"(/(?:{'|'.join(BEFORE_TOKENS)})/)[^/\s]+")


def _without_token(value: object) -> object:
    return TOKEN.sub(r"\1…", value) if isinstance(value, str) else value


class TokenFilter(logging.Filter):
    """Log filter that replaces tokens in URLs with `…`."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record in place; never drops it."""
        record.msg = _without_token(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(_without_token(value) for value in record.args)
        return True


class Lines(logging.Formatter):
    """Formats a record as text: time in UTC, level, logger, sentence; a traceback follows."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - of the base class
        """Returns the line with line breaks escaped, so that no text forges another line."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def formatException(self, ei: Any) -> str:  # noqa: N802 - of the base class
        """Returns the traceback with each line indented, so that none looks like a line of its
        own, and without tokens.
        """
        lines = super().formatException(ei).splitlines()
        return "\n".join(f"    {_without_token(line)}" for line in lines)


class JsonLines(Lines):
    """Formats a record as one line of JSON, with the fields of an event where there are some."""

    def format(self, record: logging.LogRecord) -> str:
        """Returns the line; `traceback` holds the traceback, if any."""
        line: dict[str, object] = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= getattr(record, "fields", {})
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
