"""Draft of a record while a file is read: texts are cleaned, identifiers checked, lengths cut to
the database columns.

Readers of every format fill a Draft; anything cut, left out or guessed becomes a remark.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from ftfy import fix_encoding
from ftfy.badness import is_bad

from records.codes import AgentKind, Audience, Scheme
from records.formats import names
from records.formats.item import Finished, Problem, Remark
from records.formats.punctuation import bare
from records.identifiers import isbn13, issn
from records.record import (
    MAX_CREDITS,
    MAX_IDENTIFIERS,
    MAX_SUBJECTS,
    Credit,
    Number,
    Record,
)
from records.text import plain, unmarked

LENGTHS: Final = {
    "title": 500, "subtitle": 500, "publisher": 300, "place": 200, "edition": 200, "extent": 200,
    "description": 10_000, "classification": 40, "series": 300, "series_number": 40, "rights": 500,
}  # fmt: skip
DATES, SUBJECT, NUMBER = 60, 200, 300
MAX_FEATURES: Final = 40
UNREAD, MAX_UNREAD = 40, 3
_YEAR: Final = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_ISLAMIC: Final = re.compile(r"(?<!\d)(1[34]\d\d)\s*(?:H\b|Hijri)")
_ISBN_IN: Final = re.compile(r"[\dXx][\dXx\s\u2010-\u2015.-]{8,20}[\dXx]")
_ISSN_IN: Final = re.compile(r"\d{4}-?\d{3}[\dXx]")
_DOI: Final = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.I)
_CLOSING: Final = re.compile(r"\u00e2\u20ac(?=[\s.,;:!?)\]]|$)")
"""Matches a wrongly decoded closing quotation mark whose last, invisible character was lost."""
_AGE: Final = re.compile(r"\d{1,3}")


@dataclass(slots=True)
class Draft:
    """Values read so far. Texts may still be unclean; `finish` cleans them. `statement` is the
    statement of responsibility of the title page, used where no heading names anybody;
    `series_printed` is True where the series name is the one printed in the book."""

    title: str = ""
    subtitle: str = ""
    classification: str = ""
    series: str = ""
    series_number: str = ""
    publisher: str = ""
    place: str = ""
    year: int | None = None
    edition: str = ""
    extent: str = ""
    language: str = "und"
    audience: Audience = Audience.EVERYONE
    age_from: int | None = None
    age_to: int | None = None
    description: str = ""
    rights: str = ""
    statement: str = ""
    series_printed: bool = False
    credits: list[Credit] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    accessibility: dict[str, list[str]] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)

    def credit(
        self,
        name: str,
        sort_name: str,
        role: str,
        kind: AgentKind = AgentKind.PERSON,
        dates: str = "",
    ) -> None:
        """Adds a contributor. Duplicates (same name and role) and empty names are ignored."""
        if len(self.credits) > MAX_CREDITS:
            return
        name, sort_name = (
            self._fit(name, names.MAX_NAME_LENGTH),
            self._fit(sort_name, names.MAX_NAME_LENGTH),
        )
        if not (name or sort_name):
            return
        made = Credit(name or sort_name, sort_name or name, role, kind, self._fit(dates, DATES))
        if made not in self.credits:
            self.credits.append(made)

    def named(self, text: str, role: str, kind: AgentKind | None = None) -> None:
        """Adds a contributor from a name as lists and title pages print it: in either order, with
        years of life, degrees, or a role after it. A role found in the text overrides `role`."""
        name, stated_role = names.split_role(names.without_others(text))
        name, dates = names.without_dates(name)
        name = bare(names.without_degrees(name.strip(" ,\\")))
        agent_kind = kind or names.kind_of(name)
        self.credit(*names.in_both_orders(name, agent_kind), stated_role or role, agent_kind, dates)

    def subject(self, text: str) -> None:
        """Adds a subject heading; duplicates are ignored."""
        if len(self.subjects) > MAX_SUBJECTS:
            return
        text = self._fit(text, SUBJECT)
        if text and text not in self.subjects:
            self.subjects.append(text)

    def isbn(self, text: str) -> None:
        """Adds the ISBN found in a text, which may contain qualifiers beside it."""
        match = _ISBN_IN.search(text)
        digits = re.sub(r"[^0-9Xx]", "", match.group()) if match else ""
        if number := isbn13(digits[:13]) or isbn13(digits[:10]):
            self.number(Scheme.ISBN, number)
        elif len(digits) >= 9:
            self.unclear(Remark.ISBN_WRONG, text)

    def unclear(self, remark: Remark, text: str) -> None:
        """Records a remark with the text that was not understood, cut to UNREAD characters."""
        self.remarks.append(remark)
        if len(self.unread) < MAX_UNREAD:
            self.unread.append(plain(text[:UNREAD]))

    def issn(self, text: str) -> None:
        """Adds the ISSN found in a text."""
        if match := _ISSN_IN.search(text):
            self.number(Scheme.ISSN, issn(match.group()))

    def doi(self, text: str) -> None:
        """Adds the DOI found in a text or URL."""
        if match := _DOI.fullmatch(text.strip()):
            self.number(Scheme.DOI, match[1])

    def number(self, scheme: Scheme, value: str) -> None:
        """Adds an identifier; ignores duplicates; a value above NUMBER characters adds a remark."""
        value = plain(value[: NUMBER * 4])
        if len(self.numbers) > MAX_IDENTIFIERS:
            return
        if len(value) > NUMBER:
            self.remarks.append(Remark.TEXT_CUT)
            return
        made = Number(scheme, value)
        if value and made not in self.numbers:
            self.numbers.append(made)

    def year_in(self, text: str) -> None:
        """Sets the year from the first year in a text, where none is known yet."""
        if self.year is None:
            self.year = year_of(text)

    def ages(self, first: int | None, last: int | None) -> None:
        """Sets the age range in years; a range in the wrong order adds a remark instead."""
        if first is not None and last is not None and first > last:
            self.remarks.append(Remark.AGES_WRONG)
            return
        self.age_from, self.age_to = first, last

    def ages_in(self, text: str) -> None:
        """Sets the age range from a text such as "7-10", "7-", "-10", "7+", "12 tahun"."""
        ages = [int(one) for one in _AGE.findall(text)][:2]
        if not ages:
            return
        if max(ages) > 120:
            self.unclear(Remark.AGES_WRONG, text)
            return
        if len(ages) == 2:
            self.ages(ages[0], ages[1])
        elif text.strip().startswith(("-", "–", "<", "≤")):
            self.ages(None, ages[0])
        else:
            self.ages(ages[0], None)

    def feature(self, name: str, value: str) -> None:
        """Adds an accessibility property of schema.org."""
        if len(self.accessibility) > MAX_FEATURES:
            return
        values = self.accessibility.setdefault(name[:40], [])
        if value and value not in values and len(values) < MAX_FEATURES:
            values.append(value[:2000])

    def finish(self) -> Finished:
        """Returns the record, or None and the problem; the remarks, each once; and the texts that
        were not understood."""
        if self.statement and not self.credits:
            for name, role in names.statement(self.statement):
                self.named(name, role)
        self.description = unmarked(self.description)
        texts = {
            name: self._fit(text, most) if (text := getattr(self, name)) else ""
            for name, most in LENGTHS.items()
        }
        self._count()
        remarks = tuple(dict.fromkeys(remark.value for remark in self.remarks))
        if not texts["title"]:
            return Finished(None, Problem.NO_TITLE.value, remarks, tuple(self.unread))
        record = Record(
            **texts,
            credits=tuple(self.credits),
            subjects=tuple(self.subjects),
            year=self.year,
            language=self.language,
            audience=self.audience,
            age_from=self.age_from,
            age_to=self.age_to,
            numbers=tuple(self.numbers),
            accessibility={name: tuple(all_) for name, all_ in self.accessibility.items() if all_},
        )
        return Finished(record, "", remarks, tuple(self.unread))

    def _count(self) -> None:
        for values, most in (
            (self.credits, MAX_CREDITS),
            (self.subjects, MAX_SUBJECTS),
            (self.numbers, MAX_IDENTIFIERS),
        ):
            if len(values) > most:
                self.remarks.append(Remark.TOO_MANY)
                del values[most:]

    def _fit(self, text: str, most: int) -> str:
        """Returns the text cleaned and cut to `most` characters, between words where possible."""
        if not text:
            return ""
        text = plain(text if text.isascii() else self._decoded_once(text))
        if len(text) <= most:
            return text
        self.remarks.append(Remark.TEXT_CUT)
        cut = text[: most - 1]
        end = cut.rfind(" ")
        return f"{cut[:end] if end > most // 2 else cut}…".replace(" …", "…")

    def _decoded_once(self, text: str) -> str:
        """Repairs UTF-8 that was decoded as something else: "SÃªrat" becomes "Sêrat"."""
        if not is_bad(text):
            return text
        repaired = fix_encoding(_CLOSING.sub("\u00e2\u20ac\x9d", text))
        if repaired != text:
            self.remarks.append(Remark.TEXT_MENDED)
        return repaired


def year_of(text: str) -> int | None:
    """Returns the first year from 1400 to 2099 in a text. A year of the Islamic calendar ("1427 H")
    is used only where there is no other, converted to the year in which most of it fell."""
    islamic = _ISLAMIC.search(text)
    if islamic:
        text = _ISLAMIC.sub("", text)
    match = _YEAR.search(text)
    if match:
        return int(match.group())
    return round(int(islamic[1]) * 0.970224 + 621.5774) if islamic else None
