"""Selectors for browsing the catalogue: by person, subject, series and slug."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import connection

from rontal.catalogue import rows
from rontal.catalogue.models import Agent, Series, Subject
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from rontal.core.statements import Statement

Authority = TypeVar("Authority", Agent, Series, Subject)
Item = TypeVar("Item")
MAX_JOINS: Final = 10  # the most `joined_to` links that are followed
_PUBLIC: Final = "t.state = 'public'"
_AT: Final = f"WHERE t.slug = %(slug)s AND {rows.KNOWN}"
_ABOUT: Final = (
    "WHERE t.state = 'public' AND t.id IN"
    " (SELECT title_id FROM catalogue_titlesubject WHERE subject_id = %s)"
)
_IN: Final = "WHERE t.state = 'public' AND t.series_id = %s"
_BY_AGENT: Final = (
    "WHERE t.state = 'public' AND t.id IN"
    " (SELECT title_id FROM catalogue_contributor WHERE agent_id = %s AND role = %s)"
    " ORDER BY t.year DESC NULLS LAST, t.sort_title, t.id LIMIT %s OFFSET %s"
)
_IN_SERIES: Final = (
    "nullif(substring(t.series_number from '[0-9]{1,9}'), '')::int NULLS LAST,"
    " t.series_number, t.sort_title, t.id"
)
_SERIES_NEIGHBOURS: Final = Statement(f"""
SELECT own, before_slug, before, before_number, after_slug, after, after_number FROM (
    SELECT t.id = %s AS own,
           lag(t.slug) OVER line AS before_slug, lag(t.title) OVER line AS before,
           lag(t.series_number) OVER line AS before_number,
           lead(t.slug) OVER line AS after_slug, lead(t.title) OVER line AS after,
           lead(t.series_number) OVER line AS after_number
      FROM catalogue_title t WHERE {_PUBLIC} AND t.series_id = %s
    WINDOW line AS (ORDER BY {_IN_SERIES})) AS lines WHERE own
""")  # noqa: S608 - built from constants only
_SHOWN_AT: Final = Statement(f"""
SELECT t.id, EXISTS (SELECT FROM catalogue_bookfile f WHERE f.title_id = t.id AND f.file_id IS NULL)
  FROM catalogue_title t WHERE t.slug = %s AND {_PUBLIC}
""")  # noqa: S608 - built from constants only
_BY_NAME: Final = Statement("""
SELECT id FROM catalogue_title WHERE id = ANY(%s::bigint[]) ORDER BY sort_title COLLATE "C", id
""")  # noqa: S608 - built from constants only
_SUBJECT_NAMES: Final = Statement(
    "SELECT id, name FROM catalogue_subject WHERE id = ANY(%s::bigint[])"  # noqa: S608
)


@dataclass(frozen=True)
class SideColumn:
    """Title next to another one in its series."""

    slug: str
    title: str
    number: str


def title_by_slug(slug: str) -> Row:
    """Returns the title with this slug and its related rows; public, withdrawn and joined titles
    count, unpublished drafts do not. Raises NotFound."""
    return _only(rows.select(_AT, {"slug": slug}))


def title_with_column(column: str, slug: str, values: Mapping[str, Any]) -> tuple[Row, Any]:
    """Returns `title_by_slug` and the value of an SQL column computed for that title
    (`rows.select_with`); `values` are the parameters of the column. Raises NotFound."""
    return _only(rows.select_with(column, _AT, {**values, "slug": slug}))


def public_id_by_slug(slug: str) -> tuple[int, bool] | None:
    """Returns the id of the public title with this slug, and True where it has a file that its
    licence opens to everybody (no encryption); None where no public title has the slug. One query.
    """
    row = _SHOWN_AT.row([slug])
    return (row[0], row[1]) if row else None


def slug_of_merge_target(title_id: int) -> str:
    """Returns the slug of the public title that this one was joined to, following chains; "" where
    that title is not public."""
    sql = f"""
    WITH RECURSIVE chain AS (
        SELECT id, slug, state, joined_to_id, 1 AS length FROM catalogue_title WHERE id = %s
        UNION ALL
        SELECT t.id, t.slug, t.state, t.joined_to_id, length + 1
          FROM catalogue_title t JOIN chain ON t.id = chain.joined_to_id
         WHERE length <= {MAX_JOINS})
    SELECT slug FROM chain WHERE state = 'public'
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [title_id])
        row = cursor.fetchone()
    return str(row[0]) if row else ""


