"""Selectors for queues: estimated waiting times, and titles that need more copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any, Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection

from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.kernel.statements import Statement
from rontal.lending.counting import COPIES, LASTS, OF_TITLES, WAITS
from rontal.lending.stock import PER_PAGE, READERS
from rontal.lending.waits import Copy, Pace, Wait, wait_for
from rontal.standard.selectors import library

DAY: Final = 86_400.0
ENOUGH_OF_ONE: Final = 5
ENOUGH_OF_ALL: Final = 20
"""Number of ended loans needed to estimate how long loans last: of one title, or of the library.

A title with too few uses the library's; where those are too few, the loan period of the policies
applies. Loans of the library are queried only for such titles.
"""

_LENGTHS: Final = """
SELECT extract(epoch FROM l.ended_at - l.started_at) / 86400.0 AS days
  FROM lending_loan l WHERE l.state IN ('returned', 'expired') AND NOT l.in_library
"""
_QUARTERS: Final = """
count(*), percentile_cont(0.25) WITHIN GROUP (ORDER BY days),
percentile_cont(0.75) WITHIN GROUP (ORDER BY days), NULL::timestamptz, NULL::timestamptz
"""
_STANDING: Final = Statement(f"""
SELECT 'pace', t.id, {_QUARTERS}
  FROM unnest((SELECT %(titles)s::bigint[])) AS t (id) CROSS JOIN LATERAL (
       {_LENGTHS} AND l.title_id = t.id ORDER BY l.started_at DESC LIMIT 50) AS lately
 GROUP BY t.id
UNION ALL
SELECT 'pace', 0, {_QUARTERS} FROM ({_LENGTHS} ORDER BY l.id DESC LIMIT 500) AS lately
 WHERE EXISTS (SELECT FROM unnest((SELECT %(titles)s::bigint[])) AS t (id) WHERE %(enough)s > (
       SELECT count(*) FROM ({_LENGTHS} AND l.title_id = t.id LIMIT %(enough)s) AS own))
UNION ALL
SELECT 'licence', l.title_id, l.id, {COPIES}, l.loans_allowed - (
       SELECT coalesce(max(n.serial), 0) FROM lending_loan n
        WHERE n.licence_id = l.id AND n.serial IS NOT NULL), NULL, l.ends_at
  FROM lending_licence l
 WHERE l.title_id = {OF_TITLES} AND l.kind <> 'in_library' AND {LASTS}
UNION ALL
SELECT 'loan', title_id, licence_id, NULL, NULL, started_at, due_at
  FROM lending_loan WHERE title_id = {OF_TITLES} AND state = 'active' AND due_at > %(now)s
   AND NOT in_library
UNION ALL
SELECT 'kept', title_id, licence_id, NULL, NULL, NULL, ready_until
  FROM lending_hold WHERE title_id = {OF_TITLES} AND state = 'ready' AND ready_until > %(now)s
""")  # noqa: S608 - built from constants only
_WANTED: Final = f"""
SELECT q.title_id, q.waiting, coalesce(c.copies, 0)
  FROM (SELECT h.title_id, count(*) AS waiting FROM lending_hold h WHERE {WAITS}
         GROUP BY h.title_id) AS q
  LEFT JOIN LATERAL (
       SELECT sum({COPIES}) AS copies FROM lending_licence l
        WHERE l.title_id = q.title_id AND l.kind <> 'in_library' AND {LASTS}) AS c ON true
 WHERE q.waiting >= %(per_copy)s * coalesce(c.copies, 0)
 ORDER BY q.waiting::float / greatest(coalesce(c.copies, 0), 1) DESC, q.title_id
