"""Periods of the data of applications and memberships."""

from django.utils.translation import gettext_lazy as _

from rontal.core.retention import Kind, by_policy, days, declare, hours
from rontal.membership.email_reversals import REVERSAL_DAYS, EmailReversal
from rontal.membership.models import Application, Draft, Guardian
from rontal.membership.policies import MembershipPolicies
from rontal.membership.steps.guardian_ending import GUARDIAN_STAYS
from rontal.membership.suspensions import EmailChange

DRAFTS = declare(
    Kind(
        key="membership.drafts",
        label=_("Unfinished application forms with their photos"),
        since=_("after the last change"),
        period=by_policy(MembershipPolicies, "draft_days"),
        job="membership:sweep_drafts",
        rows=Draft.objects.all,
        column="expires_at",
        ends=True,
    )
)
ENDED = declare(
    Kind(
        key="membership.ended",
        label=_("Photos of decided applications; all data of people who did not become members"),
        since=_("after the decision or the end"),
        period=by_policy(MembershipPolicies, "photo_days_after_decision"),
        job="membership:erase_photos_of_final",
        rows=lambda: Application.objects.filter(erased_at=None),
        column="ended_at",
    )
)
EMAIL_CHANGES = declare(
    Kind(
        key="membership.email_changes",
        label=_("New email addresses that nobody confirmed"),
        since=_("after the change"),
        period=lambda: hours(MembershipPolicies.current().activation_link_hours)(),
        job="membership:keep_memberships",
        rows=EmailChange.objects.all,
        column="expires_at",
        ends=True,
    )
)
GUARDIANS = declare(
    Kind(
        key="membership.guardians",
        label=_("Parents and guardians of members who have taken over or are 18"),
        since=_("after their rights ended"),
        period=days(GUARDIAN_STAYS.days),
        job="membership:keep_hand_overs",
        rows=lambda: Guardian.objects.filter(ended_at__isnull=False),
        column="ended_at",
    )
)
EMAIL_REVERSALS = declare(
    Kind(
        key="membership.email_reversals",
        label=_("Former email addresses, by which a change can be taken back"),
        since=_("after the link for the new address has expired"),
        period=days(REVERSAL_DAYS),
        job="membership:keep_memberships",
        rows=EmailReversal.objects.all,
        column="ends_at",
        ends=True,
    )
)
