"""Titles as list rows, fetched in one statement: only what a page of results shows, at a fraction
of the cost of whole titles (`catalogue.rows`)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from records.codes import Format
from rontal.catalogue.rows import FORMATS, CoverFact
from rontal.core.statements import Statement

_LINES: Final = Statement("""
SELECT t.id, t.slug, t.title, t.language, t.year, t.description,
       (SELECT coalesce(string_agg(named.name, ', ' ORDER BY named.position)
                          FILTER (WHERE named.role = 'aut'),
                        (array_agg(named.name ORDER BY named.position))[1], '')
          FROM (SELECT c.role, c.position, coalesce(nullif(c.printed, ''), a.name) AS name
                  FROM catalogue_contributor c JOIN catalogue_agent a ON a.id = c.agent_id
                 WHERE c.title_id = t.id) AS named),
       ARRAY(SELECT f.format FROM catalogue_bookfile f WHERE f.title_id = t.id
              ORDER BY f.format, f.id),
       EXISTS (SELECT 1 FROM catalogue_bookfile f WHERE f.title_id = t.id AND f.file_id IS NULL),
       v.digest, v.height, v.colour
  FROM catalogue_title t LEFT JOIN catalogue_cover v ON v.title_id = t.id
 WHERE t.id = ANY(%s::bigint[]) AND t.state = 'public'
""")  # noqa: S608 - built from constants only


@dataclass(frozen=True, slots=True)
class Line:
    """Title in a list; `by_line` and `cover` are those of `rows.Row`, `is_open` is True where
    everybody may have one of its files."""

    id: int
    slug: str
    title: str
    language: str
    year: int | None
    description: str
    by_line: str
    formats: Sequence[Format]
    is_open: bool
    cover: CoverFact | None


def in_order(ids: Iterable[int]) -> list[Line]:
    """Returns the public titles among these ids, in the order of the ids; others are left out, such
    as titles withdrawn after the search index was built. One query."""
    ordered_ids = list(ids)
    if not ordered_ids:
        return []
    by_id = {values[0]: values for values in _LINES.rows([ordered_ids])}
    return [_line(*by_id[pk]) for pk in ordered_ids if pk in by_id]


def _line(
    pk: int, slug: str, title: str, language: str, year: int | None, description: str,
    by_line: str, formats: Sequence[str], is_open: bool,
    digest: str | None, height: int, colour: str,
) -> Line:  # fmt: skip
    kinds = [FORMATS[kind] for kind in dict.fromkeys(formats)]
    cover = CoverFact(digest, height, colour) if digest else None
    return Line(pk, slug, title, language, year, description, by_line, kinds, is_open, cover)
