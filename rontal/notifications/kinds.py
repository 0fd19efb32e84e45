"""The kinds of message that the library sends."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind, one letter (`letters.py`)."""

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


class TicketKind(StrEnum):
    """Kinds of letter about complaints and suggestions (`ticket_letters.py`)."""

    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    DUE_SOON = "due_soon"
    REOPENED = "reopened"
