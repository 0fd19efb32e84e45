"""Figures of lending: use and stock of two periods, use by month, and the most requested titles.

All are sums; none identifies a person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any, Final

from django.db import connection
from django.db.models import Aggregate, Count, IntegerField, Max, Min, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncMonth

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.models import Event
from rontal.lending.events import HOLD_PLACED, LOAN_STARTED
from rontal.lending.models import Loan, TitleDay
from rontal.standard.rules.periods import ReportPeriod
from rontal.standard.selectors import library

MAX_TITLES: Final = 20
_DEMAND: Final = """
SELECT t.id, t.title, w.loans, w.opened, w.turned_away, w.looked
  FROM (SELECT title_id, sum(loans)::bigint AS loans, sum(opened)::bigint AS opened,
               sum(turned_away)::bigint AS turned_away, sum(looked)::bigint AS looked
          FROM (SELECT title_id, count(*) AS loans, 0 AS opened, 0 AS turned_away, 0 AS looked
                  FROM lending_loan
                 WHERE started_at >= %(begin)s AND started_at < %(end)s GROUP BY title_id
                 UNION ALL
                SELECT title_id, 0, sum(opened), sum(limit_exceeded + no_licence),
                       sum(looked + looked_open)
                  FROM lending_titleday
                 WHERE day BETWEEN %(first)s AND %(last)s GROUP BY title_id) AS counts
         GROUP BY title_id HAVING sum(loans) + sum(turned_away) > 0
         ORDER BY sum(loans) + sum(turned_away) DESC, title_id LIMIT %(most)s) AS w
  JOIN catalogue_title t ON t.id = w.title_id
 ORDER BY w.loans + w.turned_away DESC, t.id
"""
_NOT_LENT: Final = """
SELECT t.id, t.title, 0, w.opened, w.turned_away, w.looked
  FROM (SELECT title_id, sum(opened) AS opened, sum(limit_exceeded + no_licence) AS turned_away,
               sum(looked) AS looked
          FROM lending_titleday
         WHERE day BETWEEN %(first)s AND %(last)s GROUP BY title_id HAVING sum(looked) > 0) AS w
  JOIN catalogue_title t ON t.id = w.title_id AND t.state = 'public'
 WHERE NOT EXISTS (SELECT FROM lending_loan l WHERE l.title_id = w.title_id
                      AND l.started_at >= %(begin)s AND l.started_at < %(end)s)
 ORDER BY w.looked DESC, t.id LIMIT %(most)s
