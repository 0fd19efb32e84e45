"""Calendar of the demo library, typical for Bali.

The next Galungan is confirmed, Ramadan has its own hours, and the library closes for stocktaking at
the end of the year.
"""

from datetime import date, timedelta

from rontal.accounts.models import User
from rontal.accounts.selectors import actor_of
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.standard import services
from rontal.standard.models import CalendarVersion
from rontal.standard.rules.hours import read_day
from rontal.standard.rules.pawukon import BaliDay, proposals
from rontal.standard.selectors import library

RAMADAN = {2026: date(2026, 2, 18), 2027: date(2027, 2, 8), 2028: date(2028, 1, 28)}
HOURS = tuple(read_day(text) for text in (*["08:00-15:00"] * 4, "08:00-11:30", "", ""))
AROUND = (BaliDay.GALUNGAN_BEFORE, BaliDay.GALUNGAN, BaliDay.GALUNGAN_AFTER)


def load_calendar() -> None:
    """Enters the calendar once; does nothing where anybody has changed it."""
    if CalendarVersion.objects.filter(changed_at__isnull=False).exists():
        return
    today = clock.now().astimezone(library().tz).date()
    head = actor_of(User.objects.get(login_name="kepala"))
    for day in _next_galungan(today):
        services.confirm_day(day=day, actor=head)
    services.add_closing(
        name="Inventaris koleksi",
        first_day=date(today.year, 12, 28),
        last_day=date(today.year, 12, 30),
        actor=head,
    )
    _ramadan(today, head)


def _next_galungan(today: date) -> list[date]:
    """Returns the next complete Galungan: its day, the day before and the day after."""
    days = [
        one.day
        for year in (today.year, today.year + 1)
        for one in proposals(year, ())
        if one.code in AROUND and one.day > today
    ]
    first = next(at for at, day in enumerate(days) if days[at + 2] == day + timedelta(2))
    return days[first : first + 3]


def _ramadan(today: date, head: Actor) -> None:
    for first in RAMADAN.values():
        if first > today:
            services.add_special_hours(
                name="Ramadan",
                first_day=first,
                last_day=first + timedelta(29),
                week=HOURS,
                actor=head,
            )
            return
