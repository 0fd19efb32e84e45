"""Availability of titles to a person: copies, queue, own loan and hold, in one statement."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from rontal.catalogue import editions
from rontal.core import clock
from rontal.core.statements import Statement
from rontal.lending.counting import COPIES, LASTS, OF_TITLES, SAMPLES, WAITS
from rontal.lending.rules import Availability
from rontal.lending.states import HoldState

_COUNTS: Final = f"""
SELECT l.title_id, CASE l.kind WHEN 'in_library' THEN 'inside' ELSE 'copies' END AS what,
       sum({COPIES}) AS number,
       CASE WHEN bool_and(l.longest_days IS NOT NULL) THEN max(l.longest_days)::bigint END AS id,
       NULL::timestamptz AS at
  FROM lending_licence l WHERE l.title_id = {OF_TITLES} AND {LASTS}
 GROUP BY l.title_id, what
UNION ALL
SELECT title_id, CASE WHEN in_library THEN 'lent_inside' ELSE 'lent' END, count(*), NULL, NULL
  FROM lending_loan WHERE title_id = {OF_TITLES} AND state = 'active' AND due_at > %(now)s
  GROUP BY title_id, in_library
UNION ALL
SELECT h.title_id, CASE h.state WHEN 'ready' THEN 'reserved' ELSE 'waiting' END, count(*),
       NULL, NULL
  FROM lending_hold h WHERE h.title_id = {OF_TITLES}
   AND ({WAITS} OR (h.state = 'ready' AND h.ready_until > %(now)s))
  GROUP BY h.title_id, h.state
UNION ALL
SELECT l.title_id, 'sample', max(l.sample_percent), NULL, NULL
  FROM lending_licence l WHERE l.title_id = {OF_TITLES} AND {SAMPLES} GROUP BY l.title_id
"""  # noqa: S608 - built from constants only
_OWN: Final = f"""
UNION ALL
SELECT l.title_id, 'loan', 1, l.id, l.due_at
  FROM lending_loan l JOIN membership_member m ON m.id = l.member_id
 WHERE m.user_id = %(user)s AND l.title_id = {OF_TITLES}
   AND l.state = 'active' AND l.due_at > %(now)s
UNION ALL
SELECT own.title_id,
       CASE WHEN own.stranded_at IS NULL THEN 'hold:' ELSE 'stranded:' END || own.state,
       CASE WHEN own.state = 'waiting' AND m.state = 'active' THEN
            (SELECT count(*) FROM lending_hold h
              WHERE h.title_id = own.title_id AND {WAITS}
                AND (h.placed_at, h.id) <= (own.placed_at, own.id)) ELSE 0 END,
       own.id, own.ready_until
  FROM lending_hold own JOIN membership_member m ON m.id = own.member_id
 WHERE m.user_id = %(user)s AND own.title_id = {OF_TITLES}
   AND own.state IN ('waiting', 'ready', 'suspended')
UNION ALL
SELECT e.title_id, 'listed', 1, NULL, NULL
  FROM lending_listed e JOIN membership_member m ON m.id = e.member_id
 WHERE m.user_id = %(user)s AND e.title_id = {OF_TITLES}
"""  # noqa: S608 - built from constants only
_SQL: Final = {False: _COUNTS, True: _COUNTS + _OWN}
"""Queries by whether an account asks, which adds its own loan and hold."""
_AVAILABILITY_COLUMNS: Final = {own: Statement(sql) for own, sql in _SQL.items()}
_JSON_ROWS: Final = "SELECT json_agg(json_build_array(what, number, id, at))"
AVAILABILITY_JSON: Final = {
    own: f"({_JSON_ROWS} FROM ({sql.replace(OF_TITLES, 't.id')}) AS standing)"  # noqa: S608
    for own, sql in _SQL.items()
}
"""SQL expression with the same rows as JSON, for a query on the title `t`."""
TITLE_PAGE_JSON: Final = {
    own: f"json_build_array({beside}, {editions.COLUMN})"
    for own, beside in AVAILABILITY_JSON.items()
}
"""SQL expression that adds the other editions of the title."""


@dataclass(frozen=True)
class OwnHold:
    """A person's hold.

    `place` is the place in the queue (1 is next); it is 0 where the hold is ready or suspended or
    the membership is inactive. `ready_until` is the end of a ready copy. `stranded` says that no
    licence can fulfil the hold.
    """

    id: int
    state: HoldState
    place: int
    ready_until: datetime | None
    stranded: bool = False


@dataclass(frozen=True)
class PersonalAvailability:
    """Availability of a title to one person.

    `here` says that a copy can be read in the library, where the person is; `sample` is the percent
    that everybody may read.
    """

    availability: Availability = Availability()
    here: bool = False
    loan_id: int | None = None
    due_at: datetime | None = None
    hold: OwnHold | None = None
    listed: bool = False
    sample: int = 0


def query_availability(
    title_ids: Iterable[int], user_id: int | None
) -> dict[int, PersonalAvailability]:
    """Returns the availability of each title by id, for an account or for anonymous visitors.

    Every id is in the result. One query.
    """
    ids = sorted(set(title_ids))
    if not ids:
        return {}
    values = {"titles": ids, "now": clock.now(), "user": user_id}
    return _by_title(ids, _AVAILABILITY_COLUMNS[user_id is not None].rows(values))


def available_titles(cursor: Any, title_ids: Sequence[int]) -> Iterable[int]:
    """Returns those of the titles that have a free copy for a new borrower outside the library.

    For the search index, whose cursor reads in a snapshot of its own.
    """
    cursor.execute(_COUNTS, {"titles": list(title_ids), "now": clock.now()})
    standings = _by_title(title_ids, cursor.fetchall())
    return [pk for pk, standing in standings.items() if standing.availability.free]


def _by_title(
    title_ids: Iterable[int], rows: Iterable[Sequence[Any]]
) -> dict[int, PersonalAvailability]:
    standings = dict.fromkeys(title_ids, PersonalAvailability())
    for title_id, what, number, row_id, at in rows:
        standings[title_id] = _with_row(standings[title_id], what, int(number), row_id, at)
    return standings


def availability_from_json(values: Iterable[Sequence[Any]] | None) -> PersonalAvailability:
    """Returns the availability from the JSON column of a title."""
    standing = PersonalAvailability()
    for what, number, row_id, at in values or ():
        standing = _with_row(standing, what, int(number), row_id, at and datetime.fromisoformat(at))
    return standing


def _with_row(
    known: PersonalAvailability, what: str, number: int, row_id: int | None, at: datetime | None
) -> PersonalAvailability:
    if what == "loan":
        return replace(known, loan_id=row_id, due_at=at)
    if what == "listed":
        return replace(known, listed=True)
    if what == "sample":
        return replace(known, sample=number)
    if what == "copies":
        return replace(
            known, availability=replace(known.availability, copies=number, longest=row_id)
        )
    kind, _, state = what.partition(":")
    if state:
        own = OwnHold(row_id or 0, HoldState(state), number, at, stranded=kind == "stranded")
        return replace(known, hold=own)
    return replace(known, availability=replace(known.availability, **{what: number}))
