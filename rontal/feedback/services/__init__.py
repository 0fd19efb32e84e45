"""Services of complaints and suggestions."""

from rontal.feedback.services.following import (
    add_reply,
    rate,
    reopen,
    withdraw_identity,
)
from rontal.feedback.services.handling import (
    add_note,
    answer,
    classify,
    close,
    close_without_answer,
    mark_news_read,
    reassign,
    take,
)
from rontal.feedback.services.opening import open_ticket, open_ticket_of_form
from rontal.feedback.services.polling import poll_mailbox
from rontal.feedback.services.reminding import recompute_due, remind_before_late
from rontal.feedback.services.ticket_closing import close_answered, erase_old, sweep_uploads
from rontal.feedback.services.uploads import remove_upload, upload

__all__ = [
    "add_reply",
    "answer",
    "close",
    "close_answered",
    "erase_old",
    "reassign",
    "add_note",
    "open_ticket",
    "open_ticket_of_form",
    "poll_mailbox",
    "rate",
    "recompute_due",
    "remind_before_late",
    "remove_upload",
    "reopen",
    "mark_news_read",
    "close_without_answer",
    "classify",
    "sweep_uploads",
    "take",
    "upload",
    "withdraw_identity",
]
