"""Comparison of the form's fields with the lines read from the photographed card."""

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from idcard import agreement, nik
from idcard.agreement import Agreement, Match
from idcard.reading.model import CardReading, Field, Value, Values
from rontal.desk import photo_crops
from rontal.desk.photo_crops import Crop, Size
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.verification.checks.reading import of_person


class Verdict(StrEnum):
    """Result of comparing one line."""

    SAME = "same"
    ALIKE = "alike"
    DIFFERS = "differs"
    UNSURE = "unsure"
    """Read with low confidence."""
    OTHER_WORDS = "other_words"
    """Differs in a field that people phrase freely (the street)."""
    NOT_READ = "not_read"
    SILENT = "silent"
    """Not compared: the card does not print the field, or the form does not have it."""


UNREMARKABLE = frozenset({Verdict.SAME, Verdict.ALIKE, Verdict.SILENT})


@dataclass(frozen=True)
class Line:
    """One field as entered in the form (`typed`) and as read from the card (`read`).

    Both are formatted as a card prints them, except that `typed` holds the sex as its code;
    `read` is "" where the card was not read. `doubtful` is True where a finding is about the
    field.
    """

    name: str
    typed: str = ""
    read: str = ""
    verdict: Verdict = Verdict.SILENT
    crop: Crop | None = None
    repaired: bool = False
    doubtful: bool = False

    @property
    def quiet(self) -> bool:
        """True where a clerk need not check the line."""
        return self.verdict in UNREMARKABLE and not self.doubtful

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """Parts of the text that was read; True marks those that differ from what was typed."""
        cut = self.verdict in (Verdict.ALIKE, Verdict.DIFFERS, Verdict.UNSURE)
        return (
            _pieces(self.read, self.typed) if cut and self.name != "sex" else [(self.read, False)]
        )


@dataclass(frozen=True)
class _Row:
    """Field of the form, the field of the card to compare it with, and the comparison function."""

    name: str
    field: Field
    compare: Callable[[str, str], Match]


_ROWS = (
    _Row("number", Field.NUMBER, agreement.of_numbers),
    _Row("name", Field.NAME, agreement.of_names),
    _Row("birth_place", Field.BIRTH_PLACE, agreement.of_places),
    _Row("birth_date", Field.BIRTH_DATE, agreement.of_days),
    _Row("sex", Field.SEX, agreement.of_codes),
    _Row("street", Field.STREET, agreement.of_places),
    _Row("village", Field.VILLAGE, agreement.of_places),
    _Row("district", Field.DISTRICT, agreement.of_codes),
    _Row("regency", Field.REGENCY, agreement.of_codes),
    _Row("province", Field.PROVINCE, agreement.of_codes),
)
SIMILAR_FROM = 0.6
"""Similarity (0 to 1) below which texts are marked as wholly different, not by letters."""
_REGIONS = frozenset({"district", "regency", "province"})


def lines_of(
    form: ApplicationForm, card: CardReading | None, photo: Size, doubtful: frozenset[str]
) -> list[Line]:
    """Returns the lines in the order of a card; `doubtful` are the fields that findings are about.

    `photo` is the size of the card's photo in pixels. The last line is the card's expiry date
    where it was read; the form has no such field.
    """
    values = of_person(card, form) if card else {}
    lines = [_compared_line(row, form, values, photo, row.name in doubtful) for row in _ROWS]
    until = values.get(Field.VALID_UNTIL)
    return [*lines, *([_expiry_line(until, photo, "valid_until" in doubtful)] if until else [])]


def spaced(number: str) -> str:
    """Returns a NIK in groups of four digits for easier comparison; other numbers unchanged."""
    fours = range(0, nik.LENGTH, 4)
    whole = len(number) == nik.LENGTH
    return " ".join(number[start : start + 4] for start in fours) if whole else number


def _compared_line(
    row: _Row, form: ApplicationForm, values: Values, photo: Size, doubtful: bool
) -> Line:
    typed, plain = _printed_value(form, row.name), forms.write(form)[row.name]
    value = values.get(row.field)
    if value is None:
        verdict = Verdict.NOT_READ if doubtful and values else Verdict.SILENT
        return Line(row.name, typed, verdict=verdict, doubtful=doubtful)
    return Line(
        row.name,
        typed,
        read=spaced(value.text) if row.field is Field.NUMBER else value.text,
        verdict=_verdict(row, plain, value, doubtful),
        crop=photo_crops.line(value.place, photo),
        repaired=bool(value.repairs),
        doubtful=doubtful,
    )


def _verdict(row: _Row, typed: str, value: Value, doubtful: bool) -> Verdict:
    """Compares with the same function as the automatic checks and maps the result to a verdict."""
    read = value.typed or (value.text if row.field is Field.NUMBER else "")
    if not read or not typed:
        return Verdict.NOT_READ
    agreement = row.compare(read, typed).agreement
    if not value.sure and (doubtful or agreement is Agreement.DIFFERENT):
        return Verdict.UNSURE
    if agreement is Agreement.DIFFERENT:
        return Verdict.OTHER_WORDS if row.field is Field.STREET else Verdict.DIFFERS
    return Verdict.SAME if agreement is Agreement.EXACT else Verdict.ALIKE


def _expiry_line(value: Value, photo: Size, doubtful: bool) -> Line:
    crop = photo_crops.line(value.place, photo)
    verdict = Verdict.UNSURE if doubtful and not value.sure else Verdict.SILENT
    return Line("valid_until", "", value.text, verdict, crop, doubtful=doubtful)


def _printed_value(form: ApplicationForm, name: str) -> str:
    if name == "birth_date":
        return f"{form.birth_date:%d-%m-%Y}" if form.birth_date else ""
    if name in _REGIONS:
        return str(getattr(form, f"{name}_name"))
    if name == "number":
        return spaced(form.number)
    return forms.write(form)[name]


def _pieces(read: str, typed: str) -> list[tuple[str, bool]]:
    matcher = difflib.SequenceMatcher(None, read.upper(), typed.upper(), autojunk=False)
    if matcher.ratio() < SIMILAR_FROM:
        return [(read, True)]
    return [
        (read[start:end], kind != "equal")
        for kind, start, end, _from, _to in matcher.get_opcodes()
        if end > start
    ]
