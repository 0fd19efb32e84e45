"""Labels of the codes of licences and loans."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.lending.rules import EndReason, LicenceEnd, LicenceKind

Words = Mapping[str, str | Promise]

LICENCE_KINDS: Words = {
    LicenceKind.ONE_COPY_ONE_READER: _("Perpetual, one reader per copy"),
    LicenceKind.BY_TIME: _("For a time"),
    LicenceKind.BY_LOANS: _("For a number of loans"),
    LicenceKind.CONCURRENT: _("Several readers at once"),
    LicenceKind.IN_LIBRARY: _("Read in the library only"),
    LicenceKind.OPEN_ACCESS: _("Open to everyone"),
}
END_REASONS: Words = {
    EndReason.ASKED: _("The member asked for it"),
    EndReason.RIGHTS: _("The right to lend the title has ended"),
    EndReason.TECHNICAL: _("The file is damaged"),
    EndReason.MISUSE: _("The loan was misused"),
}
LICENCE_ENDS: Words = {
    LicenceEnd.MISTAKE: _("It was entered by mistake"),
    LicenceEnd.RIGHTS: _("The publisher withdrew the right"),
    LicenceEnd.REPLACED: _("Another licence takes its place"),
}
