"""The kinds of message that the library sends."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind, one letter: about an application (`letters.py`), about a complaint or suggestion
    (`ticket_letters.py`), or to a clerk about all cases that are due (`reminders.py`)."""

    ACTIVATION = "activation"
    ALREADY_KNOWN = "already_known"
    GUARDIAN_REQUEST = "guardian_request"
    GUARDIAN_TOLD = "guardian_told"
    WAITING_FOR_GUARDIAN = "waiting_for_guardian"
    RECEIVED = "received"
    CORRECTION_NEEDED = "correction_needed"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    LATE = "late"
    SURVEY = "survey"
    CASES_DUE = "cases_due"
    TICKET_RECEIVED = "ticket_received"
    TICKET_ANSWERED = "ticket_answered"
    TICKET_DUE = "ticket_due"
    TICKET_REOPENED = "ticket_reopened"
