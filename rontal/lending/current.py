"""Loans, holds and reading list of a member, for the member's home page."""

from dataclasses import dataclass
from typing import Final

from rontal.catalogue import rows
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.lending import selectors
from rontal.lending.listed import listed_of
from rontal.lending.models import Loan
from rontal.lending.title_availability import OwnHold, Standing

LISTED_AT_MOST: Final = 60
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
class Current:
    """Loans (earliest due date first), holds, and listed titles with a free copy (newest first)."""

    loans: list[CurrentLoan]
    holds: list[CurrentHold]
    free_listed: list[Row]


def current_of(actor: Actor) -> Current:
    """Returns the loans, holds and listed titles of the actor. Five queries."""
    loans, listed = selectors.loans_of(actor), listed_of(actor)[:LISTED_AT_MOST]
    wanted = {*selectors.own_titles(actor), *listed, *(one.title_id for one in loans)}
    found = {row.id: row for row in rows.in_order(wanted)}
    standings = selectors.standings(found, actor)
    copies = {pk: standing.availability for pk, standing in standings.items()}
    renewable = selectors.renewable(loans, copies)
    return Current(
        [CurrentLoan(one, found[one.title_id], one.pk in renewable) for one in loans],
        [CurrentHold(s.hold, found[pk]) for pk, s in standings.items() if s.hold is not None],
        [found[pk] for pk in listed if _is_free(found[pk], standings[pk])],
    )


def _is_free(title: Row, standing: Standing) -> bool:
    has_it = standing.loan_id is not None or standing.hold is not None
    return title.state is TitleState.PUBLIC and not has_it and standing.availability.free > 0
