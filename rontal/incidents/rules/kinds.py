"""Ways in which a breach is noticed, scopes, grounds for opening names, limits of texts."""

from enum import StrEnum
from typing import Final

MAX_TEXT_LENGTH: Final = 5000
MAX_NAME_LENGTH: Final = 100
MAX_REFERENCE_LENGTH: Final = 60


class NoticedBy(StrEnum):
    """Ways in which a breach was noticed."""

    STAFF = "staff"
    LOG = "log"
    PERSON = "person"
    AGENCY = "agency"
    PRESS = "press"
    OPERATOR = "operator"


class ScopeKind(StrEnum):
    """Ways to choose the persons affected."""

    ACCOUNTS = "accounts"
    EVERYBODY = "everybody"


class NamesReason(StrEnum):
    """Reasons for opening names of persons affected; also recorded at their applications."""

    NOTICE = "incident_notice"
    LETTER = "incident_letter"
    CHECK = "incident_check"


class AgencyWay(StrEnum):
    """Ways in which the agency was notified by hand."""

    PORTAL = "portal"
    LETTER = "letter"
    MAIL = "mail"


class SearchStep(StrEnum):
    """Steps of the search for persons; no step means that it is done."""

    EVENTS = "events"
    APPLICATIONS = "applications"
    TICKETS = "tickets"
    DATA_REQUESTS = "data_requests"
    STAFF = "staff"


EVERYBODY_STEPS: Final = (
    SearchStep.APPLICATIONS,
    SearchStep.TICKETS,
    SearchStep.DATA_REQUESTS,
    SearchStep.STAFF,
)
