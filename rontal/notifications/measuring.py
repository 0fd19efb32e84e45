"""Measures the steps of the promise that mails begin or end.

Only of people who registered by themselves: whoever stood at the counter did not wait.
"""

from datetime import datetime

from rontal.membership.models import Application
from rontal.membership.rules.kinds import Origin
from rontal.notifications.messages.applications import ACTIVATION, APPROVED, REJECTED
from rontal.notifications.models import Message
from rontal.notifications.purposes import ChannelName
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Step

RESULTS = {APPROVED.code, REJECTED.code}


def measure_result(message: Message) -> None:
    """How long the mail with the result took from the decision to the mail server."""
    sent, about = message.sent_at, message.application
    decided = about.decided_at if about and about.origin == Origin.ONLINE else None
    by_mail = message.channel == ChannelName.MAIL
    if message.kind in RESULTS and by_mail and sent and decided:
        key = f"result_mail:{message.pk}"
        steps.record(step=Step.RESULT_MAIL, took=sent - decided, key=key, ended_at=sent)


def measure_activation(*, application_id: int) -> None:
    """How long an activation took from its first mail; from sending the form without one."""
    found = Application.objects.get(pk=application_id)
    begin = _handed_over(found, ACTIVATION.code) or found.submitted_at
    if (end := found.activated_at) and found.origin == Origin.ONLINE:
        key = f"activation:{application_id}"
        steps.record(step=Step.ACTIVATION, took=end - begin, key=key, ended_at=end)


def measure_sign_in(*, user_id: int, at: datetime) -> None:
    """How long a member's first sign-in, at `at`, took from the mail that said "approved"."""
    found = Application.objects.filter(user_id=user_id, origin=Origin.ONLINE).first()
    begin = _handed_over(found, APPROVED.code) if found else None
    if begin is not None:
        key = f"sign_in:{user_id}"
        steps.record(step=Step.SIGN_IN, took=at - begin, key=key, ended_at=at)


def _handed_over(application: Application, kind: str) -> datetime | None:
    """When the first mail of this kind reached the mail server."""
    rows = application.messages.filter(kind=kind, channel=ChannelName.MAIL, sent_at__isnull=False)
    return rows.order_by("sent_at").values_list("sent_at", flat=True).first()
