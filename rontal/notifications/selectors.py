"""Selectors for messages, devices, choices and follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.data_requests.models import DataRequest
from rontal.feedback.models import Ticket
from rontal.membership.selectors import member_of
from rontal.notifications.models import (
    ChannelConsent,
    Choice,
    Follow,
    Message,
    NewTitle,
    Preference,
    Subscription,
    WhatsAppNumber,
)
from rontal.notifications.purposes import ChannelName, Purpose
from rontal.notifications.registry import MESSAGES

NOBODY: Final = 0
LATEST_TITLES: Final = 30


@dataclass(frozen=True)
class Following:
    """Author or subject that a member follows."""

    id: int
    name: str
    about: str
    target_id: int


def is_on(account_id: int | None, purpose: Purpose, channel: ChannelName) -> bool:
    """Returns whether a purpose is switched on for mail or push; on where nobody chose."""
    if account_id is None:
        return True
    rows = Choice.objects.filter(account=account_id, purpose=purpose, channel=channel)
    chosen = rows.values_list("on", flat=True).first()
    return chosen is None or chosen


def mail_is_on(account_id: int, purpose: Purpose) -> bool:
    return is_on(account_id, purpose, ChannelName.MAIL)


def consented_purposes(account_id: int) -> list[Purpose]:
    """Returns the purposes with a valid consent to WhatsApp."""
    rows = consents_of(account_id).filter(channel=ChannelName.WHATSAPP, withdrawn_at=None)
    return [Purpose(purpose) for purpose in rows.values_list("purpose", flat=True)]


def choices_of(account_id: int) -> dict[tuple[str, str], bool]:
    """Returns the choices of an account, by purpose and channel. One query."""
    rows = Choice.objects.filter(account=account_id)
    return {(row.purpose, row.channel): row.on for row in rows}


def shows_titles(account_id: int | None) -> bool:
    """Returns whether push messages may name books."""
    return Preference.objects.filter(account=account_id, show_titles=True).exists()


def has_consented(account_id: int, purpose: Purpose, channel: ChannelName) -> bool:
    """Returns whether there is a valid consent."""
    rows = ChannelConsent.objects.filter(account=account_id, purpose=purpose, channel=channel)
    return rows.filter(withdrawn_at=None).exists()


def consents_of(account_id: int) -> QuerySet[ChannelConsent]:
    """Returns all consents of an account, withdrawn ones too, oldest first."""
    return ChannelConsent.objects.filter(account=account_id).order_by("given_at", "pk")


def whatsapp_number(account_id: int | None) -> str:
    """Returns the WhatsApp number of an account; "" where there is none."""
    row = WhatsAppNumber.objects.filter(account=account_id).first()
    return str(row.number.reveal()["number"]) if row else ""


def devices_of(actor: Actor) -> QuerySet[Subscription]:
    """Returns the devices of the actor with push messages, newest first."""
    return Subscription.objects.filter(account=actor.id or NOBODY).order_by("-pk")


def device_of(pk: int, actor: Actor) -> Subscription:
    """Returns a device of the actor; raises NotFound."""
    return NotFound.if_none(devices_of(actor).filter(pk=pk).first())


def may_offer_push(actor: Actor) -> bool:
    """Returns whether a page may offer notifications: no refusal and no device so far. One
    query."""
    rows = Preference.objects.filter(account=actor.id or NOBODY, declined_at__isnull=False)
    known = rows.values("account").union(devices_of(actor).order_by().values("account"))
    return not known.exists()


def follows_of(actor: Actor) -> list[Following]:
    """Returns the authors and subjects that the actor follows, by name. One query."""
    rows = Follow.objects.filter(member__user_id=actor.id or NOBODY)
    rows = rows.select_related("agent", "subject")
    return sorted((_following(row) for row in rows), key=lambda one: one.name.casefold())


def _following(row: Follow) -> Following:
    if row.agent is not None:
        return Following(row.pk, row.agent.name, "agent", row.agent.pk)
    assert row.subject is not None
    return Following(row.pk, row.subject.name, "subject", row.subject.pk)


def follows(actor: Actor, *, agent_id: int | None = None, subject_id: int | None = None) -> bool:
    rows = Follow.objects.filter(member__user_id=actor.id or NOBODY)
    return rows.filter(agent=agent_id, subject=subject_id).exists()


def new_titles_of(actor: Actor) -> QuerySet[NewTitle]:
    """Returns the latest titles in the actor's digests, the newest first."""
    rows = NewTitle.objects.filter(member__user_id=actor.id or NOBODY, batch__isnull=False)
    return rows.select_related("title").order_by("-found_at", "-pk")[:LATEST_TITLES]


def is_member(actor: Actor) -> bool:
    """Returns whether the actor has a membership and so may follow."""
    return member_of(actor.id) is not None


def messages_of(ticket: Ticket) -> list[Message]:
    """Returns the mails to the author of a ticket, oldest first. One query."""
    rows = Message.objects.filter(ticket=ticket, staff=None, channel=ChannelName.MAIL)
    return list(rows.order_by("pk"))


def messages_of_request(request: DataRequest) -> list[Message]:
    """Returns the mails to the sender of a request, oldest first. One query."""
    rows = Message.objects.filter(data_request=request, staff=None, channel=ChannelName.MAIL)
    return list(rows.order_by("pk"))


def label_of(code: str) -> str | Promise:
    """Returns the label of a message; its code where the table does not know it any more."""
    entry = MESSAGES.get(code)
    return entry.label if entry else code


def every_message_of(
    *, account_id: int | None, application_id: int, request_ids: Iterable[int]
) -> "list[Message]":
    """Returns the messages about a person's application, account, requests and incidents, newest
    first; without those to staff. One query. The caller must make sure that these are of the person
    who asks.
    """
    about = Q(application=application_id) | Q(data_request__in=list(request_ids))
    about |= Q(affected__application=application_id)
    if account_id is not None:
        about |= Q(account=account_id) | Q(affected__account=account_id)
    return list(Message.objects.filter(about, staff=None).order_by("-pk"))


def stored_data_of(actor: Actor) -> dict[str, object]:
    """Returns the data stored here about the actor, for the copy of their data."""
    account, preference = actor.id or NOBODY, Preference.objects.filter(account=actor.id or NOBODY)
    chosen = preference.first()
    return {
        "made_at": clock.now(),
        "devices": [
            {"browser": row.family, "since": row.created_at, "last_message": row.last_success_at}
            for row in devices_of(actor)
        ],
        "choices": [
            {"purpose": purpose, "channel": channel, "on": on}
            for (purpose, channel), on in sorted(choices_of(account).items())
        ],
        "titles_on_lock_screen": bool(chosen and chosen.show_titles),
        "whatsapp_number": whatsapp_number(account),
        "whatsapp_consents": [
            {
                "purpose": row.purpose,
                "text_version": row.text_version,
                "given_at": row.given_at,
                "withdrawn_at": row.withdrawn_at,
            }
            for row in consents_of(account)
        ],
        "follows": [{"kind": one.about, "name": one.name} for one in follows_of(actor)],
        "new_titles": [row.title.title for row in new_titles_of(actor)],
    }
