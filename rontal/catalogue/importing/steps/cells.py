"""Values of a line of COPY in PostgreSQL's text format, separated by tabs. No Django."""

import re
from collections.abc import Sequence
from typing import Final

NOTHING: Final = r"\N"
"""NULL in a line of COPY."""
_WRITTEN: Final = {"\\": "\\", "\t": "t", "\n": "n", "\r": "r", "\b": "b", "\f": "f", "\v": "v"}
_ESCAPES: Final = str.maketrans({char: f"\\{letter}" for char, letter in _WRITTEN.items()})
_READ: Final = {letter: char for char, letter in _WRITTEN.items()}
_ESCAPED: Final = re.compile(r"\\(.)")


def cell(text: str) -> str:
    """Escapes tabs, line ends and backslashes of a text for a line of COPY."""
    return text if text.isprintable() and "\\" not in text else text.translate(_ESCAPES)


def line(values: Sequence[str | int | None]) -> str:
    """Returns the values of a row as a line of COPY, without its line end."""
    texts = ["" if value is None else str(value) for value in values]
    whole = "".join(texts)
    if not whole.isprintable() or "\\" in whole:
        texts = [cell(text) for text in texts]
    if None in values:
        pairs = zip(values, texts, strict=True)
        texts = [NOTHING if value is None else text for value, text in pairs]
    return "\t".join(texts)


def read(line: str) -> list[str | None]:
    """Returns the values of a line; numbers stay texts."""
    cells = line.split("\t")
    if "\\" not in line:
        return list(cells)
    return [None if text == NOTHING else _ESCAPED.sub(_read, text) for text in cells]


def _read(match: re.Match[str]) -> str:
    return _READ[match[1]]
