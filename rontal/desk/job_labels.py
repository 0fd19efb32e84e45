"""Labels of background jobs and of event subscribers."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, str | Promise]

TASKS: Words = {
    "kernel:tell_subscriber": _("Pass on what happened"),
    "notifications:deliver": _("Send a message"),
    "notifications:send_digests": _("Notify members of new titles that they follow"),
    "membership:lapse_overdue": _("End abandoned applications"),
    "membership:sweep_drafts": _("Remove forms that were left"),
    "membership:erase_photos_of_final": _("Delete expired photos"),
    "membership:keep_memberships": _("End expired memberships and pauses"),
    "membership:count_registrations": _("Count registrations for reports"),
    "membership:keep_promises": _("Watch over promises"),
    "membership:check_import": _("Try the rows of a list of members"),
    "membership:take_import": _("Take members of a list in"),
    "membership:undo_import": _("Take an import of members back"),
    "membership:invite_imported": _("Invite members from lists"),
    "membership:sweep_imports": _("Delete expired member lists"),
    "catalogue:check_import": _("Try records or book files"),
    "catalogue:take_import": _("Take records or book files in"),
    "catalogue:undo_import": _("Take an import of titles back"),
    "catalogue:erase_covers": _("Delete covers left by an undone import"),
    "catalogue:complete_covers": _("Create covers in new widths"),
    "catalogue:sweep_imports": _("Discard abandoned title imports"),
    "lending:cut_loose": _("Anonymise ended loans"),
    "reading:forget_places": _("Delete expired reading places"),
    "lending:remind": _("Remind of kept copies and loans before their end"),
    "lending:settle_overdue": _("End expired loans"),
    "lending:warn_of_ends": _("Tell of licences near their end"),
    "privacy:sweep": _("Delete expired data"),
    "verification:leave_to_staff": _("Leave unchecked cases to staff"),
    "survey:sweep": _("Tidy up the survey"),
    "feedback:close_answered": _("Close tickets that were answered"),
    "feedback:erase_old": _("Delete old tickets"),
    "feedback:remind_before_late": _("Remind of tickets that are due"),
    "feedback:sweep_uploads": _("Remove attachments that were left"),
    "feedback:poll_mailbox": _("Fetch complaint emails"),
    "builtin:procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
    "procrastinate.builtin_tasks.remove_old_jobs": _("Remove old jobs"),
}
"""Labels of jobs by task name."""
SUBSCRIBERS: Words = {
    "queue_messages": _("queue messages"),
    "find_new_titles": _("find who follows a new title"),
    "find_new_titles_of_import": _("find who follows new titles of an import"),
    "join_follows": _("join what members follow"),
    "forget_account": _("delete devices, choices and follows"),
    "forget_applicant": _("delete devices, choices and follows"),
    "forget_notifications": _("delete devices, choices and follows"),
    "hand_over_follows": _("move what a member follows"),
    "measure_sign_in": _("measure the first sign-in"),
    "measure_activation": _("measure the activation"),
    "send_password_reset": _("send a new password link"),
    "read_photo": _("read a photo"),
    "examine_what_came_in": _("examine an application"),
    "examine_again": _("examine again"),
    "forget_readings": _("forget what was read"),
    "forget_photo": _("forget a photo"),
    "forget_findings": _("forget findings"),
    "heed_consent": _("heed a consent"),
    "license_imported_titles": _("license titles that came in with files"),
    "ask_after_loan": _("invite after a loan"),
    "ask_after_decision": _("invite after a decision"),
    "forget_whoever_left": _("forget whoever left"),
    "settle_queues": _("settle the queues that a member waits in"),
    "end_what_was_left": _("end what a former member had on loan"),
    "hand_over_to_the_one_that_stays": _("take loans along to the membership that stays"),
    "end_queue_of_withdrawn": _("end the queue of a title that was withdrawn"),
    "take_places_to_the_title_that_stays": _("take places in books to the title that stays"),
    "take_places_along": _("take places in books along"),
    "forget_reading": _("erase places and marks of an ended membership"),
    "recompute_due_times": _("compute due times anew"),
    "recompute_due": _("compute times of tickets anew"),
}
"""Labels of event subscribers by function name."""


def task(name: str) -> str:
    """Returns the label of a task, or its name where it has none."""
    return str(TASKS.get(name, name))


def purpose(args: Mapping[str, Any]) -> str:
    """Returns the label of a job's event subscriber and its integer arguments, joined by " · "."""
    listener = str(args.get("subscriber", "")).rpartition(".")[2]
    said = [str(SUBSCRIBERS.get(listener, listener))] if listener else []
    numbers = [str(value) for key, value in args.items() if isinstance(value, int)]
    return " · ".join([*said, *numbers])
