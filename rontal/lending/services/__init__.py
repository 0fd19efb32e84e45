"""Services of loans, holds, licences and reading lists."""

from rontal.lending.services.borrowing import ROLES_BY_END_REASON, borrow, return_loan, revoke
from rontal.lending.services.buying import buy
from rontal.lending.services.copying import copy_words
from rontal.lending.services.daily_loan_limits import borrow_within_limits
from rontal.lending.services.demo_history import OpenReading, record_past
from rontal.lending.services.holding import (
    cancel_hold,
    place_hold,
    resume_hold,
    settle_queues_of,
    suspend_hold,
)
from rontal.lending.services.licence_corrections import correct_licence, end_licence
from rontal.lending.services.licence_import import OUTCOMES, Outcome, Report, import_licences
from rontal.lending.services.licence_notices import warn_of_ends
from rontal.lending.services.licensing import (
    add_copies,
    grant_licence,
    grant_licences_at_import,
    grant_open_access_at_import,
    remove_copies,
)
from rontal.lending.services.loan_history import (
    anonymise_loans,
    erase_history,
    keep_history,
    stop_history,
)
from rontal.lending.services.membership_end import end_loans_and_holds, move_loans_and_holds
from rontal.lending.services.overdue import settle_overdue
from rontal.lending.services.reading_devices import (
    record_device_use,
    register_device,
    replace_device,
    sweep_sittings,
)
from rontal.lending.services.reading_lists import add_to_list, remove_from_list
from rontal.lending.services.reminding import (
    notify_stranded,
    remind_of_ends,
    remind_of_last_day,
)
from rontal.lending.services.renewing import renew
from rontal.lending.services.titles import end_queue, join_titles, remove_file
from rontal.lending.services.use_counts import count_open_access_use, count_opening, count_page_view

__all__ = [
    "ROLES_BY_END_REASON",
    "OpenReading",
    "Outcome",
    "Report",
    "add_copies",
    "borrow",
    "borrow_within_limits",
    "import_licences",
    "buy",
    "cancel_hold",
    "OUTCOMES",
    "copy_words",
    "correct_licence",
    "anonymise_loans",
    "end_loans_and_holds",
    "end_queue",
    "end_licence",
    "erase_history",
    "return_loan",
    "grant_licence",
    "grant_licences_at_import",
    "grant_open_access_at_import",
    "move_loans_and_holds",
    "join_titles",
    "keep_history",
    "count_page_view",
    "count_open_access_use",
    "count_opening",
    "record_device_use",
    "register_device",
    "place_hold",
    "add_to_list",
    "record_past",
    "remind_of_ends",
    "remind_of_last_day",
    "remove_file",
    "renew",
    "resume_hold",
    "revoke",
    "settle_overdue",
    "settle_queues_of",
    "stop_history",
    "suspend_hold",
    "sweep_sittings",
    "remove_copies",
    "remove_from_list",
    "replace_device",
    "notify_stranded",
    "warn_of_ends",
]
