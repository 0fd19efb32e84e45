"""Selectors for queues: estimated waiting times, and titles that need more copies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import inf
from typing import Any, Final, NamedTuple

from django.core.paginator import Page, Paginator
from django.db import connection

from rontal.accounts.roles import TITLE_READERS
from rontal.catalogue import selectors as catalogue
from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.statements import Statement
from rontal.lending.counting import COPIES, LASTS, OF_TITLES, WAITS
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import free_copies
from rontal.lending.stock import PER_PAGE
from rontal.lending.waits import Copy, Pace, Wait, wait_for

DAY: Final = 86_400.0
MIN_TITLE_LOANS: Final = 5
MIN_LIBRARY_LOANS: Final = 20
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
_QUEUES: Final = Statement(f"""
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
SELECT 'ready', title_id, licence_id, NULL, NULL, NULL, ready_until
  FROM lending_hold WHERE title_id = {OF_TITLES} AND state = 'ready' AND ready_until > %(now)s
""")  # noqa: S608 - built from constants only
_DEMAND: Final = f"""
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
class TitleToBuy:
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
    now, title_ids = clock.now(), [pk for pk, place in places.items() if place]
    waits_by_title = {
        pk: title_queue.wait(places[pk], now)
        for pk, title_queue in _title_queues(title_ids).items()
    }
    return {pk: wait for pk, wait in waits_by_title.items() if wait is not None}


def titles_to_buy(number: str, actor: Actor) -> Page[Any]:
    """Returns a page of `TitleToBuy`, titles that need more copies, longest queue per copy first.

    Lists titles whose queue reaches the policy's number of members per copy, and those without a
    copy. Four queries. Raises NotAllowed.
    """
    rows = _query_demand(actor)
    page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    ids = [title_id for title_id, _waiting, _copies in page.object_list]
    titles = {title.pk: title for title in catalogue.titles(ids)}
    title_queues, now = _title_queues(ids), clock.now()
    page.object_list = [
        TitleToBuy(
            titles[pk],
            waiting,
            copies,
            title_queues[pk].wait(waiting + 1, now),
            title_queues[pk].wait(waiting + 1, now, more=1),
        )
        for pk, waiting, copies in page.object_list
    ]
    return page


def count_titles_to_buy(actor: Actor) -> int:
    """Returns how many titles need more copies; raises NotAllowed."""
    return len(_query_demand(actor))


def _query_demand(actor: Actor) -> list[tuple[int, int, int]]:
    actor.require(*TITLE_READERS)
    per_copy = LendingPolicies.current().buy_from_waiting_per_copy
    with connection.cursor() as cursor:
        cursor.execute(_DEMAND, {"now": clock.now(), "per_copy": per_copy})
        return [(title_id, waiting, int(copies)) for title_id, waiting, copies in cursor.fetchall()]


@dataclass
class _Terms:
    """A licence with its running loans (start and due date) and the ends of its ready holds."""

    copies: int
    left: int | None
    ends_at: datetime | None
    loans: list[tuple[datetime, datetime]] = field(default_factory=list)
    reserved_until: list[datetime] = field(default_factory=list)

    def free_at(self, now: datetime, pace: Pace) -> list[Copy]:
        """Returns each copy with the days until it comes free."""
        lasts = _days(now, self.ends_at) if self.ends_at else inf
        copies = []
        for began, due in self.loans:
            latest = _days(now, due)
            soonest = min(latest, max(0.0, pace.short - _days(began, now)))
            copies.append(Copy(soonest, latest, lasts))
        copies += [
            Copy(pace.short, _days(now, until) + pace.long, lasts) for until in self.reserved_until
        ]
        free = free_copies(self.copies, lent=len(self.loans), reserved=len(self.reserved_until))
        return copies + [Copy(lasts=lasts)] * free


