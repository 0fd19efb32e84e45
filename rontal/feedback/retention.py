"""Periods of complaints and uploads."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, declare, hours
from rontal.feedback.models import Ticket, Upload
from rontal.feedback.policies import FeedbackPolicies

TICKETS = declare(
    Kind(
        key="feedback.tickets",
        label=_("Texts, names and attachments of closed complaints"),
        since=_("after the complaint was closed"),
        period=by_policy(FeedbackPolicies, "feedback_keep_days"),
        job="feedback:erase_old",
        rows=lambda: Ticket.objects.filter(erased_at=None),
        column="closed_at",
    )
)
UPLOADS = declare(
    Kind(
        key="feedback.uploads",
        label=_("Files of complaints that were not sent"),
        since=_("after the upload"),
        period=hours(24),
        job="feedback:sweep_uploads",
        rows=Upload.objects.all,
        column="expires_at",
        ends=True,
    )
)
