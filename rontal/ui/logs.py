"""Removal of URL tokens from log lines."""

import logging
import re

TOKEN = re.compile(
    r"(/(?:pemberitahuan(?=/[\w.-]+:)|aktivasi|akun/hapus|wali|sandi/baru|saran/lacak|saran/berkas"
    r"|saran/bukti|survei/jangan-tanya"
    r"|survei(?=/[\w-]{43}/)|baca/\d+/isi|baca/\d+/halaman(?=/[\w-]{20}/))/)[^/\s]+"
)


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
