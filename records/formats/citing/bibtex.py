"""BibTeX, which LaTeX and reference managers read.

Source: O. Patashnik, BibTeXing (1988), sections 3 and 4: fields of `@book`, names of three parts,
braces that must balance everywhere. Text is Unicode, which biber and other successors of BibTeX
accept.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from records.codes import Scheme
from records.formats.citing.makers import CREATORS, EDITORS, TRANSLATORS, Maker, makers
from records.record import Record
from records.text import fold

MEDIA_TYPE: Final = "application/x-bibtex"
_WRITTEN: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_NUMBERS: Final = ((Scheme.ISBN, "isbn"), (Scheme.ISSN, "issn"), (Scheme.DOI, "doi"))
_AND: Final = " and "
_NO_KEY: Final = re.compile("[^a-z0-9]")


def entry(record: Record, address: str) -> str:
    """Returns the BibTeX entry of a title whose page is at the URL `address`."""
    fields = [f"  {name} = {{{text}}}" for name, text in _fields(record, address) if text]
    return f"@book{{{key(record)},\n" + ",\n".join(fields) + "\n}\n"


def key(record: Record) -> str:
    """Returns the entry key: first maker, year and first word of the title in ASCII letters and
    digits, such as `moeis1928salah`; `untitled` where nothing is left."""
    first = [*makers(record, CREATORS), *makers(record, EDITORS)][:1]
    word = fold(record.title).partition(" ")[0]
    year = "" if record.year is None else str(record.year)
    whole = "".join([*[fold(one.family) for one in first], year, word])
    return _NO_KEY.sub("", whole) or "untitled"


def _fields(record: Record, address: str) -> Iterator[tuple[str, str]]:
    yield "author", _people(makers(record, CREATORS))
    yield "editor", _people(makers(record, EDITORS))
    yield "translator", _people(makers(record, TRANSLATORS))
    for name, text in (
        ("title", record.full_title),
        ("year", "" if record.year is None else str(record.year)),
        ("publisher", record.publisher),
        ("address", record.place),
        ("edition", record.edition),
        ("series", record.series),
        ("number", record.series_number if record.series else ""),
        ("language", "" if record.language == "und" else record.language),
    ):
        yield name, _text(text)
    for scheme, name in _NUMBERS:
        yield name, next((one.value for one in record.numbers if one.scheme is scheme), "")
    yield "keywords", _text(", ".join(record.subjects))
    yield "url", address


def _people(people: Sequence[Maker]) -> str:
    return _AND.join(_name(one) for one in people)


def _name(maker: Maker) -> str:
    """Returns `Family, Given` or `Family, Jr, Given`; braces protect other names."""
    parts = [maker.family, maker.suffix, maker.given] if maker.given else [maker.family]
    parts_as_text = [_text(part) for part in parts if part]
    if len(parts_as_text) == 1 and " " in parts_as_text[0]:
        return f"{{{parts_as_text[0]}}}"
    return ", ".join(f"{{{one}}}" if _AND in one or "," in one else one for one in parts_as_text)


def _text(text: str) -> str:
    return " ".join(text.split()).translate(_WRITTEN)
