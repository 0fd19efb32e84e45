"""Questions of whoever walks through the catalogue: by person, subject, series and address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import connection

from rontal.catalogue import rows
from rontal.catalogue.models import Agent, Series, Subject
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.kernel.errors import NotFound
from rontal.kernel.statements import Statement, any_of

Authority = TypeVar("Authority", Agent, Series, Subject)
Found = TypeVar("Found")
MOST_JOINS: Final = 10  # a chain of joined titles is followed so far
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
_BESIDE: Final = Statement(f"""
SELECT own, before_slug, before, before_number, after_slug, after, after_number FROM (
    SELECT t.id = %s AS own,
           lag(t.slug) OVER line AS before_slug, lag(t.title) OVER line AS before,
           lag(t.series_number) OVER line AS before_number,
           lead(t.slug) OVER line AS after_slug, lead(t.title) OVER line AS after,
           lead(t.series_number) OVER line AS after_number
      FROM catalogue_title t WHERE {_PUBLIC} AND t.series_id = %s
    WINDOW line AS (ORDER BY {_IN_SERIES})) AS lines WHERE own
""")  # noqa: S608 - put together from our own words
_SHOWN_AT: Final = Statement(f"""
SELECT t.id, EXISTS (SELECT FROM catalogue_bookfile f WHERE f.title_id = t.id AND f.file_id IS NULL)
  FROM catalogue_title t WHERE t.slug = %s AND {_PUBLIC}
""")  # noqa: S608 - put together from our own words
_SUBJECT_NAMES: Final = Statement(
    f"SELECT id, name FROM catalogue_subject WHERE id = {any_of()}"  # noqa: S608
)


@dataclass(frozen=True)
class Beside:
    """A title that stands beside another one in its series."""

    slug: str
    title: str
    number: str


def title_at(slug: str) -> Row:
    """The title at an address, public, withdrawn or joined, with all that belongs to it; what was
    never public is not there for readers. Raises NotFound."""
    return _only(rows.select(_AT, {"slug": slug}))


def title_with(column: str, slug: str, values: Mapping[str, Any]) -> tuple[Row, Any]:
    """`title_at`, and what a column says of the title (`rows.select_with`); `values` are those
    that stand in the column. Raises NotFound."""
    return _only(rows.select_with(column, _AT, {**values, "slug": slug}))


def shown_at(slug: str) -> tuple[int, bool] | None:
    """The number of the public title at an address, and whether its licence lets everybody have a
    file of it; None where readers are shown none. One query."""
    found = _SHOWN_AT.row([slug])
    return (found[0], found[1]) if found else None


def slug_of_joined(title_id: int) -> str:
    """The address of the title that another one was joined to at last, "" where that one is not
    public."""
    sql = f"""
    WITH RECURSIVE chain AS (
        SELECT id, slug, state, joined_to_id, 1 AS length FROM catalogue_title WHERE id = %s
        UNION ALL
        SELECT t.id, t.slug, t.state, t.joined_to_id, length + 1
          FROM catalogue_title t JOIN chain ON t.id = chain.joined_to_id
         WHERE length <= {MOST_JOINS})
    SELECT slug FROM chain WHERE state = 'public'
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [title_id])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def agent(pk: int) -> Agent:
    """A person or body, or the one that it was joined to; raises NotFound."""
    return _authority(Agent, pk)


def subject(pk: int) -> Subject:
    """A subject, or the one that it was joined to; raises NotFound."""
    return _authority(Subject, pk)


def series(pk: int) -> Series:
    """A series, or the one that it was joined to; raises NotFound."""
    return _authority(Series, pk)


def subject_names(ids: Iterable[int]) -> dict[int, str]:
    """The names of subjects by id."""
    return dict(_SUBJECT_NAMES.rows([list(ids)]))


def agent_names(ids: Iterable[int]) -> dict[int, str]:
    """The names of persons and bodies by id."""
    return dict(Agent.objects.filter(pk__in=list(ids)).values_list("id", "name"))


def series_name(pk: int) -> str:
    """The name of a series, "" where there is none."""
    return Series.objects.filter(pk=pk).values_list("name", flat=True).first() or ""


def title_slugs(ids: Iterable[int]) -> dict[int, str]:
    """The addresses of public titles by id."""
    with connection.cursor() as cursor:
        sql = f"SELECT t.id, t.slug FROM catalogue_title t WHERE t.id = ANY(%s) AND {_PUBLIC}"  # noqa: S608
        cursor.execute(sql, [list(ids)])
        return dict(cursor.fetchall())


def roles_of(agent_id: int) -> list[tuple[str, int]]:
    """In which roles an agent is named by how many public titles, the commonest first."""
    sql = f"""
    SELECT c.role, count(DISTINCT t.id) AS works
      FROM catalogue_contributor c JOIN catalogue_title t ON t.id = c.title_id
     WHERE c.agent_id = %s AND {_PUBLIC} GROUP BY c.role ORDER BY works DESC, c.role
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [agent_id])
        return [(role, works) for role, works in cursor.fetchall()]


def works_of(agent_id: int, role: str, *, offset: int, limit: int) -> list[Row]:
    """Public titles that name an agent in a role, the newest edition first."""
    return rows.select(_BY_AGENT, [agent_id, role, limit, offset])


def titles_about(subject_id: int, *, offset: int, limit: int) -> list[Row]:
    """Public titles about a subject, by name."""
    order = f"{_ABOUT} ORDER BY t.sort_title, t.id LIMIT %s OFFSET %s"
    return rows.select(order, [subject_id, limit, offset])


def count_about(subject_id: int) -> int:
    """How many public titles are about a subject."""
    return _count(_ABOUT, subject_id)


def titles_in(series_id: int, *, offset: int, limit: int) -> list[Row]:
    """Public titles of a series, in its order."""
    order = f"{_IN} ORDER BY {_IN_SERIES} LIMIT %s OFFSET %s"
    return rows.select(order, [series_id, limit, offset])


def count_in(series_id: int) -> int:
    """How many public titles a series has."""
    return _count(_IN, series_id)


def beside_in_series(title: Row) -> tuple[Beside | None, Beside | None]:
    """The public titles before and after one in its series. One query."""
    found = _BESIDE.row([title.id, title.series_id])
    if found is None:
        return None, None
    return _beside(found[1:4]), _beside(found[4:7])


def public_in_order(ids: Iterable[int]) -> list[Row]:
    """Public titles of these ids in their order; others are left out. One query."""
    return [row for row in rows.in_order(ids) if row.state is TitleState.PUBLIC]


def _beside(values: Sequence[str | None]) -> Beside | None:
    slug, title, number = values
    return Beside(slug, title or "", number or "") if slug else None


def _count(condition: str, pk: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM catalogue_title t {condition}", [pk])  # noqa: S608
        return int(cursor.fetchone()[0])


def _only(found: Sequence[Found]) -> Found:
    if not found:
        raise NotFound
    return found[0]


def _authority(model: type[Authority], pk: int) -> Authority:
    found = model._default_manager.select_related("joined_to").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found.joined_to or found
