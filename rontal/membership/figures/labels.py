"""Labels of the groups in which registrations are counted."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.membership.figures.rules import AgeGroup, Moment

MOMENTS: Mapping[Moment, str | Promise] = {
    Moment.APPROVED: _("Approved"),
    Moment.REJECTED: _("Rejected"),
    Moment.LAPSED: _("Lapsed"),
    Moment.WITHDRAWN: _("Withdrawn by the applicant"),
}
AGE_GROUPS: Mapping[AgeGroup, str | Promise] = {
    AgeGroup.UNDER_13: _("Under 13"),
    AgeGroup.FROM_13: _("13 to 15"),
    AgeGroup.FROM_16: _("16 and 17"),
    AgeGroup.FROM_18: _("18 to 24"),
    AgeGroup.FROM_25: _("25 to 34"),
    AgeGroup.FROM_35: _("35 to 44"),
    AgeGroup.FROM_45: _("45 to 54"),
    AgeGroup.FROM_55: _("55 and over"),
}
