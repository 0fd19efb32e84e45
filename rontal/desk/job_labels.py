"""Labels of background jobs and of event subscribers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

TASKS: Words = {
    "core:tell_subscriber": _("Pass on an event"),
    "notifications:deliver": _("Send a message"),
    "notifications:send_digests": _("Notify members of new titles that they follow"),
    "membership:lapse_overdue": _("End abandoned applications"),
    "membership:sweep_drafts": _("Remove abandoned forms"),
    "membership:erase_photos_of_final": _("Delete expired photos"),
    "membership:keep_memberships": _("End expired memberships and pauses"),
    "membership:count_registrations": _("Count registrations for reports"),
    "membership:keep_promises": _("Monitor promised times"),
    "membership:check_import": _("Dry run of a member list"),
    "membership:take_import": _("Import members from a list"),
    "membership:undo_import": _("Undo member import"),
    "membership:invite_imported": _("Invite members from lists"),
    "membership:sweep_imports": _("Delete expired member lists"),
    "catalogue:check_import": _("Dry run of an import"),
    "catalogue:take_import": _("Import records or book files"),
    "catalogue:undo_import": _("Undo title import"),
    "catalogue:erase_covers": _("Delete covers left by an undone import"),
    "catalogue:complete_covers": _("Create covers in new widths"),
    "catalogue:sweep_imports": _("Discard abandoned title imports"),
    "lending:cut_loose": _("Anonymise ended loans"),
    "reading:forget_places": _("Delete expired reading places"),
    "lending:remind": _("Remind of holds and loans ending soon"),
    "lending:settle_overdue": _("End expired loans"),
    "lending:warn_of_ends": _("Notify of licences ending soon"),
    "privacy:sweep": _("Delete expired data"),
    "verification:leave_to_staff": _("Leave unchecked cases to staff"),
    "survey:sweep": _("Clean up the survey"),
    "feedback:close_answered": _("Close tickets that were answered"),
    "feedback:erase_old": _("Delete old tickets"),
    "feedback:remind_before_late": _("Remind of tickets due soon"),
    "feedback:sweep_uploads": _("Remove abandoned attachments"),
    "feedback:poll_mailbox": _("Fetch complaint emails"),
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
    "procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
}
"""Labels of jobs by task name."""
SUBSCRIBERS: Words = {
    "queue_messages": _("queue messages"),
    "find_new_titles": _("find who follows a new title"),
    "find_new_titles_of_import": _("find who follows newly imported titles"),
    "join_follows": _("merge what members follow"),
    "forget_account": _("delete devices, choices and follows"),
    "forget_applicant": _("delete devices, choices and follows"),
    "forget_notifications": _("delete devices, choices and follows"),
    "hand_over_follows": _("move what a member follows"),
    "measure_sign_in": _("measure the first sign-in"),
    "measure_activation": _("measure the activation"),
    "send_password_reset": _("send a new password link"),
    "read_photo": _("read a photo"),
    "examine_what_came_in": _("check an application"),
    "examine_again": _("check again"),
    "forget_readings": _("delete what was read"),
    "forget_photo": _("delete a photo"),
    "forget_findings": _("delete findings"),
    "heed_consent": _("apply a consent"),
    "license_imported_titles": _("license titles imported with files"),
    "ask_after_loan": _("invite after a loan"),
    "ask_after_decision": _("invite after a decision"),
    "forget_whoever_left": _("delete survey data of a closed account"),
    "settle_queues": _("update a member's holds"),
    "end_what_was_left": _("end the loans of a former member"),
    "hand_over_to_the_one_that_stays": _("move loans to the kept membership"),
    "end_queue_of_withdrawn": _("end holds on a withdrawn title"),
    "take_places_to_the_title_that_stays": _("move reading places to the kept title"),
    "take_places_along": _("move reading places"),
    "forget_reading": _("delete reading places, highlights and notes of an ended membership"),
    "recompute_due_times": _("recalculate due times"),
    "recompute_due": _("recalculate ticket due times"),
}
"""Labels of event subscribers by function name."""


def task(name: str) -> str:
    """Returns the label of a task, or its name where it has none."""
    return str(TASKS.get(name, name))


def purpose(args: Mapping[str, Any]) -> str:
    """Returns the label of a job's event subscriber and its integer arguments, joined by " · "."""
    listener = str(args.get("subscriber", "")).rpartition(".")[2]
    labels = [str(SUBSCRIBERS.get(listener, listener))] if listener else []
    numbers = [str(value) for key, value in args.items() if isinstance(value, int)]
    return " · ".join([*labels, *numbers])
