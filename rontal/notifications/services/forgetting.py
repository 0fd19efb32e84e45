"""Deletes data with a membership, or moves it to the membership that stays."""

from typing import Final

from django.db import connection, transaction

from rontal.membership.models import Member
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
WITH gone AS (DELETE FROM notifications_follow WHERE member_id = %(goes)s RETURNING *)
INSERT INTO notifications_follow (member_id, agent_id, subject_id, since)
SELECT %(stays)s, agent_id, subject_id, since FROM gone ON CONFLICT DO NOTHING
"""


def forget_account(*, member_id: int) -> None:
    """Erases devices, choices, the number and consents for WhatsApp and what a closed membership
    followed."""
    account = Member.objects.values_list("user_id", flat=True).get(pk=member_id)
    with transaction.atomic():
        for model in (Subscription, Choice, Preference, WhatsAppNumber, ChannelConsent):
            model.objects.filter(account=account).delete()
        Follow.objects.filter(member=member_id).delete()
        NewTitle.objects.filter(member=member_id).delete()


def hand_over(*, goes_id: int) -> None:
    """Moves the follows of a membership that became part of another; its devices are deleted,
    because its sign-in has ended."""
    stays = Member.objects.values_list("joined_into", flat=True).get(pk=goes_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_FOLLOWS, {"stays": stays, "goes": goes_id})
        forget_account(member_id=goes_id)
