"""Services for a person's choices: purposes by channel, and consents."""

from collections.abc import Iterable, Mapping
from typing import Final

from django.db import transaction

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed, NotFound
from rontal.core.events import emit
from rontal.membership.models import Member
from rontal.notifications import events, registry, rules
from rontal.notifications.errors import NoSuchNumber
from rontal.notifications.models import ChannelConsent, Choice, Preference, WhatsAppNumber
from rontal.notifications.purposes import ChannelName, Purpose

TEXT_VERSION: Final = "2026-11"
"""Version of the words that ask for consent to WhatsApp (web/notifications/whatsapp.html)."""

Switches = Mapping[tuple[Purpose, ChannelName], bool]


def choose(*, switches: Switches, show_titles: bool, actor: Actor) -> None:
    """Stores the choices of the actor for mail and push. Purposes that cannot be switched off stay
    on. Raises NotAllowed for a visitor."""
    account = _account(actor)
    with transaction.atomic():
        for (purpose, channel), on in switches.items():
            if channel is not ChannelName.WHATSAPP and purpose in registry.purposes_of(channel):
                _switch(account, purpose, channel, on=on)
        Preference.objects.update_or_create(
            account_id=account, defaults={"show_titles": show_titles}
        )
        _emit_chosen(account, actor)


def switch_mail(*, account_id: int, purpose: Purpose, on: bool) -> None:
    """Switches the mails of a purpose off or on, by the link in such a mail. Raises NotFound where
    they cannot be switched off."""
    if purpose not in registry.purposes_of(ChannelName.MAIL):
        raise NotFound
    with transaction.atomic():
        _switch(account_id, purpose, ChannelName.MAIL, on=on)
        _emit_chosen(account_id, Actor.visitor())


def decline_push_offer(*, actor: Actor) -> None:
    """Records that the actor does not want to be offered push messages again."""
    account = _account(actor)
    Preference.objects.update_or_create(account_id=account, defaults={"declined_at": clock.now()})


def give_whatsapp_consent(*, number: str, purposes: Iterable[Purpose], actor: Actor) -> None:
    """Stores the number and the consent to each of these purposes, and withdraws the others.
    Without any purpose the number is erased. Raises NotAllowed, NoSuchNumber."""
    account, consented = _account(actor), set(purposes)
    consented &= set(registry.purposes_of(ChannelName.WHATSAPP))
    plain = rules.mobile_number(number)
    if consented and not plain:
        raise NoSuchNumber
    with transaction.atomic():
        for purpose in Purpose:
            if purpose in consented:
                _consent(account, purpose, actor)
            else:
                _withdraw(account, purpose, actor)
        if consented:
            WhatsAppNumber.objects.update_or_create(
                account_id=account, defaults={"number": {"number": plain}}
            )
        else:
            WhatsAppNumber.objects.filter(account=account).delete()


def withdraw_whatsapp_consent(*, actor: Actor) -> None:
    """Withdraws every consent of the actor to WhatsApp and erases the number."""
    give_whatsapp_consent(number="", purposes=[], actor=actor)


def _account(actor: Actor) -> int:
    if actor.id is None:
        raise NotAllowed
    return actor.id


def _switch(account: int, purpose: Purpose, channel: ChannelName, *, on: bool) -> None:
    Choice.objects.update_or_create(
        account_id=account,
        purpose=purpose,
        channel=channel,
        defaults={"on": on, "changed_at": clock.now()},
    )


def _emit_chosen(account: int, actor: Actor) -> None:
    """Emits the event for members only, because the audit log names members by their number."""
    member = Member.objects.filter(user_id=account).first()
    if member is not None:
        emit(events.CHOSEN, actor=actor, subject=member)


def _consent(account: int, purpose: Purpose, actor: Actor) -> None:
    row, fresh = ChannelConsent.objects.get_or_create(
        account_id=account,
        channel=ChannelName.WHATSAPP,
        purpose=purpose,
        withdrawn_at=None,
        defaults={"text_version": TEXT_VERSION, "given_at": clock.now()},
    )
    if fresh:
        emit(events.CONSENTED, actor=actor, subject=row, data={"purpose": purpose.value})


def _withdraw(account: int, purpose: Purpose, actor: Actor) -> None:
    rows = ChannelConsent.objects.filter(
        account=account, channel=ChannelName.WHATSAPP, purpose=purpose, withdrawn_at=None
    )
    for row in rows.select_for_update():
        row.withdrawn_at = clock.now()
        row.save(update_fields=["withdrawn_at"])
        emit(events.WITHDRAWN, actor=actor, subject=row, data={"purpose": purpose.value})
