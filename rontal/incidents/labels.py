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
