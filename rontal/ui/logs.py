"""Removal of URL tokens from log lines."""

import logging
import re

BEFORE_TOKENS = (
    r"akun/hapus", r"aktivasi(?:/anggota)?", r"baca/\d+/halaman(?=/[\w-]{20,}/)", r"baca/\d+/isi",
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
