"""Page "My books": a member's loans and holds, and loans and holds that were ended."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.core.actors import Actor
from rontal.lending import queues, selectors
from rontal.lending.labels import END_REASONS_FOR_MEMBER as reasons
from rontal.lending.models import Hold, Loan
from rontal.lending.selectors import OwnBooks
from rontal.lending.states import HoldState
from rontal.lending.title_availability import OwnHold
from rontal.reading.offline.selectors import can_be_stored_offline
from rontal.reading.selectors import Progress, progress_of
from rontal.ui.wait_labels import wait_text


@dataclass(frozen=True)
class BorrowedBook:
    """Loan with its title."""

    loan: Loan
    title: Row
    progress: Progress
    renewable: bool
    can_be_saved: bool

    @property
    def as_pages(self) -> bool:
        """True where the title has a paged book in addition to its text."""
        return len({file.format for file in self.title.files}) > 1


@dataclass(frozen=True)
class BookOnHold:
    """Hold with its title; `wait` is the estimated waiting time, "" where there is none."""

    hold: Hold
    own: OwnHold
    title: Row
    wait: str


@dataclass(frozen=True)
class MyBooks:
    """Loans and holds of a member, and messages about those that the library ended recently."""

    borrowed: list[BorrowedBook]
    on_hold: list[BookOnHold]
    ended: list[str]


def my_books(actor: Actor) -> MyBooks:
    """Returns the page of the actor. At most six queries, four without holds."""
    own = selectors.books_of(actor)
    every: list[Loan | Hold] = [*own.loans, *own.holds, *own.revoked, *own.dropped]
    titles = {title.id: title for title in rows.in_order({one.title_id for one in every})}
    return MyBooks(
        _borrowed_books(own.loans, titles, actor),
        _books_on_hold(own.holds, titles, actor),
        _ended_sentences(own, titles),
    )


def _borrowed_books(loans: list[Loan], titles: dict[int, Row], actor: Actor) -> list[BorrowedBook]:
    progress = progress_of(actor, [loan.title_id for loan in loans])
    renewable = selectors.renewable(loans)
    return [
        BorrowedBook(
            loan,
            titles[loan.title_id],
            progress[loan.title_id],
            renewable=loan.pk in renewable,
            can_be_saved=can_be_stored_offline(loan),
        )
        for loan in loans
    ]


def _books_on_hold(holds: list[Hold], titles: dict[int, Row], actor: Actor) -> list[BookOnHold]:
    if not holds:
        return []
    standings = selectors.availability_by_title([hold.title_id for hold in holds], actor)
    current = [(hold, own) for hold in holds if (own := standings[hold.title_id].hold)]
    places = {hold.title_id: own.place for hold, own in current if own.state == HoldState.WAITING}
    waits = queues.waits(places)
    return [
        BookOnHold(hold, own, titles[hold.title_id], wait_text(waits.get(hold.title_id)))
        for hold, own in current
    ]


def _ended_sentences(own: OwnBooks, titles: dict[int, Row]) -> list[str]:
    ended_text = _("The library has ended the loan of “%(title)s”.")
    withdrawn_text = _("“%(title)s” has been withdrawn, so your hold has ended.")
    return [
        *(
            f"{ended_text % {'title': titles[loan.title_id].title}} {reasons[loan.end_reason]}"
            for loan in own.revoked
        ),
        *(withdrawn_text % {"title": titles[hold.title_id].title} for hold in own.dropped),
    ]
