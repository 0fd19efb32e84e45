"""Values as they stand in a line of a COPY, tabs between them, and read out of it again. No
Django."""

import re
from collections.abc import Sequence
from typing import Final

NOTHING: Final = r"\N"
"""NULL in a line of a COPY."""
_WRITTEN: Final = {"\\": "\\", "\t": "t", "\n": "n", "\r": "r", "\b": "b", "\f": "f", "\v": "v"}
_ESCAPES: Final = str.maketrans({char: f"\\{letter}" for char, letter in _WRITTEN.items()})
_READ: Final = {letter: char for char, letter in _WRITTEN.items()}
_ESCAPED: Final = re.compile(r"\\(.)")


def cell(text: str) -> str:
    """A text as it stands in a line of a COPY: tabs, line ends and backslashes written out."""
    return text if text.isprintable() and "\\" not in text else text.translate(_ESCAPES)


def line(values: Sequence[str | int | None]) -> str:
    """The values of a row."""
    texts = ["" if value is None else str(value) for value in values]
    whole = "".join(texts)
    if not whole.isprintable() or "\\" in whole:
        texts = [cell(text) for text in texts]
    if None in values:
        pairs = zip(values, texts, strict=True)
        texts = [NOTHING if value is None else text for value, text in pairs]
    return "\t".join(texts)


def read(line: str) -> list[str | None]:
    """The values of a line, numbers as texts."""
    cells = line.split("\t")
    if "\\" not in line:
        return list(cells)
    return [None if text == NOTHING else _ESCAPED.sub(_read, text) for text in cells]


def _read(found: re.Match[str]) -> str:
    return _READ[found[1]]
