"""Services of requests about personal data."""

from rontal.data_requests.services.erasure import erase_old, erase_requests_of, move_requests
from rontal.data_requests.services.following import add_reply, withdraw
from rontal.data_requests.services.guardians import end_guardian_requests
from rontal.data_requests.services.handling import (
    add_note,
    ask_person,
    confirm_identity,
    fulfil,
    link_account,
    mark_news_read,
    reassign,
    refuse,
    resume,
    take,
)
from rontal.data_requests.services.opening import (
    open_guardian_request,
    open_own_request,
    open_request,
)
from rontal.data_requests.services.periodic import remind_before_late

__all__ = [
    "add_note",
    "add_reply",
    "ask_person",
    "confirm_identity",
    "end_guardian_requests",
    "erase_old",
    "erase_requests_of",
    "fulfil",
    "link_account",
    "mark_news_read",
    "move_requests",
    "open_guardian_request",
    "open_own_request",
    "open_request",
    "reassign",
    "refuse",
    "remind_before_late",
    "resume",
    "take",
    "withdraw",
]
