"""Labels of reasons why staff ended a loan, in mails and on pages."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.lending.rules import EndReason

REVOKED: Mapping[str, str | Promise] = {
    EndReason.ASKED: _("You asked for this."),
    EndReason.RIGHTS: _("The right to lend this title has ended."),
    EndReason.TECHNICAL: _("The book file is damaged. This is not your fault."),
    EndReason.MISUSE: _(
        "The library believes that the loan was not used according to its rules. If you disagree, "
        "please tell us."
    ),
}
