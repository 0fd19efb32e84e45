"""Licences, borrowers and loans for tests."""

from rontal.catalogue.models import Title
from rontal.kernel.actors import Actor
from rontal.lending import services
from rontal.lending.models import Loan
from tests.catalogue import factories as catalogue
from tests.membership import factories as membership

SYSTEM = Actor.system("tests")


def lendable(copies: int = 1, title: Title | None = None) -> Title:
    """A title with so many copies."""
    title = title or catalogue.title()
    services.grant_licence(title_id=title.pk, copies=copies, actor=SYSTEM)
    return title


def borrower() -> Actor:
    """An active member, signed in."""
    return Actor.person(membership.member().user_id)


def loan(title: Title | None = None, actor: Actor | None = None) -> Loan:
    """A running loan."""
    title = title or lendable()
    return services.borrow(title_id=title.pk, actor=actor or borrower())
