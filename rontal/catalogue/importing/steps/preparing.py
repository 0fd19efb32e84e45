"""A record made ready for the database, without it: what tells it from others, and the values of
its rows. Runs in a process of its own for large files; no Django."""

import json
from collections.abc import Iterator
from functools import lru_cache
from hashlib import blake2b
from typing import Final, NamedTuple

from rontal.catalogue import rules
from rontal.catalogue.formats.item import Item
from rontal.catalogue.record import (
    MOST_CREDITS,
    MOST_IDENTIFIERS,
    MOST_SUBJECTS,
    Credit,
    Record,
)
from rontal.catalogue.rules import AgentKind, Scheme

COLUMNS: Final = (
    "title", "subtitle", "sort_title", "language", "publisher", "place", "year", "edition",
    "extent", "description", "classification", "series_number", "rights", "audience", "age_from",
    "age_to", "accessibility",
)  # fmt: skip
"""Columns of a title whose values a record gives, in the order of `Prepared.values`."""
TELLING: Final = (Scheme.CONTROL, Scheme.ISBN, Scheme.DOI, Scheme.URI, Scheme.EPUB)
"""Numbers that one edition alone has, the surest first."""
LABEL: Final = 300
_JSON: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_APART: Final = 8
"""So many fields of `Prepared` stand before those that are the record itself."""


class Agent(NamedTuple):
    """Somebody who made the edition: how to find the authority, how to make it, what was done."""

    key: str
    kind: str
    name: str
    sort_name: str
    dates: str
    role: str


class Prepared(NamedTuple):
    """A record ready to be written, or what is wrong in its place (`problem`).

    `digest` is 64 bits of the whole record; `match` is `rules.match_key`; `stem` the address
    without a number; `series` is (key, name), `subjects` are (key, name), `numbers` are (scheme,
    value), each once.
    """

    number: int
    at: int
    problem: str
    remarks: list[str]
    label: str
    digest: int
    match: int | None
    stem: str
    values: list[str | int | None]
    series: list[str]
    agents: list[list[str]]
    subjects: list[list[str]]
    numbers: list[list[str]]

    @property
    def folded(self) -> str:
        """The title as names are compared."""
        return str(self.values[2])

    def credits(self) -> Iterator[Agent]:
        """Whoever made the edition."""
        return (Agent(*one) for one in self.agents)


def prepare(item: Item) -> Prepared:
    """One item made ready."""
    return _made(item)[0]


def packed(item: Item) -> str:
    """The same as JSON. The record is written once, for its digest and for who reads it."""
    one, told = _made(item)
    return f"{_JSON(one[:_APART])[:-1]}, {told[1:]}"


def _made(item: Item) -> tuple[Prepared, str]:
    """What is made of an item, and those fields as JSON that are the record itself."""
    record = item.record
    if record is None:
        wrong = _wrong(item, item.problem)
        return wrong, _JSON(wrong[_APART:])
    agents = [_agent(credit) for credit in record.credits[:MOST_CREDITS]]
    subjects = dict(_heading(name, 200) for name in reversed(record.subjects[:MOST_SUBJECTS]))
    numbers = {(n.scheme.value, n.value[:300]): None for n in record.numbers if n.value}
    values = _values(record)
    series = list(_heading(record.series, 300)) if record.series else []
    headings, known = list(subjects.items())[::-1], list(numbers)[:MOST_IDENTIFIERS]
    told = _JSON([values, series, agents, headings, known])
    raw = told.encode("utf-8", "surrogatepass")
    return Prepared(
        number=item.number,
        at=item.at,
        problem="",
        remarks=list(item.remarks),
        label=record.title[:LABEL],
        digest=int.from_bytes(blake2b(raw, digest_size=8).digest(), signed=True),
        match=rules.match_key(record.title, record.first_agent, record.year),
        stem=rules.slug(record.title),
        values=values,
        series=series,
        agents=[list(agent) for agent in agents],
        subjects=[list(pair) for pair in headings],
        numbers=[list(pair) for pair in known],
    ), told


def _wrong(item: Item, problem: str) -> Prepared:
    label = f"line {item.line}" if item.line else ""
    return Prepared(
        item.number, item.at, problem, list(item.remarks), label, 0, None, "", [], [], [], [], []
    )


def _values(record: Record) -> list[str | int | None]:
    """The values of COLUMNS; lengths are those of the columns whatever a reader delivers."""
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
    """Names come again and again: a bounded memory of them."""
    name, sort_name, dates = name[:300], (sort_name or name)[:300], dates[:60]
    key = rules.agent_key(kind, sort_name, dates)
    return Agent(key, kind.value, name, sort_name, dates, role)


@lru_cache(20_000)
def _heading(name: str, longest: int) -> tuple[str, str]:
    """Key and name of a subject or series, as `steps.keeping` makes them."""
    return rules.fold(name)[:longest] or name[:longest], name[:longest]
