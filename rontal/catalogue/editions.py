"""Other editions of a title: public titles with the same name and the same creator (authority).

Their ids come with the statement that fetches the title, as one more column that uses the index of
sort titles; the rows are fetched by a second statement, only where there are any.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.catalogue.rules.editions import EditionFacts, are_editions
from rontal.core.statements import Values

MAX_EDITIONS, SHOWN = 24, 12
"""Most candidates that are fetched, the newest first, and most editions that are returned."""
_LEADS: Final = """
(c.role = 'aut' OR (c.position = (
    SELECT min(x.position) FROM catalogue_contributor x WHERE x.title_id = c.title_id)
 AND NOT EXISTS (
    SELECT FROM catalogue_contributor x WHERE x.title_id = c.title_id AND x.role = 'aut')))
"""
"""SQL condition for a contributor `c` who is a creator: an author, or without authors the
contributor named first."""
COLUMN: Final = f"""
(SELECT json_agg(e.id) FROM (
    SELECT e.id FROM catalogue_title e
     WHERE e.sort_title = t.sort_title AND e.id <> t.id AND e.state = 'public'
       AND e.sort_title <> '' AND EXISTS (
           SELECT FROM catalogue_contributor c
            WHERE c.title_id = e.id AND {_LEADS} AND c.agent_id IN (
                  SELECT c.agent_id FROM catalogue_contributor c
                   WHERE c.title_id = t.id AND {_LEADS}))
     ORDER BY e.year DESC NULLS LAST, e.id DESC LIMIT {MAX_EDITIONS}) AS e)
"""  # noqa: S608 - built from constants only
"""SQL column: the ids of possible editions of a title `t`, the newest first."""
_THESE: Final = """
WHERE t.id = ANY(%(ids)s::bigint[]) AND t.state = 'public'
ORDER BY t.year DESC NULLS LAST, t.id DESC
"""


def of(
    title: Row, ids: Iterable[int] | None, column: str, values: dict[str, Any]
) -> list[tuple[Row, Any]]:
    """Returns the editions of a title among the ids of `COLUMN`, the newest first, each with the
    value of the SQL expression `column` for it. One query; none without ids."""
    wanted_ids: Sequence[int] = list(ids or ())
    if not wanted_ids:
        return []
    values_with_ids: Values = {**values, "ids": wanted_ids}
    candidates = rows.select_with(column, _THESE, values_with_ids)
    facts = _edition_facts(title)
    return [(row, more) for row, more in candidates if are_editions(facts, _edition_facts(row))][
        :SHOWN
    ]


def _edition_facts(row: Row) -> EditionFacts:
    return EditionFacts(
        row.title, row.subtitle, row.edition, row.language, row.series_id, row.series_number
    )
