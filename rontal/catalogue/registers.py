"""Alphabetical lists of people, subjects and series with public titles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final, NamedTuple

from django.db import connection

OTHER: Final = "lain"
"""Replaces a letter, also in URLs, for names that do not begin with a to z."""
_LAST: Final = "\U0010ffff"
"""Highest character: sorts after any name."""
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
"""Visits the names by key, one after the other; a join would read all of them."""
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
    """Entry: `sorted` is the name in list order, `titles` the number of its public titles."""

    id: int
    name: str
    sorted: str
    titles: int


class Range(NamedTuple):
    """Range of keys, both ends included."""

    low: str
    high: str


@dataclass(frozen=True)
class Register:
    """Alphabetical list of one table of authorities, read by the index of their keys; `kinds` are
    the prefixes of the keys before the name, all of one length."""

    table: str
    titles: str
    sorted: str = "a.name"
    kinds: Sequence[str] = ("",)

    def page(self, letter: str = "", *, offset: int, limit: int) -> list[Entry]:
        """Returns the names that begin with `letter` (one or more letters a to z, OTHER, or "" for
        all), in order. One query, which reads up to `offset + limit` names of each kind."""
        ranges = self._ranges(letter)
        parts = " UNION ALL ".join([_NAMED] * len(ranges))
        sql = self._written(_PAGE.replace("{parts}", parts))
        bounds = [bound for one in ranges for bound in (*one, offset + limit)]
        with connection.cursor() as cursor:
            cursor.execute(sql, [*bounds, limit, offset])
            return [Entry(*row) for row in cursor.fetchall()]

    def count(self, letter: str = "") -> int:
        """Returns the number of names, or of those that begin with a letter. Reads all of them, so
        callers should cache the result."""
        ranges = self._ranges(letter)
        conditions = " OR ".join(["a.key >= %s AND a.key <= %s"] * len(ranges))
        with connection.cursor() as cursor:
            sql = self._written(_COUNTED.replace("{ranges}", conditions))
            cursor.execute(sql, [bound for one in ranges for bound in one])
            return int(cursor.fetchone()[0])

    def letters(self, before: str = "") -> list[str]:
        """Returns the first letters of names, OTHER last; with `before` the letters that follow it.
        One query, which reads one name per letter."""
        candidates = [before + letter for letter in ascii_lowercase] + ([] if before else [OTHER])
        rows = [(letter, *one) for letter in candidates for one in self._ranges(letter)]
        columns = [list(column) for column in zip(*rows, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self._written(_LETTERS), columns)
            present = {letter for (letter,) in cursor.fetchall()}
        return [letter for letter in candidates if letter in present]

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
