"""Labels of recommendations and advice, levels of findings, face comparisons and failed checks."""

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
ADVICE: Words = {
    Recommendation.APPROVE: _("Compare the two faces, then approve."),
    Recommendation.LOOK_CLOSER: _("Check the following. You decide."),
    Recommendation.ASK_CORRECTION: _(
        "The applicant can correct this. The reasons are selected for you."
    ),
}
FACE_RESULTS: Words = {
    "faces_match": _("The faces match"),
    "faces_unsure": _("Possibly the same face"),
    "faces_differ": _("Different faces"),
    "faces_not_on_card": _("No face found on the card"),
    "faces_not_in_photo": _("No face found in the photo"),
    "faces_no_portrait": _("This card has no photo"),
    "face_not_compared": _("Not compared: no consent"),
    "face_none": _("No face found in the photo"),
}
UNABLE: Words = {
    "crashed": _("it failed"),
    "timed_out": _("it took too long"),
    "out_of_memory": _("it needed too much memory"),
    "unreadable": _("the photo cannot be opened"),
    "failed": _("it had an error"),
}
