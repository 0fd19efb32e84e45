"""Kinds of data that an event of the audit log or a copy of the database reveals.

A kind is the code of an activity in the register of processing.
"""

from collections.abc import Collection, Mapping
from typing import Any, Final

from rontal.core.processing import FILE_KINDS
from rontal.lending.events import LOANS_VIEWED

FILE_OPENED: Final = "file:opened"
_BY_EVENT: Final[Mapping[str, str]] = {
    "application:opened": "applications",
    "member:page_opened": "members",
    "member:searched_by_identity": "applications",
    "member:imported": "members",
    "import:sampled": "member_import",
    "import:opened": "member_import",
    "import:exported": "member_import",
    "incident:names_opened": "accounts",
    "ticket:looked_at": "complaints",
    "ticket:identity_opened": "complaints",
    "data_request:looked_at": "data_requests",
    "data_request:contact_opened": "data_requests",
}
OPENINGS: Final = (*_BY_EVENT, FILE_OPENED)
"""Events by which staff reach data of one person, of the members of an import, or of the staff
among the persons of an incident (the others have an event each).
"""

OF_TICKETS: Final = frozenset({"complaints"})
OF_REQUESTS: Final = frozenset({"data_requests"})
OF_STAFF: Final = frozenset({"accounts", "second_factors", "sessions"})
OF_MEMBERS: Final = frozenset({"members", "loans", "holds", "reading_lists"})
OF_PHOTOS: Final = frozenset({"photos", "card_reading", "machine_checks"})
_ELSEWHERE: Final = (
    OF_TICKETS
    | OF_REQUESTS
    | {
        "abuse_limits",
        "complaint_figures",
        "data_request_proof",
        "drafts",
        "erasures",
        "incidents",
        "member_import",
    }
)
"""Kinds that are stored about no single applicant or member, or say nothing about one."""


def kind_of(name: str, data: Mapping[str, Any]) -> str:
    """Returns the kind of data that an event reveals; "" for a file without persons."""
    if name == FILE_OPENED:
        activity = FILE_KINDS.get(str(data.get("purpose", "")))
        return activity.code if activity else ""
    if data.get("reason") == LOANS_VIEWED:
        return "loans"
    return _BY_EVENT.get(name, "")


def kinds_of_application(
    chosen: Collection[str], *, has_photos: bool, is_member: bool, is_child: bool
) -> list[str]:
    """Returns the chosen kinds that are stored about an applicant or member."""
    gone = set(_ELSEWHERE)
    gone |= set() if has_photos else OF_PHOTOS
    gone |= set() if is_member else OF_MEMBERS
    gone |= set() if is_child else {"guardians"}
    return sorted(set(chosen) - gone)
