"""Fills a library with a year of events."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bench.traffic import applications, complaints_and_loans
from bench.traffic.application_histories import World, live
from bench.traffic.people import person
from rontal.accounts import events as accounts
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.standard.selectors import library

DAYS = 365


@dataclass(frozen=True)
class Scale:
    """Number of applications, tickets, answers and loans in the year."""

    applications: int = 50_000
    tickets: int = 5_000
    answers: int = 20_000
    loans: int = 60_000

    def part(self, share: float) -> "Scale":
        """Returns the same scale, multiplied by `share`."""
        return Scale(
            *(
                max(1, round(number * share))
                for number in (
                    self.applications,
                    self.tickets,
                    self.answers,
                    self.loans,
                )
            )
        )


def fill(scale: Scale, *, seed: int = 1, until: datetime | None = None, clerks: int = 6) -> None:
    """Writes a year that ends now, or at `until`. The same seed and end give the same year."""
    until = until or clock.now()
    since, rng, ledger = until - timedelta(days=DAYS), Random(seed), applications.Ledger()  # noqa: S311
    desk = tuple(_clerk(number, ledger, since) for number in range(clerks))
    world = World(rng, until, desk)
    sent = sorted(_moment(rng, since, until) for _number in range(scale.applications))
    lives = [
        live(world, person(rng, serial, at.date()), at) for serial, at in enumerate(sent, start=1)
    ]
    members = applications.write(lives, ledger, rng, until)
    complaints_and_loans.tickets(scale.tickets, ledger, desk, rng, since, until)
    complaints_and_loans.survey(scale.answers, rng, since, until)
    complaints_and_loans.loans(scale.loans, members, ledger, rng, until)
    ledger.write(rng)


def _moment(rng: Random, since: datetime, until: datetime) -> datetime:
    """Returns a random moment between morning and late evening; later months have a few more."""
    share = rng.random() ** 0.85
    at = since + (until - since) * share
    hour = rng.triangular(6, 23.9, 19)
    local: datetime = at.astimezone(library().tz).replace(hour=int(hour), minute=int(hour % 1 * 60))
    return min(local, until - timedelta(seconds=1))


def _clerk(number: int, ledger: applications.Ledger, since: datetime) -> Actor:
    login_name, name = f"petugas-tahun-{number}", f"Petugas {number}"
    user = User.objects.create(login_name=login_name, name=name, roles=[Role.CLERK])
    ledger.note(since, accounts.ROLES_SET, Actor.system("bench"), user, {"roles": "clerk"})
    return Actor.staff(user.pk, frozenset({Role.CLERK}))
