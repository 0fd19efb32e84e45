"""Prepares a record for the database without access to it: its matching keys and the values of its
rows. Runs in a child process for large files; no Django."""

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from records.codes import AgentKind, Scheme
from records.formats.item import Item
from records.record import (
    MAX_CREDITS,
    MAX_IDENTIFIERS,
    MAX_SUBJECTS,
    Credit,
    Record,
)
from rontal.catalogue import rules
from rontal.catalogue.importing.steps import cells

COLUMNS: Final = (
    "title", "subtitle", "sort_title", "language", "publisher", "place", "year", "edition",
    "extent", "description", "classification", "series_number", "rights", "audience", "age_from",
    "age_to", "accessibility",
)  # fmt: skip
"""Columns of a title that a record fills, in the order of `Prepared.line`."""
_EDITION: Final = COLUMNS.index("edition")
_NUMBERS: Final = frozenset({"year", "age_from", "age_to"})
TELLING: Final = (Scheme.CONTROL, Scheme.ISBN, Scheme.DOI, Scheme.URI, Scheme.EPUB)
"""Schemes of numbers that identify one edition, most reliable first."""
LABEL: Final = 300
NAMED: Final = 160
_JSON: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_HEAD, _REST = slice(0, 8), slice(9, None)
"""Fields of `Prepared` before and after `line`."""


class Agent(NamedTuple):
    """Contributor: the key of its authority, the values to create it, and its role."""

    key: str
    kind: str
    name: str
    sort_name: str
    dates: str
    role: str


class Prepared(NamedTuple):
    """Record ready to be written, or the `problem` in its place.

    `digest` is 64 bits of the whole record; `match` is `rules.match_key`; `stem` is the slug
    without a number; `line` holds the values of COLUMNS as a line of COPY; `series` is (key, name),
    `subjects` are (key, name), `numbers` are (scheme, value), each once.
    """

    number: int
    at: int
    problem: str
    remarks: Sequence[str]
    label: str
    digest: int
    match: int | None
    stem: str
    line: str
    series: Sequence[str]
    agents: Sequence[Sequence[str]]
    subjects: Sequence[Sequence[str]]
    numbers: Sequence[Sequence[str]]

    @property
    def values(self) -> dict[str, str | int | None]:
        """Values of the record by column name (COLUMNS)."""
        pairs = zip(COLUMNS, cells.read(self.line), strict=True)
        return {name: int(text) if text and name in _NUMBERS else text for name, text in pairs}

    @property
    def folded(self) -> str:
        """Folded title: letters, digits and spaces, for comparison."""
        return self.line.split("\t", 3)[2]

    @property
    def edition(self) -> str:
        """Edition statement, escaped for COPY."""
        return self.line.split("\t", _EDITION + 1)[_EDITION] if self.line else ""

    def credits(self) -> Iterator[Agent]:
        return (Agent(*one) for one in self.agents)


def prepare(item: Item) -> Prepared:
    return _prepare(item)[0]


def packed(batch: Sequence[Item]) -> str:
    """Returns items prepared as text: a line of JSON, then a line of COPY for each. Related rows
    are serialised once, for the digest and for the output."""
    prepared = [_prepare(item) for item in batch]
    heads = _JSON([one[_HEAD] for one, _related in prepared])
    related_json = ",".join([related for _one, related in prepared])
    return f"[{heads},[{related_json}]]\n" + "".join(
        [f"{one.line}\n" for one, _related in prepared]
    )


def unpacked(parsed: Sequence[Sequence[Sequence[Any]]], lines: Sequence[str]) -> list[Prepared]:
    """Reads what `packed` wrote: its JSON, and the lines after it."""
    heads, related = parsed
    parts = zip(heads, lines, related, strict=True)
    return [Prepared._make([*head, line, *rest]) for head, line, rest in parts]


def _prepare(item: Item) -> tuple[Prepared, str]:
    """Returns a prepared item, and the fields after its line as JSON."""
    record = item.record
    if record is None:
        wrong = _wrong(item, item.problem)
        return wrong, _JSON(wrong[_REST])
    agents = [_agent(credit) for credit in record.credits[:MAX_CREDITS]]
    subjects = dict(_subject(name) for name in reversed(record.subjects[:MAX_SUBJECTS]))
    numbers = {
        (number.scheme.value, number.value[:300]): None for number in record.numbers if number.value
    }
    values = _values(record)
    series = _series(record.series) if record.series else ()
    headings, known = list(subjects.items())[::-1], list(numbers)[:MAX_IDENTIFIERS]
    related_json = _JSON([series, agents, headings, known])
    whole = f"[{_JSON(values)}, {related_json[1:]}".encode("utf-8", "surrogatepass")
    return Prepared(
        item.number,
        item.at,
        "",
        item.remarks,
        _label(record.title, item.unread),
        int.from_bytes(blake2b(whole, digest_size=8).digest(), signed=True),
        rules.match_key(record.title, record.first_agent, record.year),
        rules.slug(record.title),
        cells.line(values),
        series,
        agents,
        headings,
        known,
    ), related_json


def _label(title: str, unread: Sequence[str]) -> str:
    """Returns the label of a record: its title and the texts that were not understood."""
    return " · ".join([title[:NAMED], *unread])[:LABEL] if unread else title[:LABEL]


def _wrong(item: Item, problem: str) -> Prepared:
    label = f"#{item.line}" if item.line else ""
    return Prepared(
        item.number, item.at, problem, item.remarks, label, 0, None, "", "", (), (), (), ()
    )


def _values(record: Record) -> list[str | int | None]:
    """Returns the values of COLUMNS, cut to the lengths of the columns."""
    return [
        record.title[:500],
        record.subtitle[:500],
        rules.sort_key(record.title),
        record.language[:35],
        record.publisher[:300],
        record.place[:200],
        record.year,
        record.edition[:200],
        record.extent[:200],
        record.description,
        record.classification[:40],
        record.series_number[:40],
        record.rights[:500],
        record.audience.value,
        record.age_from,
        record.age_to,
        _json({name: list(values) for name, values in record.accessibility.items()}),
    ]


def _json(value: dict[str, list[str]]) -> str:
    return _JSON(value) if value else "{}"


def _agent(credit: Credit) -> Agent:
    return _known_agent(credit.kind, credit.name, credit.sort_name, credit.dates, credit.role)


@lru_cache(20_000)
def _known_agent(kind: AgentKind, name: str, sort_name: str, dates: str, role: str) -> Agent:
    """Returns the contributor; cached, because names repeat often."""
    name, sort_name, dates = name[:300], (sort_name or name)[:300], dates[:60]
    key = rules.agent_key(kind, sort_name, dates)
    return Agent(key, kind.value, name, sort_name, dates, role)


@lru_cache(20_000)
def _subject(name: str) -> tuple[str, str]:
    return rules.subject_key(name), name[:200]


@lru_cache(20_000)
def _series(name: str) -> tuple[str, str]:
    return rules.series_key(name), name[:300]
