"""Reads from PostgreSQL the data of titles and names that the index needs."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from rontal.search import availability

RANGE: Final = 20_000
"""Number of ids read at once; a few such batches are in memory. Smaller ones are slower, because
PostgreSQL scans all agents for each."""
_STATEMENT: Final = """
SELECT t.id, t.state, t.title, t.subtitle, t.sort_title, t.language, t.audience, t.year,
       extract(epoch FROM t.added_at)::bigint, t.publisher, t.description, t.series_id, s.name,
       t.series_number, t.classification,
       p.ids, p.names, h.ids, h.names, f.formats,
       coalesce(f.open, false)
  FROM catalogue_title t
  LEFT JOIN catalogue_series s ON s.id = t.series_id
  LEFT JOIN (SELECT c.title_id, array_agg(c.agent_id) AS ids, string_agg(
                    concat_ws(E'\\n', a.name, nullif(c.printed, ''),
                              nullif(array_to_string(a.variants, E'\\n'), '')), E'\\n') AS names
               FROM catalogue_contributor c JOIN catalogue_agent a ON a.id = c.agent_id
              WHERE c.title_id {which} GROUP BY c.title_id) p ON p.title_id = t.id
  LEFT JOIN (SELECT ts.title_id, array_agg(ts.subject_id) AS ids,
                    string_agg(s.name, E'\\n') AS names
               FROM catalogue_titlesubject ts JOIN catalogue_subject s ON s.id = ts.subject_id
              WHERE ts.title_id {which} GROUP BY ts.title_id) h ON h.title_id = t.id
  LEFT JOIN (SELECT title_id, string_agg(DISTINCT format, ' ') AS formats,
                    bool_or(open_name <> '') AS open
               FROM catalogue_bookfile WHERE title_id {which} GROUP BY title_id) f
         ON f.title_id = t.id
 WHERE t.id {which} AND t.state <> 'joined' ORDER BY t.id
"""
_IN_RANGE: Final = _STATEMENT.format(which="BETWEEN %(first)s AND %(last)s")
_OF_IDS: Final = _STATEMENT.format(which="= ANY(%(ids)s)")
_NAMES: Final = """
SELECT a.id, {forms}, count(*)
  FROM catalogue_{model} a JOIN catalogue_{link} l ON l.{model}_id = a.id
 WHERE a.joined_to_id IS NULL {which} GROUP BY a.id
"""
_FORMS: Final = {
    "agent": "concat_ws(E'\\n', a.name, nullif(array_to_string(a.variants, E'\\n'), ''))",
    "subject": "a.name",
}


class Entry(NamedTuple):
    """Title as the index needs it. Names are separated by line feeds, formats by spaces; `added` is
    in seconds since 1970, `free` is True where the title is open to everybody or a copy is
    available."""

    id: int
    state: str
    title: str
    subtitle: str
    sort_title: str
    language: str
    audience: str
    year: int | None
    added: int
    publisher: str
    description: str
    series_id: int | None
    series: str | None
    series_number: str
    classification: str
    agent_ids: list[int] | None
    agents: str | None
    subject_ids: list[int] | None
    subjects: str | None
    formats: str | None
    free: bool


class Name(NamedTuple):
    """Agent or subject: all its names, separated by line feeds, and its number of titles."""

    kind: str
    id: int
    names: str
    titles: int


def entries(cursor: Any, title_ids: Sequence[int]) -> list[Entry]:
    """Returns the titles with these ids; deleted and joined ones are left out."""
    return _entries(cursor, _OF_IDS, {"ids": list(title_ids)})


def batches(cursor: Any) -> Iterator[list[Entry]]:
    """Yields all titles ordered by id, one range of ids at a time."""
    cursor.execute("SELECT coalesce(min(id), 1), coalesce(max(id), 0) FROM catalogue_title")
    first, last = cursor.fetchone()
    for start in range(first, last + 1, RANGE):
        yield _entries(cursor, _IN_RANGE, {"first": start, "last": start + RANGE - 1})


def names(cursor: Any, kind: str, ids: Sequence[int] | None = None) -> Iterator[Name]:
    """Yields agents or subjects with titles: all, or those with these ids."""
    link = "contributor" if kind == "agent" else "titlesubject"
    which = "" if ids is None else "AND a.id = ANY(%s)"
    statement = _NAMES.format(model=kind, link=link, forms=_FORMS[kind], which=which)
    cursor.execute(statement, None if ids is None else [list(ids)])
    while rows := cursor.fetchmany(RANGE):
        yield from (Name(kind, *row) for row in rows)


def _entries(cursor: Any, statement: str, parameters: dict[str, Any]) -> list[Entry]:
    cursor.execute(statement, parameters)
    rows = cursor.fetchall()
    free = availability.available_titles(cursor, [row[0] for row in rows])
    return [Entry._make((*row[:-1], row[-1] or row[0] in free)) for row in rows]
