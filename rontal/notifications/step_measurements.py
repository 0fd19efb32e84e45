"""Measures the steps of the service standard that mails begin or end.

Measures online registrations only, because people at the counter do not wait for mails.
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
    """Records the time from the decision until the mail with the result was sent."""
    sent, application = message.sent_at, message.application
    decided = (
        application.decided_at if application and application.origin == Origin.ONLINE else None
    )
    by_mail = message.channel == ChannelName.MAIL
    if message.kind in RESULTS and by_mail and sent and decided:
        key = f"result_mail:{message.pk}"
        steps.record(step=Step.RESULT_MAIL, took=sent - decided, key=key, ended_at=sent)


def measure_activation(*, application_id: int) -> None:
    """Records the time from the first activation mail, or else from the form, to activation."""
    application = Application.objects.get(pk=application_id)
    begin = _first_sent_at(application, ACTIVATION.code) or application.submitted_at
    if (end := application.activated_at) and application.origin == Origin.ONLINE:
        key = f"activation:{application_id}"
        steps.record(step=Step.ACTIVATION, took=end - begin, key=key, ended_at=end)


def measure_sign_in(*, user_id: int, at: datetime) -> None:
    """Records the time from the approval mail to the member's first sign-in, at `at`."""
    application = Application.objects.filter(user_id=user_id, origin=Origin.ONLINE).first()
    begin = _first_sent_at(application, APPROVED.code) if application else None
    if begin is not None:
        key = f"sign_in:{user_id}"
        steps.record(step=Step.SIGN_IN, took=at - begin, key=key, ended_at=at)


def _first_sent_at(application: Application, kind: str) -> datetime | None:
    """Returns when the first mail of this kind was sent; None where none was."""
    rows = application.messages.filter(kind=kind, channel=ChannelName.MAIL, sent_at__isnull=False)
    return rows.order_by("sent_at").values_list("sent_at", flat=True).first()
