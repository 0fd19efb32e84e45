"""Services of incidents."""

from rontal.incidents.services.closing import close, dismiss
from rontal.incidents.services.erasure import erase_old
from rontal.incidents.services.finding import search_persons
from rontal.incidents.services.notices import confirm, return_notices, save_notices, submit
from rontal.incidents.services.notifying import SPREAD, spread_notices
from rontal.incidents.services.opening import change_facts, open_incident
from rontal.incidents.services.periodic import remind_before_late, resume_work
from rontal.incidents.services.proof import (
    mark_letters_posted,
    mark_letters_printed,
    mark_mail_returned,
    open_letters,
    open_names,
    record_agency,
    record_export,
    record_publication,
)
from rontal.incidents.services.scope import SEARCH, choose_scope

__all__ = [
    "SEARCH",
    "SPREAD",
    "change_facts",
    "choose_scope",
    "close",
    "confirm",
    "dismiss",
    "erase_old",
    "mark_letters_posted",
    "mark_letters_printed",
    "mark_mail_returned",
    "open_incident",
    "open_letters",
    "open_names",
    "record_agency",
    "record_export",
    "record_publication",
    "remind_before_late",
    "resume_work",
    "return_notices",
    "save_notices",
    "search_persons",
    "spread_notices",
    "submit",
]
