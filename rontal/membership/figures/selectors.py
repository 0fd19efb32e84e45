"""Figures of registrations and members for a period and the one before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from rontal.core.models import Event
from rontal.membership import events
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.rules import Moment
from rontal.membership.models import Application, Member
from rontal.membership.rules.kinds import Origin
from rontal.membership.states import ApplicationState, MemberState
from rontal.standard.rules.periods import ReportPeriod
from rontal.standard.selectors import library

_FACTS = RegistrationFact._meta.db_table
REGISTRATIONS = f"""
SELECT month, moment, origin, NULL AS dimension, NULL AS value, NULL AS now, count(*)
FROM {_FACTS} WHERE month BETWEEN %(begin)s AND %(last)s GROUP BY month, moment, origin
UNION ALL
SELECT NULL, NULL, NULL, said.dimension, said.value, month >= %(first)s, count(*)
FROM {_FACTS},
     LATERAL (VALUES ('place', place), ('age', age), ('sex', sex)) AS said(dimension, value)
WHERE moment = 'sent' AND (month BETWEEN %(first)s AND %(last)s
                           OR month BETWEEN %(before)s AND %(before_last)s)
GROUP BY said.dimension, said.value, month >= %(first)s
"""  # noqa: S608 - the table's own name
OPEN = f"""
SELECT coalesce(told.state, 'awaiting_activation'), count(*)
FROM {Application._meta.db_table} AS a
LEFT JOIN LATERAL (
    SELECT e.data->>'to' AS state FROM {Event._meta.db_table} AS e
    WHERE e.subject_type = 'membership.application' AND e.subject_id = a.id::text
      AND e.at < %(end)s AND e.data ? 'to' ORDER BY e.id DESC LIMIT 1
) AS told ON true
WHERE a.submitted_at < %(end)s AND (a.ended_at IS NULL OR a.ended_at >= %(end)s)
  AND a.origin <> %(imported)s
GROUP BY 1
"""  # noqa: S608 - the tables' own names
MEMBERS = f"""
WITH told AS (
    SELECT subject_id::bigint AS id,
           (array_agg(coalesce(data->>'state', means.state) ORDER BY e.id DESC)
               FILTER (WHERE at < %(end)s))[1] AS now,
           (array_agg(coalesce(data->>'state', means.state) ORDER BY e.id DESC)
               FILTER (WHERE at < %(begin)s))[1] AS before,
           (array_agg((data->>'before')::date ORDER BY e.id)
               FILTER (WHERE name = %(renewed)s))[1] AS until
    FROM {Event._meta.db_table} AS e
    JOIN unnest(%(names)s::text[], %(states)s::text[]) AS means(name, state) USING (name)
    WHERE subject_type = 'membership.member' AND subject_id <> '' GROUP BY subject_id
)
SELECT coalesce(told.now, CASE WHEN m.closed_at < %(end)s THEN 'closed'
                          WHEN told.id IS NULL AND m.state = 'suspended' THEN 'suspended'
                          WHEN coalesce(told.until, m.valid_until) < %(last)s THEN 'expired'
                          ELSE 'active' END),
       coalesce(told.before, CASE WHEN m.closed_at < %(begin)s THEN 'closed'
                             WHEN told.id IS NULL AND m.state = 'suspended' THEN 'suspended'
                             WHEN coalesce(told.until, m.valid_until) < %(before_last)s
                             THEN 'expired' ELSE 'active' END),
       m.joined_on < %(first)s AS was_here,
       m.joined_on BETWEEN %(first)s AND %(last)s AND a.origin <> %(imported)s AS is_new,
       m.joined_on BETWEEN %(before)s AND %(before_last)s AND a.origin <> %(imported)s AS was_new,
       count(*)
FROM {Member._meta.db_table} AS m
JOIN {Application._meta.db_table} AS a ON a.id = m.application_id
LEFT JOIN told ON told.id = m.id
WHERE m.joined_on <= %(last)s GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - the tables' own names
STANDING = {
    events.MEMBER_SUSPENDED: MemberState.SUSPENDED,
    events.MEMBER_LIFTED: MemberState.ACTIVE,
    events.MEMBER_RENEWED: MemberState.ACTIVE,
    events.MEMBER_EXPIRED: MemberState.EXPIRED,
    events.MEMBER_CLOSED: MemberState.CLOSED,
    events.MEMBER_JOINED_INTO: MemberState.CLOSED,
}
"""State of a membership after an event that has no `state` in its data. Before the first of these
events a membership is active until its last day.
"""


