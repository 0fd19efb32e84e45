"""Periods of the survey."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, days, declare
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.survey.models import Invitation, Remark

INVITATIONS = declare(
    Kind(
        key="feedback.invitations",
        label=_("Invitations to the survey that nobody answered"),
        since=_("after the invitation"),
        period=by_policy(FeedbackPolicies, "survey_open_days"),
        job="survey:sweep",
        rows=Invitation.objects.all,
        column="expires_on",
        ends=True,
    )
)
REMARKS = declare(
    Kind(
        key="feedback.remarks",
        label=_("Remarks at the end of the survey"),
        since=_("after their month"),
        period=days(365),
        job="survey:sweep",
        rows=Remark.objects.all,
        column="month",
    )
)
