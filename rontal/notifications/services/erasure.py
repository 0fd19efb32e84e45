"""Services that delete the data of a membership or account, or move it to the one that remains."""

from typing import Final

from django.db import connection, transaction

from rontal.accounts.models import User
from rontal.membership.models import Application, Member
from rontal.notifications.models import (
    ChannelConsent,
    Choice,
    Follow,
    NewTitle,
    Preference,
    Subscription,
    WhatsAppNumber,
)

_FOLLOWS: Final = """
WITH moved AS (DELETE FROM notifications_follow WHERE member_id = %(goes)s RETURNING *)
INSERT INTO notifications_follow (member_id, agent_id, subject_id, since)
SELECT %(stays)s, agent_id, subject_id, since FROM moved ON CONFLICT DO NOTHING
"""


def erase_member(*, member_id: int) -> None:
    """Erases devices, choices, WhatsApp number and consents, and the follows of a closed
    membership."""
    account = Member.objects.values_list("user_id", flat=True).get(pk=member_id)
    with transaction.atomic():
        _erase(account)
        Follow.objects.filter(member=member_id).delete()
        NewTitle.objects.filter(member=member_id).delete()


def erase_account(*, account_id: int) -> None:
    """Erases devices, choices, WhatsApp number and consents of a closed account. Does nothing for
    one that was reopened meanwhile."""
    with transaction.atomic():
        rows = User.objects.select_for_update(no_key=True, of=("self",))
        if rows.filter(pk=account_id, is_active=False).exists():
            _erase(account_id)


def erase_applicant(*, application_id: int) -> None:
    """Erases devices, choices, WhatsApp number and consents of a withdrawn application. After a
    rejection they are erased with the account, when the application is erased."""
    account = Application.objects.values_list("user_id", flat=True).get(pk=application_id)
    with transaction.atomic():
        _erase(account)


def move_follows(*, goes_id: int) -> None:
    """Moves the follows of a merged membership to the one that remains, and deletes its devices,
    because its sign-in has ended."""
    stays = Member.objects.values_list("joined_into", flat=True).get(pk=goes_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOWS, {"stays": stays, "goes": goes_id})
        erase_member(member_id=goes_id)


def _erase(account_id: int | None) -> None:
    for model in (Subscription, Choice, Preference, WhatsAppNumber, ChannelConsent):
        model.objects.filter(account=account_id).delete()
