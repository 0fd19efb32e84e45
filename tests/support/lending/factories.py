"""Factories of licences, borrowers and loans."""

from datetime import datetime, timedelta
from typing import Any

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.visitors import Visitor
from rontal.lending import services
from rontal.lending.models import Licence, Loan
from rontal.lending.rules import Batch, LicenceKind, Offer
from tests.support.catalogue import factories as catalogue
from tests.support.membership import factories as membership

SYSTEM = Actor.system("tests")
LIBRARIAN = Actor.staff(1, frozenset({"librarian"}))
FIREFOX = Visitor("192.0.2.1", "Mozilla/5.0 (X11; rv:145.0) Gecko/20100101 Firefox/145.0")
CHROME = Visitor("192.0.2.1", "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile")


def lendable(copies: int = 1, title: Title | None = None) -> Title:
    """Returns a title with this number of copies."""
    title = title or catalogue.title()
    services.grant_licence(title_id=title.pk, copies=copies, actor=SYSTEM)
    return title


def bought(kind: str, title: Title | None = None, **terms: Any) -> Licence:
    """Returns a bought licence of this kind, with one copy by default."""
    copies = terms.pop("copies", 0 if kind == LicenceKind.OPEN_ACCESS else 1)
    return services.buy(
        title_id=(title or catalogue.title()).pk,
        offer=Offer(LicenceKind(kind), copies, **terms),
        batch=Batch("Toko Buku Digital", clock.now().date()),
        actor=LIBRARIAN,
    )


def in_days(days: float) -> datetime:
    """Returns a moment in the future."""
    return clock.now() + timedelta(days=days)


def borrower() -> Actor:
    """Returns an active member as signed-in actor."""
    return Actor.person(membership.member().user_id)


def loan(title: Title | None = None, actor: Actor | None = None) -> Loan:
    """Returns a running loan."""
    title = title or lendable()
    return services.borrow(title_id=title.pk, actor=actor or borrower())
