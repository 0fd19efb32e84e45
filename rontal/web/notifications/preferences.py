"""Content and form of the page of notification preferences."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import get_language

from rontal.core.actors import Actor
from rontal.notifications import registry, selectors, vapid
from rontal.notifications.channels import whatsapp
from rontal.notifications.policies import NotificationsPolicies
from rontal.notifications.purposes import EXPLANATIONS, LABELS, ChannelName, Purpose, Words

MAX_NUMBER_LENGTH: Final = 40
CHANNELS: Final = (ChannelName.MAIL, ChannelName.PUSH)
NOON: Final = 12
_SEPARATOR: Final = "."


@dataclass(frozen=True)
class Switch:
    """One purpose on one channel; `fixed` where it cannot be switched off."""

    name: str
    on: bool
    fixed: bool


@dataclass(frozen=True)
class Row:
    """One purpose on every channel."""

    purpose: Purpose
    label: Words
    meaning: Words
    mail: Switch
    push: Switch


def context_for(actor: Actor) -> dict[str, Any]:
    """Returns the template context of the page."""
    account = actor.id or selectors.NOBODY
    policies = NotificationsPolicies.current()
    return {
        "rows": _purpose_rows(account),
        "devices": selectors.devices_of(actor),
        "show_titles": selectors.shows_titles(account),
        "can_push": vapid.is_set(),
        "push_key": vapid.public_key() if vapid.is_set() else "",
        "quiet": policies.quiet_from_hour != policies.quiet_until_hour,
        "quiet_from": _hour_words(policies.quiet_from_hour),
        "quiet_until": _hour_words(policies.quiet_until_hour),
        "follows": selectors.follows_of(actor),
        "new_titles": selectors.new_titles_of(actor),
        "member": selectors.is_member(actor),
        "whatsapp": whatsapp_purposes(),
        "number": selectors.whatsapp_number(account),
        "consented": set(selectors.consented_purposes(account)),
    }


def switches_in(sent: QueryDict) -> dict[tuple[Purpose, ChannelName], bool]:
    """Returns the state of every switch; a box that is not ticked is missing in the form data."""
    ticked = set(sent.getlist("pilih"))
    return {
        (purpose, channel): _switch_name(purpose, channel) in ticked
        for channel in CHANNELS
        for purpose in registry.purposes_of(channel)
    }


def purposes_in(sent: QueryDict) -> set[Purpose]:
    """Returns the purposes ticked for WhatsApp."""
    ticked = set(sent.getlist("tujuan"))
    return {purpose for purpose in Purpose if purpose.value in ticked}


def whatsapp_purposes() -> list[tuple[Purpose, Words]]:
    """Returns the purposes for which the library has a WhatsApp template."""
    offered = {e.purpose for e in registry.MESSAGES.values() if whatsapp.is_offered(e)}
    purposes = registry.purposes_of(ChannelName.WHATSAPP)
    return [(purpose, LABELS[purpose]) for purpose in purposes if purpose in offered]


def _purpose_rows(account: int) -> list[Row]:
    chosen = selectors.choices_of(account)
    return [
        Row(
            purpose,
            LABELS[purpose],
            EXPLANATIONS[purpose],
            _switch(purpose, ChannelName.MAIL, chosen),
            _switch(purpose, ChannelName.PUSH, chosen),
        )
        for purpose in registry.purposes_of(ChannelName.PUSH)
    ]


def _switch(purpose: Purpose, channel: ChannelName, chosen: dict[tuple[str, str], bool]) -> Switch:
    fixed = purpose not in registry.purposes_of(channel)
    on = fixed or chosen.get((purpose.value, channel.value), True)
    return Switch(_switch_name(purpose, channel), on, fixed)


def _hour_words(hour: int) -> str:
    """Returns an hour of the day as text, "21.00" or "9 pm"."""
    if get_language() != "en":
        return f"{hour:02}.00"
    return f"{hour % NOON or NOON} {'am' if hour < NOON else 'pm'}"


def _switch_name(purpose: Purpose, channel: ChannelName) -> str:
    return f"{purpose}{_SEPARATOR}{channel}"