"""


@dataclass(frozen=True)
class Use:
    """Number of loans that started in a period, and of their members and titles."""

    loans: int = 0
    readers: int = 0
    titles: int = 0


@dataclass(frozen=True)
class Stock:
    """Number of public titles and of their licensed copies at the end of a period."""

    titles: int = 0
    copies: int = 0


def use(period: ReportPeriod) -> tuple[Use, Use]:
    """Returns the use in the period and in the one before. One query.

    Members are counted in the event log, because ended loans no longer have a member.
    """
    zone = library().tz
    spans = {"now": period.moments(zone), "before": period.before.moments(zone)}
    sums: dict[str, Aggregate] = {}
    for name, span in spans.items():
        is_started = _started_within(span)
        sums[f"loans_{name}"] = Count("pk", filter=is_started)
        sums[f"titles_{name}"] = Count("title", filter=is_started, distinct=True)
        sums[f"readers_{name}"] = Max(_count_readers(span))
    rows = Loan.objects.filter(_started_within((spans["before"][0], spans["now"][1])))
    totals = rows.aggregate(**sums)
    now, before = (
        Use(totals[f"loans_{name}"], totals[f"readers_{name}"] or 0, totals[f"titles_{name}"])
        for name in spans
    )
    return now, before


def stock(period: ReportPeriod) -> tuple[Stock, Stock]:
    """Returns the stock at the end of the period and of the one before. One query.

    Only titles that are public now count: no drafts, and none withdrawn or merged since.
    """
    begin, end = period.moments(library().tz)
    totals = Title.objects.filter(state=TitleState.PUBLIC).aggregate(
        titles_now=Count("pk", filter=Q(added_at__lt=end), distinct=True),
        titles_before=Count("pk", filter=Q(added_at__lt=begin), distinct=True),
        copies_now=Sum("licences__copies", filter=_licensed_at(end), default=0),
        copies_before=Sum("licences__copies", filter=_licensed_at(begin), default=0),
    )
    return (
        Stock(totals["titles_now"], totals["copies_now"]),
        Stock(totals["titles_before"], totals["copies_before"]),
    )


@dataclass(frozen=True)
class MonthOfLending:
    """Figures of one month.

    Loans started, their members and titles, holds placed, how often books of loans were opened
    (`opened`), how often open-access files (`read_open`), and how many readers found no copy or no
    licence (`turned_away`).
    """

    month: date
    loans: int = 0
    readers: int = 0
    titles: int = 0
    placed: int = 0
    opened: int = 0
    read_open: int = 0
    turned_away: int = 0

    @property
    def requests(self) -> int:
        """Requests for books: loans plus those turned away."""
        return self.loans + self.turned_away


@dataclass(frozen=True)
class TitleDemand:
    """A title with its loans, openings, rejected requests and page views in a period."""

    id: int
    title: str
    loans: int
    opened: int
    turned_away: int
    looked: int


def by_month(period: ReportPeriod) -> list[MonthOfLending]:
    """Returns the figures of each month of the period's chart. Four queries.

    Borrowers and holds are counted in the event log, because ended loans have no member.
    """
    zone, months = library().tz, period.months
    months_by_date = {month: MonthOfLending(month) for month in months}
    begin, end = datetime.combine(months[0], time(), zone), period.moments(zone)[1]
    loans = Loan.objects.filter(_started_within((begin, end)))
    events = Event.objects.filter(at__gte=begin, at__lt=end)
    starts, placed = events.filter(name=LOAN_STARTED), events.filter(name=HOLD_PLACED)
    days = TitleDay.objects.filter(day__range=(months[0], period.last))
    sums_of_days = {
        "opened": Sum("opened"),
        "read_open": Sum("read_open"),
        "turned_away": Sum("limit_exceeded") + Sum("no_licence"),
    }
    month_of_loan, month_of_event = (
        TruncMonth("started_at", tzinfo=zone),
        TruncMonth("at", tzinfo=zone),
    )
    titles = Count("title", distinct=True)
    for rows, sums in (
        (loans.annotate(of=month_of_loan), {"loans": Count("pk"), "titles": titles}),
        (starts.annotate(of=month_of_event), {"readers": Count("actor_id", distinct=True)}),
        (placed.annotate(of=month_of_event), {"placed": Count("pk")}),
        (days.annotate(of=TruncMonth("day")), sums_of_days),
    ):
        _add_sums(months_by_date, rows, sums)
    return list(months_by_date.values())


def most_requested(period: ReportPeriod, most: int = MAX_TITLES) -> list[TitleDemand]:
    """Returns the titles with the most loans and rejected requests in a period. One query."""
    return _query_demand(_DEMAND, period, most)


def viewed_without_loan(period: ReportPeriod, most: int = MAX_TITLES) -> list[TitleDemand]:
    """Returns public titles whose pages were viewed but that were not lent, most viewed first.

    Page views while a title was open access do not count. One query.
    """
    return _query_demand(_NOT_LENT, period, most)


def first_year(otherwise: int) -> int:
    """Returns the year of the first loan or count, or `otherwise` where there is none.

    Two queries.
    """
    loan = Loan.objects.aggregate(first=Min("started_at"))["first"]
    day = TitleDay.objects.aggregate(first=Min("day"))["first"]
    return min([one.year for one in (loan, day) if one], default=otherwise)


def _query_demand(sql: str, period: ReportPeriod, most: int) -> list[TitleDemand]:
    begin, end = period.moments(library().tz)
    parameters: dict[str, Any] = {
        "begin": begin,
        "end": end,
        "first": period.first,
        "last": period.last,
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [TitleDemand(*row) for row in cursor.fetchall()]


def _add_sums(
    months_by_date: dict[date, MonthOfLending], rows: "QuerySet[Any]", sums: Mapping[str, Any]
) -> None:
    for row in rows.order_by().values("of").annotate(**sums):
        of = row.pop("of")
        month = of.date() if isinstance(of, datetime) else of
        months_by_date[month] = replace(months_by_date[month], **row)


def _licensed_at(at: datetime) -> Q:
    """Returns the filter for titles with licences that were valid at a moment."""
    lasting = Q(licences__ends_at=None) | Q(licences__ends_at__gte=at)
    return lasting & Q(licences__granted_at__lt=at)


def _count_readers(span: tuple[datetime, datetime]) -> Subquery:
    """Returns a subquery that counts the members who borrowed within a span."""
    starts = Event.objects.filter(name=LOAN_STARTED, at__gte=span[0], at__lt=span[1])
    counted = starts.order_by().values("name").annotate(number=Count("actor_id", distinct=True))
    return Subquery(counted.values("number"), output_field=IntegerField())


def _started_within(span: tuple[datetime, datetime]) -> Q:
    return Q(started_at__gte=span[0], started_at__lt=span[1])
