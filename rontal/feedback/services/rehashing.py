"""Rotation of the hash key for addresses and links of tickets and surveys."""

from datetime import datetime
from typing import Final

from rontal.core.rehashing import HashedColumn, Remaining
from rontal.feedback.models import FollowKey, Ticket
from rontal.feedback.services.opening import address_hashes
from rontal.feedback.survey import tokens
from rontal.feedback.survey.models import Asking, Invitation


def _address_hashes(ticket: Ticket) -> list[bytes]:
    reporter = ticket.reporter.reveal() if ticket.reporter is not None else {}
    return address_hashes(reporter["email"]) if reporter.get("email") else []


COLUMNS: Final = (
    HashedColumn(Ticket, "email_hash", _address_hashes),
    HashedColumn(
        Invitation, "token_hash", lambda one: tokens.hashes_of(tokens.invitation_token(one.pk))
    ),
    HashedColumn(Asking, "stop_hash", lambda one: tokens.hashes_of(tokens.opt_out_token(one.key))),
)


def remaining(since: datetime) -> Remaining:
    """Returns the follow codes that were given out before: nobody but their holders knows them."""
    count = FollowKey.objects.filter(made_at__lt=since).count()
    return Remaining("follow codes of complaints, which end with the texts of each", count)
