"""Messages about a membership to the member; those about a new address are in `email_changes`."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy

from rontal.core.events import Scalar
from rontal.core.models import Event
from rontal.membership import events as membership
from rontal.membership import services
from rontal.membership.claiming.selectors import waits_to_be_claimed
from rontal.membership.importing import events as importing
from rontal.membership.models import Member
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.rules.staff_reasons import ClosingReason
from rontal.membership.states import MemberState
from rontal.membership.suspensions import Suspension
from rontal.notifications.content import Loaded, MessageType, Target
from rontal.notifications.messages import member_texts as texts
from rontal.notifications.messages.member_texts import MemberFacts
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

Data = dict[str, Scalar]
Facts = Callable[[Member, Data], MemberFacts | None]
Path = Callable[[Member, Data], str]
SHELF: Final = "/rak/"
CARD: Final = "/kartu/"
SIGN_IN: Final = "/masuk/"


def _member_of(event: Event) -> Member:
    rows = Member.objects.select_related("application", "joined_into__application")
    return rows.get(pk=event.subject_id)


def _to_member(event: Event) -> Iterable[Target]:
    """Returns the member. Nobody where there is no address, the member left or has died, or the
    membership was imported and is not claimed yet."""
    member = _member_of(event)
    if waits_to_be_claimed(member) or not member.application.email or _is_silent(event):
        return []
    return [Target(application_id=member.application_id)]


def _to_invited(event: Event) -> Iterable[Target]:
    application = _member_of(event).application
    silent = not application.email or _is_silent(event)
    return [] if silent else [Target(application_id=application.pk)]


def _to_member_that_stays(event: Event) -> Iterable[Target]:
    stays = _member_of(event).joined_into
    known = stays is not None and stays.application.email and not waits_to_be_claimed(stays)
    return [Target(application_id=stays.application_id)] if stays is not None and known else []


def _to_member_that_goes(event: Event) -> Iterable[Target]:
    """Returns the previous address where it differs, because its sign-in ends."""
    goes = _member_of(event)
    if goes.joined_into is None:
        return []
    former_email, remaining_email = goes.application.email, goes.joined_into.application.email
    is_other = (
        former_email
        and former_email.lower() != remaining_email.lower()
        and not waits_to_be_claimed(goes)
    )
    return [Target(application_id=goes.application_id)] if is_other else []


def _is_silent(event: Event) -> bool:
    by, reason = event.data.get("by"), event.data.get("reason")
    if event.name == membership.MEMBER_CLOSED:
        return bool(by != "staff" or reason == ClosingReason.DECEASED)
    return bool(by == "joined")


def _basic_facts(member: Member, data: Data) -> MemberFacts:
    remaining_number = member.joined_into.number if member.joined_into else ""
    reason = str(data.get("reason", ""))
    return MemberFacts(
        library(),
        member.number,
        member.valid_until,
        reason=reason,
        remaining_number=remaining_number,
    )


def _facts_while_suspended(member: Member, data: Data) -> MemberFacts | None:
    suspension = Suspension.objects.filter(member=member).first()
    member_facts = _basic_facts(member, data)
    return (
        replace(member_facts, words=suspension.text, suspended_until=suspension.until)
        if suspension
        else None
    )


def _facts_of_lifted(member: Member, data: Data) -> MemberFacts:
    return replace(_basic_facts(member, data), ran_out=data.get("state") == MemberState.EXPIRED)


def _facts_while_ending(member: Member, data: Data) -> MemberFacts | None:
    announced = date.fromisoformat(str(data.get("until", "")))
    return _basic_facts(member, data) if announced == member.valid_until else None


def _facts_while_expired(member: Member, data: Data) -> MemberFacts | None:
    return _basic_facts(member, data) if member.state == MemberState.EXPIRED else None


def _facts_while_unclaimed(member: Member, data: Data) -> MemberFacts | None:
    return _basic_facts(member, data) if waits_to_be_claimed(member) else None


def _loader(
    path: str | Path, *, facts: Facts = _basic_facts
) -> Callable[[Message], Loaded[MemberFacts] | None]:
    """Returns a loader; `facts` returns None where the message is no longer true."""

    def load(message: Message) -> Loaded[MemberFacts] | None:
        application, event = message.application, Event.objects.get(pk=message.event_id)
        if application is None:
            return None
        member = Member.objects.select_related("joined_into").get(pk=event.subject_id)
        name, address = application.name, application.email
        member_facts = facts(member, event.data) if address else None
        if member_facts is None:
            return None
        target_path = path if isinstance(path, str) else path(member, event.data)
        return Loaded(
            member_facts, name, address, application.language, target_path, code=member.number
        )

    return load


def _claim_path(member: Member, _data: Data) -> str:
    token = services.issue_link(
        application_id=member.application_id, purpose=LinkPurpose.CLAIM, actor=SENDER
    )
    return f"/aktivasi/anggota/{token}/"


def _lifted_path(_member: Member, data: Data) -> str:
    return SHELF if data.get("state") == MemberState.EXPIRED else "/koleksi/"


SUSPENDED = MessageType(
    code="member_suspended",
    label=gettext_lazy("Membership paused"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_SUSPENDED,),
    targets=_to_member,
    load=_loader(SHELF, facts=_facts_while_suspended),
    write=texts.suspended,
)
LIFTED = MessageType(
    code="member_lifted",
    label=gettext_lazy("Pause ended"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_LIFTED,),
    targets=_to_member,
    load=_loader(_lifted_path, facts=_facts_of_lifted),
    write=texts.lifted,
)
RENEWED = MessageType(
    code="member_renewed",
    label=gettext_lazy("Membership renewed"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_RENEWED,),
    targets=_to_member,
    load=_loader(CARD),
    write=texts.renewed,
)
ENDS_SOON = MessageType(
    code="member_ends_soon",
    label=gettext_lazy("Membership ending soon"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_ENDS_SOON,),
    targets=_to_member,
    load=_loader(CARD, facts=_facts_while_ending),
    write=texts.ends_soon,
)
EXPIRED = MessageType(
    code="member_expired",
    label=gettext_lazy("Membership expired"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_EXPIRED,),
    targets=_to_member,
    load=_loader("/", facts=_facts_while_expired),
    write=texts.expired,
)
CLOSED = MessageType(
    code="member_closed",
    label=gettext_lazy("Membership closed"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_CLOSED,),
    targets=_to_member,
    load=_loader("/"),
    write=texts.closed,
)
JOINED = MessageType(
    code="member_joined",
    label=gettext_lazy("Memberships merged"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_JOINED_INTO,),
    targets=_to_member_that_stays,
    load=_loader(SIGN_IN),
    write=texts.joined,
)
JOINED_OLD = MessageType(
    code="member_joined_old",
    label=gettext_lazy("Memberships merged, to the previous address"),
    purpose=Purpose.MEMBERSHIP,
    events=(membership.MEMBER_JOINED_INTO,),
    targets=_to_member_that_goes,
    load=_loader(SIGN_IN),
    write=texts.joined,
)
CLAIM = MessageType(
    code="member_claim",
    label=gettext_lazy("Invitation to claim the account"),
    purpose=Purpose.MEMBERSHIP,
    events=(importing.MEMBER_INVITED,),
    targets=_to_invited,
    load=_loader(_claim_path, facts=_facts_while_unclaimed),
    write=texts.claim,
)
MESSAGES = (
    SUSPENDED,
    LIFTED,
    RENEWED,
    ENDS_SOON,
    EXPIRED,
    CLOSED,
    JOINED,
    JOINED_OLD,
    CLAIM,
)
