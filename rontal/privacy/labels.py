"""Labels of who opened personal data, without names of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.core.actors import ActorKind

ACTORS: Mapping[ActorKind, str | Promise] = {
    ActorKind.STAFF: _("Library staff"),
    ActorKind.SYSTEM: _("The system"),
    ActorKind.VISITOR: _("Your parent or guardian"),
}
