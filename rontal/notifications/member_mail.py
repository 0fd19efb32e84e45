"""The mail about a membership: to the member, to a new address, to the one before."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import translation

from rontal.kernel.events import Scalar
from rontal.kernel.models import Event
from rontal.membership import events as membership
from rontal.membership import services as members
from rontal.membership.claiming.selectors import waits_to_be_claimed
from rontal.membership.importing import events as importing
from rontal.membership.models import Application, Member
from rontal.membership.rules.care import ClosingReason
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.standings import EmailChange, Suspension
from rontal.membership.states import MemberState
from rontal.notifications import letters, mail, member_letters
from rontal.notifications.application_mail import SENDER
from rontal.notifications.kinds import Kind
from rontal.notifications.mail import Recipient
from rontal.notifications.member_letters import MemberFacts
from rontal.standard.selectors import library

EVENTS = {
    membership.MEMBER_SUSPENDED: Kind.MEMBER_SUSPENDED,
    membership.MEMBER_LIFTED: Kind.MEMBER_LIFTED,
    membership.MEMBER_RENEWED: Kind.MEMBER_RENEWED,
    membership.MEMBER_ENDS_SOON: Kind.MEMBER_ENDS_SOON,
    membership.MEMBER_EXPIRED: Kind.MEMBER_EXPIRED,
    membership.MEMBER_CLOSED: Kind.MEMBER_CLOSED,
    membership.MEMBER_JOINED_INTO: Kind.MEMBER_JOINED,
    membership.EMAIL_ASKED: Kind.EMAIL_CONFIRM,
    importing.MEMBER_INVITED: Kind.MEMBER_CLAIM,
}
BEFORE_CLAIMING = frozenset({Kind.MEMBER_CLAIM, Kind.EMAIL_CONFIRM})
PATHS = {
    Kind.MEMBER_SUSPENDED: "/rak/",
    Kind.MEMBER_RENEWED: "/kartu/",
    Kind.MEMBER_ENDS_SOON: "/kartu/",
    Kind.MEMBER_JOINED: "/masuk/",
    Kind.MEMBER_JOINED_OLD: "/masuk/",
}
KINDS = frozenset({*EVENTS.values(), Kind.MEMBER_JOINED_OLD, Kind.EMAIL_NOTICE})


def wanted(event: Event) -> Iterator[tuple[Kind, int]]:
    """The letters that an event asks for, each with the application whose people read it.

    Nobody is written to who has no address, who left by their own will, or who has died; whoever
    came by an import hears of nothing but invitation and new address before claiming.
    """
    member = Member.objects.select_related("application", "joined_into__application").get(
        pk=event.subject_id
    )
    kind, own = EVENTS[event.name], member.application
    if event.name == membership.MEMBER_JOINED_INTO and member.joined_into is not None:
        yield from _about_joining(member, member.joined_into)
    elif kind not in BEFORE_CLAIMING and waits_to_be_claimed(member):
        return
    elif event.name == membership.EMAIL_ASKED:
        yield Kind.EMAIL_CONFIRM, own.pk
        if event.data.get("had_one"):
            yield Kind.EMAIL_NOTICE, own.pk
    elif own.email and not _is_silent(event):
        yield kind, own.pk


def _about_joining(goes: Member, stays: Member) -> Iterator[tuple[Kind, int]]:
    """To both addresses where they differ: one of the two sign-ins ends. Who never knew of theirs
    hears nothing."""
    left, kept = goes.application, stays.application
    if kept.email and not waits_to_be_claimed(stays):
        yield Kind.MEMBER_JOINED, kept.pk
    if left.email and left.email.lower() != kept.email.lower() and not waits_to_be_claimed(goes):
        yield Kind.MEMBER_JOINED_OLD, left.pk


def _is_silent(event: Event) -> bool:
    by, reason = event.data.get("by"), event.data.get("reason")
    if event.name == membership.MEMBER_CLOSED:
        return bool(by != "staff" or reason == ClosingReason.DECEASED)
    return bool(by == "joined")


def compose(application: Application, kind: Kind, event_id: int) -> EmailMultiAlternatives | None:
    """The mail in the member's language; None where it is overtaken: lifted, renewed, confirmed."""
    event = Event.objects.get(pk=event_id)
    member = Member.objects.select_related("joined_into").get(pk=event.subject_id)
    recipient = _recipient(application, member, kind)
    facts = _facts(member, kind, event.data)
    overtaken = kind is Kind.MEMBER_CLAIM and not waits_to_be_claimed(member)
    if recipient is None or facts is None or overtaken:
        return None
    with translation.override(application.language):
        letter = member_letters.write(kind, facts)
        frame = letters.Facts(
            library=library(),
            name=application.name,
            greeted=recipient.name,
            code=member.number,
            link=settings.PUBLIC_URL + _path(member, kind, ran_out=facts.ran_out),
        )
        return mail.write(letter, frame, recipient)


def _recipient(application: Application, member: Member, kind: Kind) -> Recipient | None:
    if kind not in (Kind.EMAIL_CONFIRM, Kind.EMAIL_NOTICE):
        known = application.email
        return Recipient(application.name, known) if known else None
    change = EmailChange.objects.filter(member=member, confirmed_at=None).first()
    which = "new" if kind is Kind.EMAIL_CONFIRM else "old"
    address = str(change.addresses.reveal().get(which, "")) if change else ""
    return Recipient(application.name, address) if address else None


def _facts(member: Member, kind: Kind, data: dict[str, Scalar]) -> MemberFacts | None:
    until, kept = member.valid_until, member.joined_into.number if member.joined_into else ""
    reason, told = str(data.get("reason", "")), str(data.get("until", ""))
    plain = MemberFacts(library(), member.number, until, reason=reason, kept=kept)
    if kind is Kind.MEMBER_SUSPENDED:
        held = Suspension.objects.filter(member=member).first()
        return replace(plain, words=held.text, held_until=held.until) if held else None
    if kind is Kind.MEMBER_LIFTED:
        return replace(plain, ran_out=bool(data.get("state") == MemberState.EXPIRED))
    if kind is Kind.MEMBER_ENDS_SOON and date.fromisoformat(told) != until:
        return None
    if kind is Kind.MEMBER_EXPIRED and member.state != MemberState.EXPIRED:
        return None
    return plain


def _path(member: Member, kind: Kind, *, ran_out: bool) -> str:
    if kind is Kind.MEMBER_CLAIM:
        token = members.issue_link(
            application_id=member.application_id, purpose=LinkPurpose.CLAIM, actor=SENDER
        )
        return f"/aktivasi/anggota/{token}/"
    if kind is Kind.EMAIL_CONFIRM:
        return f"/surel/{EmailChange.objects.get(member=member).token}/"
    if kind is Kind.MEMBER_LIFTED:
        return "/rak/" if ran_out else "/koleksi/"
    return PATHS.get(kind, "/")
