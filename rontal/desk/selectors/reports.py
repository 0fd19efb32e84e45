"""Figures of a monthly or annual report and of the period before.

Eleven queries whatever the amount of data; nothing encrypted is read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Min

from rontal.accounts import events as accounts
from rontal.accounts.models import User
from rontal.core.models import Event
from rontal.feedback.selectors import reporting
from rontal.feedback.selectors.reporting import Tickets
from rontal.feedback.survey import rules
from rontal.feedback.survey import selectors as survey
from rontal.feedback.survey.rules import Batch, Tally
from rontal.lending import figures as lending
from rontal.lending.figures import Stock, Use
from rontal.membership import events as membership
from rontal.membership.figures import selectors as registered
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.selectors import Both, Members, Registrations
from rontal.membership.selectors import today
from rontal.membership.states import ApplicationState
from rontal.standard.rules.periods import Length, ReportPeriod, containing
from rontal.standard.selectors import library
from rontal.standard.steps.rules import Step
from rontal.standard.steps.selectors import Between, compare_periods

COUNTED = (
    membership.CORRECTION_ASKED, membership.MEMBER_RENEWED, membership.MEMBER_EXPIRED,
    membership.MEMBER_CLOSED, membership.MEMBER_SUSPENDED, accounts.FIRST_SIGN_IN,
)  # fmt: skip
STAFF = "staff"
EVENT_COUNTS_SQL = f"""
SELECT name, count(*) FILTER (WHERE at >= %(begin)s), count(*) FILTER (WHERE at < %(begin)s)
FROM {Event._meta.db_table}
WHERE name = ANY(%(names)s) AND at >= %(before)s AND at < %(end)s GROUP BY name
UNION ALL
SELECT '{STAFF}', count(*) FILTER (WHERE coalesce(at_end, until_end, has_role)),
       count(*) FILTER (WHERE coalesce(at_begin, until_begin, has_role))
FROM (
    SELECT subject_id,
           (array_agg(is_staff ORDER BY id DESC) FILTER (WHERE at < %(end)s))[1] AS at_end,
           (array_agg(is_staff ORDER BY id DESC) FILTER (WHERE at < %(begin)s))[1] AS at_begin,
           (array_agg(was_staff ORDER BY id) FILTER (WHERE at >= %(end)s))[1] AS until_end,
           (array_agg(was_staff ORDER BY id) FILTER (WHERE at >= %(begin)s))[1] AS until_begin
    FROM (
        SELECT id, at, subject_id, coalesce(data->>'roles', '') <> '' AS is_staff,
               coalesce(data->>'roles' <> data->>'roles_given' OR data->>'roles_taken' <> '', false)
                   AS was_staff
        FROM {Event._meta.db_table} WHERE name = ANY(%(staff)s) AND subject_id <> ''
    ) AS changes GROUP BY subject_id
) AS known FULL JOIN (
    SELECT id::text AS subject_id, is_active AS has_role
    FROM {User._meta.db_table} WHERE roles <> '{{}}'
) AS staff USING (subject_id)
"""  # noqa: S608 - the tables' own names
"""Counts of events by name, and of accounts with a role at the end of each period. An account whose
changes of roles the audit log no longer names had the roles that its next change replaced, or has
today's.
"""


@dataclass(frozen=True)
class Figures:
    """Figures of a period; pairs hold the period and the one before."""

    period: ReportPeriod
    is_over: bool
    registrations: Registrations
    open_at_end: Mapping[ApplicationState, int]
    happened: Mapping[str, Both]
    steps: tuple[Mapping[Step, Between], Mapping[Step, Between]]
    tickets: Tickets
    survey: tuple[Tally, Tally]
    answered: tuple[Sequence[Batch], Sequence[Batch]]
    members: Members
    use: tuple[Use, Use]
    stock: tuple[Stock, Stock]
    population: tuple[int, int] | None

    @property
    def is_empty(self) -> bool:
        """True where nothing reportable happened in the period."""
        counts = [
            *self.registrations.moments.values(), *self.members.standing.values(),
            Both(self.tickets.all[0].received), Both(self.use[0].loans), Both(self.survey[0].count),
        ]  # fmt: skip
        return not any(both.now for both in counts)


def begin() -> date:
    """Returns the first month with data; the current month where there is none."""
    first_month: date | None = RegistrationFact.objects.aggregate(first=Min("month"))["first"]
    return first_month or today().replace(day=1)


def period_of(year: str, month: str, first: date) -> ReportPeriod:
    """Returns the period for the query parameters `year` and `month`.

    Without a valid year it is the last complete month, or the current one where the library
    started in it. With a valid year but no valid month it is the whole year.
    """
    running = containing(today(), Length.MONTH)
    if not (year.isascii() and year.isdecimal() and first.year <= int(year) <= running.first.year):
        return running.before if running.before.first >= first else running
    number = int(month) if month.isascii() and month.isdecimal() and len(month) < 3 else 0
    if 1 <= number <= 12:
        return containing(date(int(year), number, 1), Length.MONTH)
    return containing(date(int(year), 1, 1), Length.YEAR)


def figures(period: ReportPeriod) -> Figures:
    """Returns the figures of a period. Ten queries."""
    batches = survey.published()
    answered = _batches_ending_in(batches, period), _batches_ending_in(batches, period.before)
    return Figures(
        period=period,
        is_over=period.is_over(today()),
        registrations=registered.registrations(period),
        open_at_end=registered.open_at_end(period),
        happened=_event_counts(period),
        steps=compare_periods(period.before.first, period.first, period.last),
        tickets=reporting.tickets(period),
        survey=(_sum(answered[0]), _sum(answered[1])),
        answered=answered,
        members=registered.members(period),
        use=lending.use(period),
        stock=lending.stock(period),
        population=library().population.in_year(period.first.year),
    )


def _batches_ending_in(batches: Sequence[Batch], period: ReportPeriod) -> list[Batch]:
    return [batch for batch in batches if period.first <= batch.last <= period.last]


def _sum(batches: Sequence[Batch]) -> Tally:
    return rules.add_up(batch.tally for batch in batches)


def _event_counts(period: ReportPeriod) -> dict[str, Both]:
    """Returns the numbers of events in the period and the one before.

    The key `STAFF` holds how many accounts had a role at the end of each.
    """
    zone = library().tz
    start, end = period.moments(zone)
    values: dict[str, Any] = {
        "begin": start, "end": end, "before": period.before.moments(zone)[0],
        "names": list(COUNTED), "staff": [accounts.ROLES_SET, accounts.CLOSED],
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(EVENT_COUNTS_SQL, values)
        return {name: Both(now, before) for name, now, before in cursor.fetchall()}
