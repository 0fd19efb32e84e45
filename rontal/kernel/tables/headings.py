"""Headings of columns as programs and people write them."""

import re
from collections.abc import Container


def plain_heading(text: str, known: Container[str]) -> str:
    """`No. Anggota *` and `NO_ANGGOTA` are the same heading; one of `known` is found also where it
    is written in one word."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text) if text != text.upper() else text
    plain = re.sub(r"[^a-z0-9]+", "_", words.lower()).strip("_")
    joined = plain.replace("_", "")
    return plain if plain in known or joined not in known else joined
