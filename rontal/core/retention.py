"""Registry of the kinds of data that are erased after a time.

An app declares its kinds in `<app>/retention.py`; the job that erases one runs through `Kind.run`,
which records how much was erased. The page of retention is made from the declarations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, DateTimeField, Min, Q, QuerySet, Sum, Value
from django.db.models.functions import Cast
from django.utils.functional import Promise
from django.utils.translation import ngettext

from rontal.core import clock
from rontal.core.models import Sweep
from rontal.core.policies import Policies, Policy, Unit

RECORDS_LAST: Final = timedelta(days=400)
SOON: Final = timedelta(days=7)
Text = str | Promise


@dataclass(frozen=True)
class Period:
    """Period of storage: a number with its unit, and the policy that sets it, if any."""

    number: int
    unit: Unit
    policy: str = ""

    @property
    def delta(self) -> timedelta:
        """The period; a year has 365 days."""
        days = {Unit.DAYS: 1, Unit.YEARS: 365}.get(self.unit, 0)
        return timedelta(days=days * self.number, hours=self.number if not days else 0)

    @property
    def text(self) -> str:
        """The period in the reader's language, such as "30 days"."""
        number = self.number
        texts = {
            Unit.HOURS: ngettext("%(n)s hour", "%(n)s hours", number),
            Unit.DAYS: ngettext("%(n)s day", "%(n)s days", number),
            Unit.YEARS: ngettext("%(n)s year", "%(n)s years", number),
        }
        return texts[self.unit] % {"n": number}


def days(number: int) -> Callable[[], Period]:
    """Returns a period that the program sets."""
    return lambda: Period(number, Unit.DAYS)


def hours(number: int) -> Callable[[], Period]:
    """Returns a period that the program sets."""
    return lambda: Period(number, Unit.HOURS)


def by_policy(policies: type[Policies], name: str) -> Callable[[], Period]:
    """Returns the period of a policy, whose unit is days or years."""

    def period() -> Period:
        declared: Policy = policies.declared()[name]
        return Period(int(getattr(policies.current(), name)), declared.unit, name)

    return period


@dataclass(frozen=True)
class Due:
    """Next erasures: how many within `SOON`, and when the first of all is due."""

    number: int
    at: datetime


@dataclass(frozen=True)
class Erased:
    """Erased rows of a kind: by the last run, and in all runs that are recorded."""

    at: datetime
    last: int
    total: int


@dataclass(frozen=True)
class Kind:
    """Kind of data with a period.

    `label` names the data, `since` says from when the period counts, `job` is the name of the job.
    `rows` returns what is not erased yet, `column` the moment from which the period counts, or, if
    `ends`, at which it ends. None for what has no rows of its own.
    """

    key: str
    label: Text
    since: Text
    period: Callable[[], Period]
    job: str
    rows: Callable[[], "QuerySet[Any]"] | None = None
    column: str = ""
    ends: bool = False

    def run(self, sweep: Callable[[], int]) -> int:
        """Runs a sweep and records how many it erased; returns the number."""
        number = sweep()
        now = clock.now()
        row, fresh = Sweep.objects.get_or_create(
            kind=self.key, day=now.date(), defaults={"at": now, "last": number, "total": number}
        )
        if not fresh:
            row.at, row.last, row.total = now, number, row.total + number
            row.save(update_fields=["at", "last", "total"])
        return number

    def waiting(self) -> "QuerySet[Any]":
        """Returns one row (key, first moment, number due within `SOON`) if something waits."""
        assert self.rows is not None
        until = clock.now() + SOON - self.delay
        soon = Q(**{f"{self.column}__lt": until if self._has_time() else until.date()})
        rows = self.rows().filter(**{f"{self.column}__isnull": False}).order_by()
        keyed = rows.annotate(key_of_kind=Value(self.key)).values("key_of_kind")
        first = Cast(Min(self.column), DateTimeField())
        counted = keyed.annotate(first=first, number=Count("pk", filter=soon))
        found: QuerySet[Any] = counted.values_list("key_of_kind", "first", "number")
        return found

    @property
    def delay(self) -> timedelta:
        """Time from the moment in `column` to the erasure."""
        return timedelta() if self.ends else self.period().delta

    def _has_time(self) -> bool:
        assert self.rows is not None
        return isinstance(self.rows().model._meta.get_field(self.column), DateTimeField)


DECLARED: Final[dict[str, Kind]] = {}


def declare(kind: Kind) -> Kind:
    """Registers a kind of data; raises ValueError for a key that is registered already."""
    if kind.key in DECLARED:
        raise ValueError(f"the retention of {kind.key} is declared twice")
    DECLARED[kind.key] = kind
    return kind


def forget_old_records() -> int:
    """Deletes records of sweeps after `RECORDS_LAST`; returns their number."""
    return Sweep.objects.filter(day__lt=(clock.now() - RECORDS_LAST).date()).delete()[0]


def due() -> dict[str, Due]:
    """Returns what is erased next, by key of the kind; one for which nothing waits is missing. One
    query.
    """
    first, *others = [kind.waiting() for kind in DECLARED.values() if kind.rows is not None]
    return {
        key: Due(number, max(at + DECLARED[key].delay, clock.now()))
        for key, at, number in first.union(*others, all=True)
        if at is not None
    }


def erased() -> dict[str, Erased]:
    """Returns what was erased, by key of the kind; a kind whose job has not run is missing. Two
    queries.
    """
    sums = Sweep.objects.values_list("kind").order_by("kind").annotate(Sum("total"))
    totals = dict(sums)
    newest = Sweep.objects.order_by("kind", "-day").distinct("kind")
    return {row.kind: Erased(row.at, row.last, totals[row.kind]) for row in newest}
