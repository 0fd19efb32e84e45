"""Other editions of a title: public titles of the same name whose creator is the same authority.

They come by a column of the statement that fetches a title, found by the index of names: no
statement of their own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rontal.catalogue.rows import FORMATS, Row
from rontal.catalogue.rules import Format
from rontal.catalogue.rules.editions import Told, are_editions

MOST, SHOWN = 24, 12
"""So many of a name and a creator are looked at, the newest first, and so many told."""
_LEADS: Final = """
(c.role = 'aut' OR (c.position = (
    SELECT min(x.position) FROM catalogue_contributor x WHERE x.title_id = c.title_id)
 AND NOT EXISTS (
    SELECT FROM catalogue_contributor x WHERE x.title_id = c.title_id AND x.role = 'aut')))
"""
"""A contributor `c` who is the creator: authors, else whoever is named first."""
_SAME: Final = f"""
SELECT e.* FROM catalogue_title e
 WHERE e.sort_title = t.sort_title AND e.id <> t.id AND e.state = 'public'
   AND e.sort_title <> '' AND EXISTS (
       SELECT FROM catalogue_contributor c
        WHERE c.title_id = e.id AND {_LEADS} AND c.agent_id IN (
              SELECT c.agent_id FROM catalogue_contributor c WHERE c.title_id = t.id AND {_LEADS}))
 ORDER BY e.year DESC NULLS LAST, e.id DESC LIMIT {MOST}
"""  # noqa: S608 - put together from our own words


@dataclass(frozen=True, slots=True)
class Edition:
    """A title that is another edition of the same work; `open` where everybody may have a file."""

    id: int
    slug: str
    told: Told
    year: int | None
    publisher: str
    formats: Sequence[Format]
    open: bool

    @property
    def language(self) -> str:
        """The tag of its language."""
        return self.told.language

    @property
    def edition(self) -> str:
        """Which edition it calls itself, "" where it says nothing."""
        return self.told.edition


def column(beside: str) -> str:
    """The column of a title `t` that `found` reads. `beside` is SQL of another room that says more
    of each edition `e`."""
    return f"""
    (SELECT json_agg(json_build_array(e.id, e.slug,
        json_build_array(e.title, e.subtitle, e.edition, e.language, e.series_id, e.series_number),
        e.year, e.publisher,
        ARRAY(SELECT f.format FROM catalogue_bookfile f WHERE f.title_id = e.id
               ORDER BY f.format, f.id),
        EXISTS (SELECT FROM catalogue_bookfile f WHERE f.title_id = e.id AND f.file_id IS NULL),
        {beside}) ORDER BY e.year DESC NULLS LAST, e.id DESC)
       FROM ({_SAME}) AS e)
    """  # noqa: S608


def found(title: Row, values: Iterable[Sequence[Any]] | None) -> list[tuple[Edition, Any]]:
    """The editions out of the value of `column`, each with what the other room says of it."""
    own = Told(
        title.title, title.subtitle, title.edition, title.language,
        title.series_id, title.series_number,
    )  # fmt: skip
    read = [(_edition(one[:-1]), one[-1]) for one in values or ()]
    return [(one, more) for one, more in read if are_editions(own, one.told)][:SHOWN]


def _edition(values: Sequence[Any]) -> Edition:
    pk, slug, told, year, publisher, formats, is_open = values
    kinds = [FORMATS[kind] for kind in dict.fromkeys(formats)]
    return Edition(pk, slug, Told(*told), year, publisher, kinds, is_open)
