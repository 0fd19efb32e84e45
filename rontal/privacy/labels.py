"""Labels of who opened personal data, without names of staff, and of the filters of the trail."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import ActorKind
from rontal.privacy.access_events import AccessTexts
from rontal.privacy.trail import TrailFilter

ACTORS: Mapping[ActorKind, str | Promise] = {
    ActorKind.STAFF: _("Library staff"),
    ActorKind.SYSTEM: _("The system"),
    ActorKind.PERSON: _("You"),
    ActorKind.VISITOR: _("Your parent or guardian"),
}
ACTORS_FOR_GUARDIAN: Mapping[ActorKind, str | Promise] = {
    **ACTORS,
    ActorKind.PERSON: _("Your child"),
    ActorKind.VISITOR: _("You"),
}
"""The same, for the guardian of the person whose data it is."""
FILTERS: Mapping[TrailFilter, str | Promise] = {
    TrailFilter.STAFF: _("Library staff"),
    TrailFilter.SYSTEM: _("The system"),
    TrailFilter.GUARDIAN: _("Your parent or guardian"),
    TrailFilter.PHOTOS: _("Photos"),
    TrailFilter.EXPORTS: _("Downloads"),
}
OWN_EXPORT = AccessTexts(_("A copy of all your data"), _("You downloaded it"))
