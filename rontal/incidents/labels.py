"""Labels of the codes of incidents."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rontal.incidents.rules.kinds import AgencyWay, NamesReason, NoticedBy, ScopeKind
from rontal.incidents.states import IncidentState

Words = Mapping[str, str | Promise]

STATES: Words = {
    IncidentState.OPEN: pgettext_lazy("incident", "Open"),
    IncidentState.SUBMITTED: _("Waiting for confirmation"),
    IncidentState.CONFIRMED: _("Notices under way"),
    IncidentState.CLOSED: pgettext_lazy("incident", "Closed"),
    IncidentState.DISMISSED: _("No personal data reached"),
}
CHANNELS: Words = {
    NoticedBy.STAFF: _("A member of staff"),
    NoticedBy.LOG: _("Audit log or alert"),
    NoticedBy.PERSON: _("A person affected"),
    NoticedBy.AGENCY: _("An authority"),
    NoticedBy.PRESS: _("Press or internet"),
    NoticedBy.OPERATOR: _("Operator of the server"),
}
SCOPES: Words = {
    ScopeKind.ACCOUNTS: _("What accounts of staff opened"),
    ScopeKind.EVERYBODY: _("The whole database or a backup"),
}
WAYS: Words = {
    AgencyWay.PORTAL: _("Online form of the agency"),
    AgencyWay.LETTER: pgettext_lazy("way", "Letter"),
    AgencyWay.MAIL: pgettext_lazy("way", "Email"),
}
REASONS: Words = {
    NamesReason.NOTICE: _("I notify the persons myself, for example by phone"),
    NamesReason.LETTER: _("I prepare letters"),
    NamesReason.CHECK: _("I check whether the list is right"),
}
FAULTS: Words = {
    "empty": _("This field is empty. Fill it in."),
    "too_long": _("This text is too long. Shorten it."),
    "in_the_future": _("Enter a time that is not in the future."),
    "too_long_ago": _("This time is too early. Check the date."),
    "before_since": _("The end lies before the beginning. Check both times."),
    "unknown_placeholder": _("Only {data}, {since} and {code} are replaced. Check the braces."),
    "data_missing": _("Write {data} where the kinds of data of each person are named."),
    "email_malformed": _("Enter an email address in the format name@example.id."),
    "unknown": _("This choice no longer exists. Choose again."),
}
"""Sentences of the faults that services find in the fields of a form."""
