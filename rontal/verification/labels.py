"""Labels of recommendations, and of the levels of findings."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.verification.rules import Level, Recommendation

Words = Mapping[str, str | Promise]

RECOMMENDATIONS: Words = {
    Recommendation.APPROVE: _("Ready to approve"),
    Recommendation.LOOK_CLOSER: _("Check closely"),
    Recommendation.ASK_CORRECTION: _("Ask for a correction"),
}
LEVELS: Words = {
    Level.PASS: _("Passed"),
    Level.WARN: _("Needs attention"),
    Level.FAIL: _("Not passed"),
    Level.UNABLE: _("Could not be checked"),
}
