"""Registers: all people, all subjects and all series of public titles by name, page by page or from
a letter on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final, NamedTuple

from django.db import connection

OTHER: Final = "lain"
"""In the place of a letter, also in addresses: the names that begin with none from a to z."""
_LAST: Final = "\U0010ffff"
"""Sorts behind whatever a name holds."""
_OF_AGENT: Final = (
    "FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id"
    " WHERE c.agent_id = a.id AND t.state = 'public'"
)
_OF_SUBJECT: Final = (
    "FROM catalogue_titlesubject s JOIN catalogue_title t ON t.id = s.title_id"
    " WHERE s.subject_id = a.id AND t.state = 'public'"
)
_OF_SERIES: Final = "FROM catalogue_title t WHERE t.series_id = a.id AND t.state = 'public'"
_NAMED: Final = """
(SELECT a.id, a.name, {sorted} AS sorted, substr(a.key, {behind}) AS place FROM {table} a
  WHERE a.joined_to_id IS NULL AND a.key >= %s AND a.key <= %s AND (SELECT true {titles} LIMIT 1)
  ORDER BY a.key LIMIT %s)
"""
"""One row is looked for by its key, a name after the other: a join would read them all."""
_PAGE: Final = """
SELECT a.id, a.name, a.sorted, (SELECT count(DISTINCT t.id) {titles})
  FROM (SELECT * FROM ({parts}) AS named ORDER BY place, id LIMIT %s OFFSET %s) AS a
 ORDER BY a.place, a.id
"""
_COUNTED: Final = """
SELECT count(*) FROM {table} a
 WHERE a.joined_to_id IS NULL AND ({ranges}) AND EXISTS (SELECT {titles})
"""
_LETTERS: Final = """
SELECT DISTINCT r.letter FROM unnest(%s::text[], %s::text[], %s::text[]) AS r(letter, low, high)
 WHERE (SELECT true FROM {table} a
         WHERE a.key >= r.low AND a.key <= r.high AND a.joined_to_id IS NULL
           AND (SELECT true {titles} LIMIT 1) LIMIT 1)
"""


class Entry(NamedTuple):
    """A line of a register: `sorted` is the name as lists order it; `titles` how many public ones
    it leads to."""

    id: int
    name: str
    sorted: str
    titles: int


class Range(NamedTuple):
    """Keys from the one to the other, both included."""

    low: str
    high: str


@dataclass(frozen=True)
class Register:
    """A table of authorities that are found by an index of their keys; `kinds` are what keys begin
    with before the name, all of one length."""

    table: str
    titles: str
    sorted: str = "a.name"
    kinds: Sequence[str] = ("",)

    def page(self, letter: str = "", *, offset: int, limit: int) -> list[Entry]:
        """The names that begin with `letter` (one or more from a to z, OTHER, "" for any), in their
        order. One query, which reads as many names of each kind as are passed over and told."""
        ranges = self._ranges(letter)
        parts = " UNION ALL ".join([_NAMED] * len(ranges))
        sql = self._written(_PAGE.replace("{parts}", parts))
        bounds = [bound for one in ranges for bound in (*one, offset + limit)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*bounds, limit, offset])
            return [Entry(*row) for row in cursor.fetchall()]

    def count(self, letter: str = "") -> int:
        """How many names there are, or begin with a letter. Reads all of these: keep it."""
        ranges = self._ranges(letter)
        told = " OR ".join(["a.key >= %s AND a.key <= %s"] * len(ranges))
        with connection.cursor() as cursor:
            sql = self._written(_COUNTED.replace("{ranges}", told))
            cursor.execute(sql, [bound for one in ranges for bound in one])
            return int(cursor.fetchone()[0])

    def letters(self, before: str = "") -> list[str]:
        """The letters with which names begin, OTHER behind them; with `before` those that follow
        it. One query, which looks at the first name of each."""
        asked = [before + letter for letter in ascii_lowercase] + ([] if before else [OTHER])
        rows = [(letter, *one) for letter in asked for one in self._ranges(letter)]
        columns = [list(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self._written(_LETTERS), columns)
            there = {letter for (letter,) in cursor.fetchall()}
        return [letter for letter in asked if letter in there]

    def _ranges(self, letter: str) -> list[Range]:
        return [one for kind in self.kinds for one in _ranges_of(kind, letter)]

    def _written(self, sql: str) -> str:
        for name in ("table", "titles", "sorted"):
            sql = sql.replace(f"{{{name}}}", getattr(self, name))
        return sql.replace("{behind}", str(len(self.kinds[0]) + 1))


AGENTS: Final = Register(
    "catalogue_agent",
    _OF_AGENT,
    "CASE a.kind WHEN 'person' THEN a.sort_name ELSE a.name END",
    ("p:", "b:", "m:"),
)
"""Persons, bodies and meetings."""
SUBJECTS: Final = Register("catalogue_subject", _OF_SUBJECT)
SERIES: Final = Register("catalogue_series", _OF_SERIES)


def _ranges_of(kind: str, letter: str) -> Iterator[Range]:
    if letter == OTHER:
        yield Range(kind, f"{kind}a")
        yield Range(f"{kind}z{_LAST}", f"{kind}{_LAST}")
    else:
        yield Range(kind + letter, kind + letter + _LAST)