def agent(pk: int) -> Agent:
    """Returns a person or body, or the agent that it was merged into. Raises NotFound."""
    return _authority(Agent, pk)


def subject(pk: int) -> Subject:
    """Returns a subject, or the subject that it was merged into. Raises NotFound."""
    return _authority(Subject, pk)


def series(pk: int) -> Series:
    """Returns a series, or the series that it was merged into. Raises NotFound."""
    return _authority(Series, pk)


def subject_names(ids: Iterable[int]) -> dict[int, str]:
    return dict(_SUBJECT_NAMES.rows([list(ids)]))


def agent_names(ids: Iterable[int]) -> dict[int, str]:
    """Returns the names of persons and bodies by id."""
    return dict(Agent.objects.filter(pk__in=list(ids)).values_list("id", "name"))


def series_name(pk: int) -> str:
    """Returns the name of a series, "" where there is none."""
    return Series.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


def title_slugs(ids: Iterable[int]) -> dict[int, str]:
    """Returns the slugs of public titles by id."""
    with connection.cursor() as cursor:
        sql = f"SELECT t.id, t.slug FROM catalogue_title t WHERE t.id = ANY(%s) AND {_PUBLIC}"  # noqa: S608
        cursor.execute(sql, [list(ids)])
        return dict(cursor.fetchall())


def roles_of(agent_id: int) -> list[tuple[str, int]]:
    """Returns the roles of an agent with the number of public titles in each, most titles first."""
    sql = f"""
    SELECT c.role, count(DISTINCT t.id) AS works
      FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id
     WHERE c.agent_id = %s AND {_PUBLIC} GROUP BY c.role ORDER BY works DESC, c.role
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [agent_id])
        return [(role, works) for role, works in cursor.fetchall()]


def works_of(agent_id: int, role: str, *, offset: int, limit: int) -> list[Row]:
    """Returns public titles that credit an agent with a role, the newest year first."""
    return rows.select(_BY_AGENT, [agent_id, role, limit, offset])


def titles_about(subject_id: int, *, offset: int, limit: int) -> list[Row]:
    """Returns public titles with a subject, ordered by sort title."""
    order = f"{_ABOUT} ORDER BY t.sort_title, t.id LIMIT %s OFFSET %s"
    return rows.select(order, [subject_id, limit, offset])


def count_about(subject_id: int) -> int:
    """Returns the number of public titles with a subject."""
    return _count(_ABOUT, subject_id)


def titles_in(series_id: int, *, offset: int, limit: int) -> list[Row]:
    """Returns public titles of a series in series order."""
    order = f"{_IN} ORDER BY {_IN_SERIES} LIMIT %s OFFSET %s"
    return rows.select(order, [series_id, limit, offset])


def count_in(series_id: int) -> int:
    """Returns the number of public titles in a series."""
    return _count(_IN, series_id)


def series_neighbours(title: Row) -> tuple[SideColumn | None, SideColumn | None]:
    """Returns the public titles before and after a title in its series. One query."""
    row = _SERIES_NEIGHBOURS.row([title.id, title.series_id])
    if row is None:
        return None, None
    return _side_column(row[1:4]), _side_column(row[4:7])


def ids_by_name(title_ids: Iterable[int]) -> list[int]:
    """Returns the ids of existing titles, ordered by sort title."""
    return [pk for (pk,) in _BY_NAME.rows([list(title_ids)])]


def public_in_order(ids: Iterable[int]) -> list[Row]:
    """Returns the public titles among these ids, in the order of the ids. One query."""
    return [row for row in rows.in_order(ids) if row.state is TitleState.PUBLIC]


def _side_column(values: Sequence[str | None]) -> SideColumn | None:
    slug, title, number = values
    return SideColumn(slug, title or "", number or "") if slug else None


def _count(condition: str, pk: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM catalogue_title t {condition}", [pk])  # noqa: S608
        return int(cursor.fetchone()[0])


def _only(rows: Sequence[Item]) -> Item:
    if not rows:
        raise NotFound
    return rows[0]


def _authority(model: type[Authority], pk: int) -> Authority:
    authority = NotFound.if_none(
        model._default_manager.select_related("joined_to").filter(pk=pk).first()
    )
    return authority.joined_to or authority
