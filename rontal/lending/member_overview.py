"""Loans, holds and reading list of a member, for the member's home page."""

from dataclasses import dataclass
from typing import Final

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.lending import selectors
from rontal.lending.models import Loan
from rontal.lending.reading_lists import listed_of
from rontal.lending.title_availability import OwnHold, PersonalAvailability

MAX_CHECKED_TITLES: Final = 60
"""Number of titles of the list that are checked for free copies, newest entries first."""


@dataclass(frozen=True)
class CurrentLoan:
    """A running loan with its title; `renewable` says whether it can be renewed now."""

    loan: Loan
    title: Row
    renewable: bool


@dataclass(frozen=True)
class CurrentHold:
    """A hold, waiting or ready, with its title."""

    hold: OwnHold
    title: Row


@dataclass(frozen=True)
class MemberOverview:
    """Loans (earliest due date first), holds, and listed titles with a free copy (newest first)."""

    loans: list[CurrentLoan]
    holds: list[CurrentHold]
    free_listed: list[Row]


def overview_of(actor: Actor) -> MemberOverview:
    """Returns the loans, holds and listed titles of the actor. Five queries."""
    loans, listed = selectors.loans_of(actor), listed_of(actor)[:MAX_CHECKED_TITLES]
    title_ids = {*selectors.own_titles(actor), *listed, *(one.title_id for one in loans)}
    titles = {row.id: row for row in rows.in_order(title_ids)}
    standings = selectors.availability_by_title(titles, actor)
    copies = {pk: standing.availability for pk, standing in standings.items()}
    renewable = selectors.renewable(loans, copies)
    return MemberOverview(
        [CurrentLoan(one, titles[one.title_id], one.pk in renewable) for one in loans],
        [
            CurrentHold(standing.hold, titles[pk])
            for pk, standing in standings.items()
            if standing.hold is not None
        ],
        [titles[pk] for pk in listed if _is_free(titles[pk], standings[pk])],
    )


def _is_free(title: Row, standing: PersonalAvailability) -> bool:
    is_taken = standing.loan_id is not None or standing.hold is not None
    return title.state is TitleState.PUBLIC and not is_taken and standing.availability.free > 0
