"""The kinds of message that the library sends."""

from enum import StrEnum


class Kind(StrEnum):
    """One kind, one letter: about an application (`letters.py`), about a membership
    (`member_letters.py`), about a place in a queue (`hold_letters.py`), about a loan
    (`loan_letters.py`), about a complaint or suggestion (`ticket_letters.py`), to a clerk about all
    cases that are due (`reminders.py`), or to a librarian about licences near their end
    (`licence_mail.py`)."""

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
    DELETION = "deletion"
    SURVEY = "survey"
    CASES_DUE = "cases_due"
    LICENCES_DUE = "licences_due"
    TICKET_RECEIVED = "ticket_received"
    TICKET_ANSWERED = "ticket_answered"
    TICKET_DUE = "ticket_due"
    TICKET_REOPENED = "ticket_reopened"
    MEMBER_SUSPENDED = "member_suspended"
    MEMBER_LIFTED = "member_lifted"
    MEMBER_RENEWED = "member_renewed"
    MEMBER_ENDS_SOON = "member_ends_soon"
    MEMBER_EXPIRED = "member_expired"
    MEMBER_CLOSED = "member_closed"
    MEMBER_JOINED = "member_joined"
    MEMBER_JOINED_OLD = "member_joined_old"
    MEMBER_CLAIM = "member_claim"
    HOLD_READY = "hold_ready"
    HOLD_LAST_DAY = "hold_last_day"
    HOLD_MISSED = "hold_missed"
    HOLD_STRANDED = "hold_stranded"
    HOLD_DROPPED = "hold_dropped"
    LOAN_ENDS_SOON = "loan_ends_soon"
    LOAN_REVOKED = "loan_revoked"
    EMAIL_CONFIRM = "email_confirm"
    EMAIL_NOTICE = "email_notice"
