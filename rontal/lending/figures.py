"""Loans of a period and the collection at its end, beside the period before."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Aggregate, Count, IntegerField, Max, Q, Subquery, Sum

from rontal.catalogue.models import Title
from rontal.kernel.models import Event
from rontal.lending.events import LOAN_STARTED
from rontal.lending.models import Loan
from rontal.standard.rules.periods import ReportPeriod
from rontal.standard.selectors import library


@dataclass(frozen=True)
class Use:
    """Loans that began within a period, by how many members, of how many titles."""

    loans: int = 0
    readers: int = 0
    titles: int = 0


@dataclass(frozen=True)
class Stock:
    """Titles in the catalogue and licensed copies at the end of a period."""

    titles: int = 0
    copies: int = 0


def use(period: ReportPeriod) -> tuple[Use, Use]:
    """Loans of the period and of the one before. One query: who borrowed is counted in the trail of
    events, which tells that somebody did and not what, because ended loans have no member."""
    zone = library().tz
    spans = {"now": period.moments(zone), "before": period.before.moments(zone)}
    sums: dict[str, Aggregate] = {}
    for name, span in spans.items():
        began = _within(span)
        sums[f"loans_{name}"] = Count("pk", filter=began)
        sums[f"titles_{name}"] = Count("title", filter=began, distinct=True)
        sums[f"readers_{name}"] = Max(_readers(span))
    rows = Loan.objects.filter(_within((spans["before"][0], spans["now"][1])))
    found = rows.aggregate(**sums)
    now, before = (
        Use(found[f"loans_{name}"], found[f"readers_{name}"] or 0, found[f"titles_{name}"])
        for name in spans
    )
    return now, before


def stock(period: ReportPeriod) -> tuple[Stock, Stock]:
    """The collection at the end of the period and of the one before. One query."""
    begin, end = period.moments(library().tz)
    found = Title.objects.aggregate(
        titles_now=Count("pk", filter=Q(added_at__lt=end), distinct=True),
        titles_before=Count("pk", filter=Q(added_at__lt=begin), distinct=True),
        copies_now=Sum("licences__copies", filter=_held(end), default=0),
        copies_before=Sum("licences__copies", filter=_held(begin), default=0),
    )
    return (
        Stock(found["titles_now"], found["copies_now"]),
        Stock(found["titles_before"], found["copies_before"]),
    )


def _held(at: datetime) -> Q:
    """Licences that the library had at a moment."""
    lasting = Q(licences__ends_at=None) | Q(licences__ends_at__gte=at)
    return lasting & Q(licences__granted_at__lt=at)


def _readers(span: tuple[datetime, datetime]) -> Subquery:
    """How many members borrowed within a span."""
    told = Event.objects.filter(name=LOAN_STARTED, at__gte=span[0], at__lt=span[1])
    counted = told.order_by().values("name").annotate(number=Count("actor_id", distinct=True))
    return Subquery(counted.values("number"), output_field=IntegerField())


def _within(span: tuple[datetime, datetime]) -> Q:
    return Q(started_at__gte=span[0], started_at__lt=span[1])
