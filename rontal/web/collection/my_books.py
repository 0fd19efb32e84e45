"""Books of the page "My books": a member's loans and holds with what the page shows of each."""

from dataclasses import dataclass

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.core.actors import Actor
from rontal.lending import queues, selectors
from rontal.lending.models import Hold, Loan
from rontal.lending.states import HoldState
from rontal.lending.title_availability import OwnHold
from rontal.reading.offline.selectors import can_be_kept
from rontal.reading.selectors import Progress, progress_of
from rontal.ui.wait_labels import wait_words


@dataclass(frozen=True)
class BorrowedBook:
    """A loan with its title."""

    loan: Loan
    title: Row
    progress: Progress
    renewable: bool
    can_be_saved: bool

    @property
    def as_pages(self) -> bool:
        """True where the title has a book of pages beside its text."""
        return len({file.format for file in self.title.files}) > 1


@dataclass(frozen=True)
class BookOnHold:
    """A hold with its title; `wait` is the estimated waiting time, "" where there is none."""

    hold: Hold
    own: OwnHold
    title: Row
    wait: str


def my_books(actor: Actor) -> tuple[list[BorrowedBook], list[BookOnHold]]:
    """Returns the actor's loans, earliest due date first, and holds, ready ones first.

    At most six queries.
    """
    loans, holds = selectors.loans_of(actor), selectors.holds_of(actor)
    ids = [*(loan.title_id for loan in loans), *(hold.title_id for hold, _own in holds)]
    titles = {title.id: title for title in rows.in_order(dict.fromkeys(ids))}
    progress = progress_of(actor, [loan.title_id for loan in loans])
    renewable = selectors.renewable(loans)
    borrowed = [
        BorrowedBook(
            loan,
            titles[loan.title_id],
            progress[loan.title_id],
            renewable=loan.pk in renewable,
            can_be_saved=can_be_kept(loan),
        )
        for loan in loans
    ]
    places = {hold.title_id: own.place for hold, own in holds if own.state == HoldState.WAITING}
    waits = queues.waits(places)
    on_hold = [
        BookOnHold(hold, own, titles[hold.title_id], wait_words(waits.get(hold.title_id)))
        for hold, own in holds
    ]
    return borrowed, on_hold