@dataclass(frozen=True)
class Both:
    """Number for the period, and for the one before."""

    now: int = 0
    before: int = 0


@dataclass(frozen=True)
class Registrations:
    """Figures of registrations. `by_month` counts receptions and ends in each month of the chart,
    `moments` and `origins` (of those sent) the period; `groups` maps "place", "age" and "sex" to
    value → number sent.
    """

    by_month: Mapping[tuple[date, Moment], int]
    moments: Mapping[Moment, Both]
    origins: Mapping[str, Both]
    groups: Mapping[str, Mapping[str, Both]]


@dataclass(frozen=True)
class Members:
    """Number of memberships by state at the end of the period, and number of new members in it."""

    standing: Mapping[MemberState, Both]
    joined: Both


def registrations(period: ReportPeriod) -> Registrations:
    """Computes the registrations of a period and the one before, from the anonymous facts. One
    query.
    """
    rows = _rows(
        REGISTRATIONS, _days(period) | {"begin": min(period.months[0], period.before.first)}
    )
    by_month: Counter[tuple[date, Moment]] = Counter()
    moments: dict[Moment, Both] = {}
    origins: dict[str, Both] = {}
    groups: dict[str, dict[str, Both]] = {"place": {}, "age": {}, "sex": {}}
    for month, moment, origin, dimension, value, now, count in rows:
        if dimension is not None:
            _add(groups[dimension], value, now=now, count=count)
        else:
            by_month[month, Moment(moment)] += count
            slot = _slot(month, period)
            if slot is not None:
                _add(moments, Moment(moment), now=slot, count=count)
                if moment == Moment.SENT:
                    _add(origins, origin, now=slot, count=count)
    return Registrations(by_month, moments, origins, groups)


def open_at_end(period: ReportPeriod) -> dict[ApplicationState, int]:
    """Counts the applications that were open at the end of the period, by their state then. One
    query.

    The state is that of the last transition before that moment, according to the events.
    """
    end = period.moments(library().tz)[1]
    rows = _rows(OPEN, {"end": end, "imported": Origin.IMPORT.value})
    return {ApplicationState(state): count for state, count in rows}


def members(period: ReportPeriod) -> Members:
    """Counts the memberships at the ends of the period and the one before. One query.

    The state is that of the last event before that moment. Without one, as old events no longer
    name a member, it is that of the membership if it was closed before or is suspended, else it
    follows from the last day.
    """
    begin, end = period.moments(library().tz)
    columns: dict[str, Any] = {
        "names": list(STANDING),
        "states": [state.value for state in STANDING.values()],
        "renewed": events.MEMBER_RENEWED,
        "begin": begin,
        "end": end,
        "imported": Origin.IMPORT.value,
    }
    standing: dict[MemberState, Both] = {}
    joined = Both()
    for now, before, was_here, is_new, was_new, count in _rows(MEMBERS, _days(period) | columns):
        _add(standing, MemberState(now), now=True, count=count)
        if was_here:
            _add(standing, MemberState(before), now=False, count=count)
        joined = Both(joined.now + count * is_new, joined.before + count * was_new)
    return Members(standing, joined)


def _days(period: ReportPeriod) -> dict[str, Any]:
    before = period.before
    return {
        "first": period.first, "last": period.last,
        "before": before.first, "before_last": before.last,
    }  # fmt: skip


def _slot(month: date, period: ReportPeriod) -> bool | None:
    """Returns True for a month of the period, False for one of the period before, else None."""
    if period.first <= month <= period.last:
        return True
    return False if period.before.first <= month <= period.before.last else None


def _add(sums: dict[Any, Both], key: Any, *, now: bool, count: int) -> None:
    subtotal = sums.get(key, Both())
    sums[key] = Both(subtotal.now + count * now, subtotal.before + count * (not now))


def _rows(
    sql: str, values: Mapping[str, date | datetime | str | list[str]]
) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, dict(values))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows
