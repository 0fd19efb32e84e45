"""Requests of the demo year's members for books, from which the simulation makes loans.

The result is reproducible for the same date. The number of requests grows with the members, and is
higher outside school holidays.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from django.db.models import Min

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.demo import demo_dates, year_registrations
from rontal.lending import services as lending
from rontal.lending.models import Licence, Listed, Loan
from rontal.lending.rules import LicenceKind
from rontal.lending.selectors import lengths_offered
from rontal.lending.services import OpenReading
from rontal.lending.simulation import LoanRequest
from rontal.membership.models import Member
from rontal.standard.selectors import library

DEMO: Final = Actor.system("demo")
DEMAND: Final = {
    "Hujan di Atap Ijuk": 30,
    "Bulan Jatuh di Sawah": 22,
    "Air yang Berbagi": 15,
    "Pintu di Genggaman": 14,
    "Benang yang Panjang": 9,
    "Menulis di Daun": 8,
    "Where Water Takes Turns": 7,
    "Lontar Tirta: enam muka daun": 3,
}
"""Weight of each title among the requests."""
LISTED: Final = ("Menulis di Daun", "Hujan di Atap Ijuk", "Lontar Tirta: enam muka daun")
"""Titles on the demo member's reading list."""
REQUEST_RATES: Final = ((0.0, 44), (0.1, 36), (0.4, 15), (1.2, 5))
"""Requests per member and month, each with its share of members in percent."""
FRESH: Final = timedelta(days=30)
"""Time after joining in which members borrow twice as much."""
HOLIDAYS: Final = frozenset({6, 7, 12})
"""Months with school holidays."""
UNPOPULAR_DEMAND: Final = 0.7
WAITS, COMES = 0.4, 0.9
"""Probability that a member joins a queue, and that a waiting member borrows the ready copy."""
NEVER_OPENED, TO_THE_END = 0.06, 0.3
_NOT_LENT: Final = LicenceKind.OPEN_ACCESS


@dataclass(frozen=True)
class Reader:
    """A member, with the start of membership and requests per month."""

    id: int
    since: datetime
    a_month: float


def lend_year() -> None:
    """Simulates the loans of the year's members up to now; does nothing where any loan exists."""
    if Loan.objects.exists():
        return
    chance = Random(20_26)  # noqa: S311 - reproducible, not for security
    requests = list(_loan_requests(chance))
    lending.record_past(requests=requests, readings=list(_readings(chance)), actor=DEMO)


def fill_list(email: str) -> None:
    """Puts titles on a member's reading list; does nothing where any list exists."""
    member = Member.objects.filter(user__email=email).order_by("pk").first()
    if member is None or Listed.objects.exists():
        return
    for title in Title.objects.filter(title__in=LISTED).order_by("title"):
        lending.add_to_list(title_id=title.pk, actor=Actor.person(member.user_id))


def _loan_requests(chance: Random) -> Iterator[LoanRequest]:
    readers, begun = _readers(chance), _lent_titles()
    for day in _days():
        titles = [(pk, weight) for pk, since, weight in begun if since < day]
        season = UNPOPULAR_DEMAND if day.astimezone(library().tz).month in HOLIDAYS else 1
        for reader in readers:
            fresh = 2 if day - reader.since < FRESH else 1
            if titles and chance.random() < reader.a_month * season * fresh / 30:
                at = _hour(chance, day)
                request = _loan_request(
                    chance, reader, chance.choices(*zip(*titles, strict=True))[0], at
                )
                if reader.since < at < clock.now():
                    yield request


def _readers(chance: Random) -> list[Reader]:
    """Returns the members who registered in the demo year."""
    rows = Member.objects.filter(application__email__startswith=year_registrations.MAIL).order_by(
        "pk"
    )
    decided = rows.values_list("pk", "application__decided_at")
    return [Reader(pk, since, _request_rate(chance)) for pk, since in decided if since]


def _request_rate(chance: Random) -> float:
    rates, shares = zip(*REQUEST_RATES, strict=True)
    return float(chance.choices(rates, shares)[0])


def _lent_titles() -> list[tuple[int, datetime, int]]:
    """Returns the lent titles of the demo: id, start of lending, and weight."""
    rows = Licence.objects.filter(title__title__in=DEMAND).exclude(kind=_NOT_LENT)
    lent = rows.values("title_id", "title__title").annotate(since=Min("granted_at"))
    return [
        (row["title_id"], row["since"], DEMAND[row["title__title"]])
        for row in lent.order_by("title_id")
    ]


def _days() -> list[datetime]:
    """Returns the start of each day of lending, up to today."""
    zone = library().tz
    day, last = (at.astimezone(zone).date() for at in (demo_dates.began(), clock.now()))
    number = (last - day).days + 1
    return [datetime.combine(day + timedelta(one), time(), zone) for one in range(number)]


def _hour(chance: Random, day: datetime) -> datetime:
    """Returns a time from morning to late evening, mostly after work."""
    return day + timedelta(hours=chance.triangular(5.5, 23.8, 19.5))


def _loan_request(chance: Random, reader: Reader, title_id: int, at: datetime) -> LoanRequest:
    lengths, proposed = lengths_offered()
    weights = [6 if one == proposed else 2 for one in lengths]
    length = chance.choices(list(lengths), weights)[0]
    ends = chance.random() < TO_THE_END
    duration = timedelta(days=length + 1 if ends else length * chance.uniform(0.05, 0.8))
    return LoanRequest(
        member_id=reader.id,
        title_id=title_id,
        at=at,
        days=length,
        returned_after=duration,
        opened_after=_opening_times(chance, min(duration, timedelta(length))),
        fetched_after=_pick_up_delay(chance) if chance.random() < WAITS else None,
    )


def _opening_times(chance: Random, duration: timedelta) -> tuple[timedelta, ...]:
    """Returns when the book is opened: soon after the start, and further times until its return."""
    if chance.random() < NEVER_OPENED:
        return ()
    more = min(8, int(chance.expovariate(1 / 2.2)))
    later = sorted(duration * chance.random() for _ in range(more))
    first = timedelta(seconds=chance.randint(5, 600))
    return tuple(one for one in (first, *later) if one >= first)


def _pick_up_delay(chance: Random) -> timedelta:
    """Returns how soon a ready copy is borrowed; too late for members who lost interest."""
    return timedelta(hours=chance.uniform(0.5, 60) if chance.random() < COMES else 24 * 30)


def _readings(chance: Random) -> Iterator[OpenReading]:
    """Yields readings of the open-access book, more and more over time."""
    rows = Licence.objects.filter(kind=_NOT_LENT).order_by("title_id")
    moments = _days()
    for title_id, since in rows.values_list("title_id", "granted_at"):
        for number, day in enumerate(moments):
            for _ in range(_poisson(chance, 0.7 + number / 180)):
                at = _hour(chance, day)
                if since < at < clock.now():
                    yield OpenReading(title_id, at, times=chance.choices((1, 2), (5, 1))[0])


def _poisson(chance: Random, mean: float) -> int:
    """Returns a random number from the Poisson distribution with this mean."""
    product, number = chance.random(), 0
    while product > math.exp(-mean):
        product, number = product * chance.random(), number + 1
    return number
