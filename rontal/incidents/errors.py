"""Errors of incidents."""

from rontal.core.errors import DomainError


class IncidentOver(DomainError):
    """The incident is closed or was dismissed."""

    code = "incident_over"


class NoticesConfirmed(DomainError):
    """The notices are submitted or confirmed and do not change any more."""

    code = "notices_confirmed"


class NoticesChanged(DomainError):
    """The notices or the scope changed after the person read them."""

    code = "notices_changed"


class ScopeUnknown(DomainError):
    """The persons affected are not chosen, or the search for them still runs."""

    code = "scope_unknown"


class NoticesUnwritten(DomainError):
    """The notices are not written."""

    code = "notices_unwritten"


class SecondPersonNeeded(DomainError):
    """The notices have to be confirmed by another person than the one who submitted them."""

    code = "second_person_needed"


class NoticesUnderWay(DomainError):
    """Notices are still being queued."""

    code = "notices_under_way"


class NothingPrinted(DomainError):
    """No letter was printed that is not posted yet."""

    code = "nothing_printed"


class IncidentErased(DomainError):
    """Texts and persons of the incident were erased."""

    code = "incident_erased"