@dataclass
class _TitleQueue:
    """Licences of a title by id, and how long its loans last."""

    licences: dict[int, _Terms]
    pace: Pace

    def wait(self, place: int, now: datetime, more: int = 0) -> Wait | None:
        """Estimates the wait at a place, with `more` copies added; None where unknown.

        A licence that limits its loans counts only where enough are left for everybody before.
        """
        copies = [Copy()] * more
        for one in self.licences.values():
            if one.left is None or one.left - len(one.reserved_until) >= place:
                copies += one.free_at(now, self.pace)
        return wait_for(place, copies, self.pace)


class _Lengths(NamedTuple):
    """Lengths in days of the last `loans` loans of a title; title 0 is the whole library.

    `shorter` and `longer` are the first and the third quartile.
    """

    title_id: int
    loans: int
    shorter: float
    longer: float


class _Licence(NamedTuple):
    """A licence with its usable copies and loans left (None: no limit)."""

    title_id: int
    id: int
    copies: int
    left: int | None
    ends_at: datetime | None


class _Loan(NamedTuple):
    """A running loan."""

    title_id: int
    licence_id: int
    started_at: datetime
    due_at: datetime


class _ReadyHold(NamedTuple):
    """A hold for which a copy is reserved."""

    title_id: int
    licence_id: int
    ready_until: datetime


@dataclass
class _Rows:
    """Rows of the statement by kind."""

    lengths: list[_Lengths] = field(default_factory=list)
    licences: list[_Licence] = field(default_factory=list)
    loans: list[_Loan] = field(default_factory=list)
    ready: list[_ReadyHold] = field(default_factory=list)

    def add(self, kind: str, title_id: int, number: int, *columns: Any) -> None:
        """Adds a row; the branches of the statement name their columns in the same order."""
        first, second, began, until = columns
        if kind == "pace":
            self.lengths.append(_Lengths(title_id, number, first or 0.0, second or 0.0))
        elif kind == "licence":
            left = None if second is None else int(second)
            self.licences.append(_Licence(title_id, number, int(first), left, until))
        elif kind == "loan":
            self.loans.append(_Loan(title_id, number, began, until))
        else:
            self.ready.append(_ReadyHold(title_id, number, until))


def _title_queues(title_ids: Iterable[int]) -> dict[int, _TitleQueue]:
    ids = sorted(title_ids)
    if not ids:
        return {}
    rows = _Rows()
    for row in _QUEUES.rows({"titles": ids, "now": clock.now(), "enough": MIN_TITLE_LOANS}):
        rows.add(*row)
    paces, licences = _paces_by_title(rows.lengths), _licences_by_title(rows)
    return {pk: _TitleQueue(licences.get(pk, {}), paces.get(pk, paces[0])) for pk in ids}


def _paces_by_title(lengths: Iterable[_Lengths]) -> dict[int, Pace]:
    """Returns the pace by title; that under 0 is for titles with too few loans."""
    policies = LendingPolicies.current()
    ready_days = float(policies.hold_ready_days)
    paces = {0: Pace(policies.loan_days, policies.loan_days, ready_days)}
    for one in lengths:
        if one.loans >= (MIN_TITLE_LOANS if one.title_id else MIN_LIBRARY_LOANS):
            paces[one.title_id] = Pace(one.shorter, one.longer, ready_days)
    return paces


def _licences_by_title(rows: _Rows) -> dict[int, dict[int, _Terms]]:
    """Returns licences by title and id, with their running loans and ready holds."""
    by_title: dict[int, dict[int, _Terms]] = {}
    for one in rows.licences:
        by_title.setdefault(one.title_id, {})[one.id] = _Terms(one.copies, one.left, one.ends_at)
    known = {pk: terms for own in by_title.values() for pk, terms in own.items()}
    for loan in rows.loans:
        if terms := known.get(loan.licence_id):
            terms.loans.append((loan.started_at, loan.due_at))
    for hold in rows.ready:
        if terms := known.get(hold.licence_id):
            terms.reserved_until.append(hold.ready_until)
    return by_title


def _days(begin: datetime, end: datetime) -> float:
    return (end - begin).total_seconds() / DAY
