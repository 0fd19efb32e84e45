"""Labels of the roles of staff."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.accounts.roles import Role

Words = Mapping[str, str | Promise]

ROLES: Words = {
    Role.CLERK: _("Staff member"),
    Role.LIBRARIAN: _("Librarian"),
    Role.HEAD: _("Head"),
    Role.ADMINISTRATOR: _("Administrator"),
}
