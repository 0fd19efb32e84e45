"""Titles that are lent out, and their queue."""

from rontal.core.actors import Actor
from rontal.lending import services
from rontal.lending.models import Hold
from tests.support.lending.factories import borrower, lendable, loan


def fully_lent_title(copies: int = 1) -> tuple[int, list[Actor], list[int]]:
    """Returns a title whose copies are all lent: its id, the borrowers, the loan ids."""
    book, people = lendable(copies), [borrower() for _ in range(copies)]
    return book.pk, people, [loan(book, person).pk for person in people]


def wait(title_id: int, actor: Actor | None = None) -> Hold:
    return services.place_hold(title_id=title_id, actor=actor or borrower())


def owner(hold: Hold) -> Actor:
    return Actor.person(hold.member.user_id)


def state(hold: Hold) -> str:
    hold.refresh_from_db()
    return hold.state
