"""Normalization of column headings."""

import re
from collections.abc import Container
from typing import Final

_ALIAS: Final = re.compile(r"[a-z]{1,4}\.(\w+)")


def plain_heading(text: str, known: Container[str]) -> str:
    """Normalizes a heading: `No. Anggota *` and `NO_ANGGOTA` become `no_anggota`. A heading of
    `known` is also recognized when it is written as one word, or after a table alias (`b.title`, as
    old SLiMS writes it).
    """
    plain = _plain(text)
    joined = plain.replace("_", "")
    if plain in known:
        return plain
    if joined in known:
        return joined
    alias = _ALIAS.fullmatch(text)
    return _plain(alias[1]) if alias and _plain(alias[1]) in known else plain


def _plain(text: str) -> str:
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text) if text != text.upper() else text
    return re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
