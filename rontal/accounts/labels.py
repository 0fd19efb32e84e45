"""Labels of the roles of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.accounts.roles import FactorLoss, Role

Words = Mapping[str, str | Promise]

ROLES: Words = {
    Role.CLERK: _("Staff member"),
    Role.LIBRARIAN: _("Librarian"),
    Role.HEAD: _("Head"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.OFFICER: _("Data protection officer"),
}
LOSSES: Words = {
    FactorLoss.LOST: _("The phone or security key is lost"),
    FactorLoss.STOLEN: _("The phone or security key was stolen"),
    FactorLoss.REPLACED: _("The phone was replaced, and the app was not moved"),
    FactorLoss.BROKEN: _("The phone or security key is broken"),
}
