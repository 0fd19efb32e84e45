"""Services that change applications, members and consents."""

from rontal.membership.services import repeating  # noqa: F401 - registers itself
from rontal.membership.services.activation import activate, resend_activation
from rontal.membership.services.assignments import assign, unassign
from rontal.membership.services.consents import give_consent, withdraw_consent
from rontal.membership.services.corrections import ask_correction, correct, start_correction
from rontal.membership.services.counter import Registered, register_at_counter
from rontal.membership.services.counting import count_registrations
from rontal.membership.services.decisions import (
    approve,
    approve_automatically,
    finish_checking,
    reject,
)
from rontal.membership.services.deletion import delete_by_link, send_deletion_links
from rontal.membership.services.demo_history import Past, record_past
from rontal.membership.services.drafts import (
    attach_photo,
    discard_draft,
    remove_photo,
    save_draft,
    start_counter_draft,
    start_draft,
    start_vouched_draft,
    sweep_drafts,
)
from rontal.membership.services.email_changes import (
    ask_own_email,
    confirm_email,
    drop_email_change,
    drop_own_email_change,
    sweep_email_changes,
    sweep_email_reversals,
    take_email_back,
)
from rontal.membership.services.endings import (
    close_membership,
    erase_photos_of_final,
    lapse_overdue,
    withdraw,
    withdraw_by_link,
)
from rontal.membership.services.guardian_page import (
    end_guardian_access,
    enter_guardian_page,
    guardian_page_link,
    record_guardian_opening,
    send_guardian_link,
    withdraw_by_guardian,
)
from rontal.membership.services.guardians import (
    guardian_consent,
    guardian_refuse,
    guardian_withdraw,
    remind_guardian,
)
from rontal.membership.services.hand_over_jobs import (
    ask_for_hand_overs,
    end_guardianships,
    erase_former_guardians,
    pause_unanswered,
    remind_of_hand_overs,
)
from rontal.membership.services.hand_overs import ask_own_address, take_over
from rontal.membership.services.leases import (
    release_lease,
    take_lease,
    take_leases,
    take_over_lease,
)
from rontal.membership.services.links import issue_link
from rontal.membership.services.member_states import (
    close_member,
    expire_memberships,
    lift_ended_suspensions,
    lift_suspension,
    notify_of_ending,
    renew_membership,
    suspend_member,
)
from rontal.membership.services.members import correct_member
from rontal.membership.services.merging import join_members
from rontal.membership.services.notes import MAX_NOTE_LENGTH, write_note
from rontal.membership.services.own_details import change_own_details
from rontal.membership.services.promises import apologise, recompute_due_times, remind_staff
from rontal.membership.services.submitting import Submission, submit
from rontal.membership.services.views import delete_view, save_view

__all__ = [
    "MAX_NOTE_LENGTH",
    "Past",
    "Registered",
    "Submission",
    "activate",
    "apologise",
    "approve",
    "approve_automatically",
    "ask_correction",
    "ask_own_email",
    "send_deletion_links",
    "assign",
    "attach_photo",
    "change_own_details",
    "close_member",
    "close_membership",
    "confirm_email",
    "correct",
    "correct_member",
    "count_registrations",
    "discard_draft",
    "drop_email_change",
    "drop_own_email_change",
    "erase_photos_of_final",
    "expire_memberships",
    "finish_checking",
    "delete_view",
    "give_consent",
    "guardian_consent",
    "guardian_refuse",
    "guardian_withdraw",
    "end_guardian_access",
    "enter_guardian_page",
    "guardian_page_link",
    "record_guardian_opening",
    "send_guardian_link",
    "withdraw_by_guardian",
    "ask_for_hand_overs",
    "end_guardianships",
    "erase_former_guardians",
    "pause_unanswered",
    "remind_of_hand_overs",
    "ask_own_address",
    "take_over",
    "issue_link",
    "delete_by_link",
    "join_members",
    "lapse_overdue",
    "lift_ended_suspensions",
    "lift_suspension",
    "recompute_due_times",
    "record_past",
    "register_at_counter",
    "reject",
    "release_lease",
    "remind_guardian",
    "remind_staff",
    "remove_photo",
    "renew_membership",
    "resend_activation",
    "save_draft",
    "save_view",
    "start_correction",
    "start_counter_draft",
    "start_draft",
    "start_vouched_draft",
    "submit",
    "suspend_member",
    "sweep_drafts",
    "sweep_email_changes",
    "sweep_email_reversals",
    "take_email_back",
    "take_lease",
    "take_leases",
    "take_over_lease",
    "notify_of_ending",
    "unassign",
    "withdraw",
    "withdraw_by_link",
    "withdraw_consent",
    "write_note",
]
