"""Citations of a title in several styles, in the active language.

Sources: Publication Manual of the American Psychological Association, 7th edition, 9.2–9.24 and
10.2; MLA Handbook, 9th edition, chapter 5; The Chicago Manual of Style, 17th edition,
14.100–14.127 (bibliography). Missing fields are omitted. Titles keep their capitalisation, since
its rules differ by language.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext, pgettext

from records.codes import Scheme
from records.formats.citing.makers import CREATORS, EDITORS, TRANSLATORS, Maker, makers
from records.record import Record

APA_NAMES: Final = 20
CHICAGO_NAMES, CHICAGO_FIRST = 10, 7
MLA_NAMES: Final = 2
_ENDS: Final = (".", "!", "?", "…")
_PARTS: Final = re.compile(r"[\s.]+")


@dataclass(frozen=True)
class Sentence:
    """Sentence of a citation; `title` is set in italics and `text` follows it."""

    text: str
    title: str = ""

    def __str__(self) -> str:
        return self.title + self.text


@dataclass(frozen=True)
class Reference:
    """Citation of a title in one style."""

    style: str
    sentences: list[Sentence]

    @property
    def text(self) -> str:
        """Citation as plain text."""
        return " ".join(map(str, self.sentences))


def references(record: Record) -> list[Reference]:
    """Returns the citations in APA, MLA and Chicago style."""
    return [
        Reference(name, list(sentences(record)))
        for name, sentences in (("APA", _apa), ("MLA", _mla), ("Chicago", _chicago))
    ]


def _apa(record: Record) -> Iterator[Sentence]:
    whose, role = _creators_or_editors(record)
    names = [_with_initials(one) for one in whose]
    if len(names) > APA_NAMES:
        listed = f"{', '.join(names[: APA_NAMES - 1])}, . . . {names[-1]}"
    else:
        listed = _joined_names(names, "&", comma=True)
    written = pgettext("no year", "n.d.") if record.year is None else record.year
    year = Sentence(f"({written}).")
    about = [
        _edition(record),
        _with_names(
            gettext("%(names)s, Trans."), [_initials_first(one) for one in _translators(record)]
        ),
    ]
    beside = "; ".join(one for one in about if one)
    title = _title(record, f" ({beside})" if beside else "")
    if not listed:
        yield from (title, year)
    else:
        editors = pgettext("editors", "Eds.") if len(whose) > 1 else pgettext("editor", "Ed.")
        yield _sentence(f"{listed} ({editors})" if role == EDITORS else listed)
        yield from (year, title)
    if record.publisher:
        yield _sentence(record.publisher)
    yield from _doi(record)


def _mla(record: Record) -> Iterator[Sentence]:
    yield from _names_and_title(record, MLA_NAMES, printed=1)
    rest = [
        _with_names(
            gettext("translated by %(names)s"), [one.natural for one in _translators(record)]
        ),
        _edition(record),
        record.publisher,
        "" if record.year is None else str(record.year),
    ]
    publication = ", ".join(one for one in rest if one)
    if publication:
        yield _sentence(publication[0].upper() + publication[1:])
    yield from _doi(record)


def _chicago(record: Record) -> Iterator[Sentence]:
    yield from _names_and_title(record, CHICAGO_NAMES, printed=CHICAGO_FIRST)
    by = _with_names(
        gettext("translated by %(names)s"), [one.natural for one in _translators(record)]
    )
    for one in (by, _edition(record)):
        if one:
            yield _sentence(one[0].upper() + one[1:])
    where = ": ".join(one for one in (record.place, record.publisher) if one)
    publication = ", ".join([one for one in (where, str(record.year or "")) if one])
    if publication:
        yield _sentence(publication)
    yield from _doi(record)


def _names_and_title(record: Record, most: int, *, printed: int) -> Iterator[Sentence]:
    """Yields names and title as MLA and Chicago begin: the first name inverted.

    Of more than `most` names only `printed` are printed, followed by "et al.".
    """
    whose, role = _creators_or_editors(record)
    names = [one.natural if place else one.inverted for place, one in enumerate(whose)]
    if len(names) > most:
        listed = ", ".join([*names[:printed], pgettext("names", "et al.")])
    else:
        listed = _joined_names(names, gettext("and"), comma=True)
    if role == EDITORS:
        listed += ", " + (gettext("editors") if len(names) > 1 else gettext("editor"))
    if listed:
        yield _sentence(listed)
    yield _title(record)


def _creators_or_editors(record: Record) -> tuple[Sequence[Maker], frozenset[str]]:
    """Returns the creators, or the editors where there are none, and their roles."""
    for roles in (CREATORS, EDITORS):
        if people := makers(record, roles):
            return people, roles
    return (), CREATORS


def _translators(record: Record) -> Sequence[Maker]:
    return makers(record, TRANSLATORS)


def _with_names(words: str, names: Sequence[str]) -> str:
    return words % {"names": _joined_names(names, gettext("and"))} if names else ""


def _joined_names(names: Sequence[str], joint: str, *, comma: bool = False) -> str:
    """Joins names: "A", "A and B", "A, B, and C"; with `comma` also "A, and B" (inverted names)."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs nothing between
        return "".join(names)
    between = "," if comma or len(names) > 2 else ""  # noqa: PLR2004
    return f"{', '.join(names[:-1])}{between} {joint} {names[-1]}"


def _with_initials(maker: Maker) -> str:
    parts = (maker.family, _initials(maker.given), maker.suffix)
    return ", ".join(part for part in parts if part)


def _initials_first(maker: Maker) -> str:
    name = f"{_initials(maker.given)} {maker.family}".strip()
    return f"{name}, {maker.suffix}" if maker.suffix else name


def _initials(forenames: str) -> str:
    """Returns initials: "Jean-Paul Marie" as "J.-P. M."; particles are unchanged."""
    return " ".join(
        one if one.islower() else "-".join(f"{part[0]}." for part in one.split("-") if part)
        for one in _PARTS.split(forenames)
        if one
    )


def _edition(record: Record) -> str:
    if record.edition.isdigit():
        return gettext("edition %(number)s") % {"number": record.edition}
    return record.edition


def _doi(record: Record) -> Iterator[Sentence]:
    """Yields the DOI as a URL, without a full stop."""
    for number in record.numbers:
        if number.scheme is Scheme.DOI:
            yield Sentence(f"https://doi.org/{number.value}")
            return


def _title(record: Record, beside: str = "") -> Sentence:
    text = record.full_title + beside
    return Sentence(beside + _full_stop(text), title=record.full_title)


def _sentence(text: str) -> Sentence:
    return Sentence(text + _full_stop(text))


def _full_stop(text: str) -> str:
    """Returns a full stop unless the text already ends with punctuation."""
    return "" if text.endswith(_ENDS) else "."
