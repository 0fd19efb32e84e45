"""Everything that changes applications, members and consents."""

from rontal.membership.services.activation import activate, resend_activation
from rontal.membership.services.assignments import assign, unassign
from rontal.membership.services.consents import give_consent, withdraw_consent
from rontal.membership.services.corrections import ask_correction, correct, start_correction
from rontal.membership.services.decisions import (
    approve,
    approve_automatically,
    finish_checking,
    reject,
)
from rontal.membership.services.drafts import (
    attach_photo,
    remove_photo,
    save_draft,
    start_draft,
    sweep_drafts,
)
from rontal.membership.services.endings import (
    close_membership,
    erase_photos_of_final,
    lapse_overdue,
    withdraw,
    withdraw_by_link,
)
from rontal.membership.services.guardians import (
    guardian_consent,
    guardian_refuse,
    guardian_withdraw,
    remind_guardian,
)
from rontal.membership.services.links import issue_link
from rontal.membership.services.notes import LONGEST_NOTE, write_note
from rontal.membership.services.promises import apologise, recompute_due_times, remind_staff
from rontal.membership.services.submitting import Submission, submit
from rontal.membership.services.takings import release, take, take_all, take_over
from rontal.membership.services.views import forget_view, save_view

__all__ = [
    "LONGEST_NOTE",
    "Submission",
    "activate",
    "apologise",
    "approve",
    "approve_automatically",
    "ask_correction",
    "assign",
    "attach_photo",
    "close_membership",
    "correct",
    "erase_photos_of_final",
    "finish_checking",
    "forget_view",
    "give_consent",
    "guardian_consent",
    "guardian_refuse",
    "guardian_withdraw",
    "issue_link",
    "lapse_overdue",
    "recompute_due_times",
    "reject",
    "release",
    "remind_guardian",
    "remind_staff",
    "remove_photo",
    "resend_activation",
    "save_draft",
    "save_view",
    "start_correction",
    "start_draft",
    "submit",
    "sweep_drafts",
    "take",
    "take_all",
    "take_over",
    "unassign",
    "withdraw",
    "withdraw_by_link",
    "withdraw_consent",
    "write_note",
]