"""  # noqa: S608 - built from constants only


@dataclass(frozen=True)
class Wanted:
    """A title with a long queue, and the wait of a new hold now and with one more copy.

    A wait is None where it cannot be estimated.
    """

    title: Title
    waiting: int
    copies: int
    wait: Wait | None
    with_one_more: Wait | None


def waits(places: Mapping[int, int]) -> dict[int, Wait]:
    """Returns estimated waits by title id, for a place in each queue (1 is next). One query.

    Titles with place 0, and those whose wait cannot be estimated, are left out. No query without
    places.
    """
    now, asked = clock.now(), [pk for pk, place in places.items() if place]
    found = {pk: stand.wait(places[pk], now) for pk, stand in _standings(asked).items()}
    return {pk: wait for pk, wait in found.items() if wait is not None}


def wanted(number: str, actor: Actor) -> Page[Any]:
    """Returns a page of `Wanted` titles that need more copies, longest queue per copy first.

    Lists titles whose queue reaches the policy's number of members per copy, and those without a
    copy. Four queries. Raises NotAllowed.
    """
    rows = _wanted(actor)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    ids = [title_id for title_id, _waiting, _copies in page.object_list]
    titles = {title.pk: title for title in catalogue.titles(ids)}
    stands, now = _standings(ids), clock.now()
    page.object_list = [
        Wanted(
            titles[pk],
            waiting,
            copies,
            stands[pk].wait(waiting + 1, now),
            stands[pk].wait(waiting + 1, now, more=1),
        )
        for pk, waiting, copies in page.object_list
    ]
    return page


def count_wanted(actor: Actor) -> int:
    """Returns how many titles need more copies; raises NotAllowed."""
    return len(_wanted(actor))


def _wanted(actor: Actor) -> list[tuple[int, int, int]]:
    if not actor.has_any(*READERS):
        raise NotAllowed
    per_copy = library().policies.buy_from_waiting_per_copy
    with connection.cursor() as cursor:
        cursor.execute(_WANTED, {"now": clock.now(), "per_copy": per_copy})
        return [(title_id, waiting, int(copies)) for title_id, waiting, copies in cursor.fetchall()]


@dataclass
class _Terms:
    """A licence with its running loans (start and due date) and the ends of its ready holds."""

    copies: int
    left: int | None
    ends_at: datetime | None
    loans: list[tuple[datetime, datetime]] = field(default_factory=list)
    kept: list[datetime] = field(default_factory=list)

    def free_at(self, now: datetime, pace: Pace) -> list[Copy]:
        """Returns each copy with the days until it comes free."""
        lasts = _days(now, self.ends_at) if self.ends_at else inf
        out = []
        for began, due in self.loans:
            latest = _days(now, due)
            soonest = min(latest, max(0.0, pace.short - _days(began, now)))
            out.append(Copy(soonest, latest, lasts))
        out += [Copy(pace.short, _days(now, until) + pace.long, lasts) for until in self.kept]
        return out + [Copy(lasts=lasts)] * (self.copies - len(out))


@dataclass
class _Standing:
    """Licences of a title by id, and how long its loans last."""

    licences: dict[int, _Terms]
    pace: Pace

    def wait(self, place: int, now: datetime, more: int = 0) -> Wait | None:
        """Estimates the wait at a place, with `more` copies added; None where unknown.

        A licence that limits its loans counts only where enough are left for everybody before.
        """
        copies = [Copy()] * more
        for one in self.licences.values():
            if one.left is None or one.left - len(one.kept) >= place:
                copies += one.free_at(now, self.pace)
        return wait_for(place, copies, self.pace)


def _standings(title_ids: Iterable[int]) -> dict[int, _Standing]:
    wanted = sorted(title_ids)
    if not wanted:
        return {}
    asked = {"titles": wanted, "now": clock.now(), "enough": ENOUGH_OF_ONE}
    rows = [_Row(*row) for row in _STANDING.rows(asked)]
    paces, licences = _paces(rows), _licences(rows)
    return {pk: _Standing(licences.get(pk, {}), paces.get(pk, paces[0])) for pk in wanted}


class _Row(NamedTuple):
    """A row of the statement. For 'pace' rows title 0 means the whole library.

    `number` is then the number of loans behind it and `first` and `second` are quartiles of their
    lengths in days. Else `number` is the licence, and for 'licence' rows `first` and `second` are
    its copies and loans left.
    """

    kind: str
    title_id: int
    number: int
    first: float | None
    second: float | None
    began: datetime | None
    until: datetime | None


def _paces(rows: Iterable[_Row]) -> dict[int, Pace]:
    """Returns the pace by title; that under 0 is for titles with too few loans."""
    policies = library().policies
    kept = float(policies.hold_ready_days)
    found = {0: Pace(policies.loan_days, policies.loan_days, kept)}
    for row in rows:
        enough = ENOUGH_OF_ONE if row.title_id else ENOUGH_OF_ALL
        if row.kind == "pace" and row.number >= enough:
            found[row.title_id] = Pace(row.first or 0.0, row.second or 0.0, kept)
    return found


def _licences(rows: Iterable[_Row]) -> dict[int, dict[int, _Terms]]:
    """Returns licences by title and id, with their running loans and ready holds."""
    found: dict[int, dict[int, _Terms]] = {}
    for row in sorted(rows, key=lambda row: row.kind != "licence"):
        own = found.setdefault(row.title_id, {})
        if row.kind == "licence":
            left = None if row.second is None else int(row.second)
            own[row.number] = _Terms(int(row.first or 0), left, row.until)
        elif row.kind == "loan" and row.number in own and row.began and row.until:
            own[row.number].loans.append((row.began, row.until))
        elif row.kind == "kept" and row.number in own and row.until:
            own[row.number].kept.append(row.until)
    return found


def _days(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds() / DAY
