"""Messages about a new e-mail address, to the new one, the former one, and a child's guardian; and
about a change of phone or home address.
"""

from collections.abc import Callable, Iterable
from typing import Final

from django.utils.translation import gettext_lazy

from rontal.core.models import Event
from rontal.membership import events as membership
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Guardian, Member
from rontal.membership.selectors.links import locked_until
from rontal.membership.suspensions import EmailChange
from rontal.notifications.content import Loaded, MessageType, Target
from rontal.notifications.messages import email_texts as texts
from rontal.notifications.messages.email_texts import AddressFacts
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

OfEvent = Callable[[Member, Event], str]
NOT_ME: Final = "/akun/bukan-saya/"
HOME: Final = "/"


def _to_member(event: Event) -> Iterable[Target]:
    return [Target(application_id=_member_of(event).application_id)]


def _to_former(event: Event) -> Iterable[Target]:
    return _to_member(event) if event.data.get("had_one") else []


def _to_guardian(event: Event) -> Iterable[Target]:
    """Returns the application of a child whose guardian decides, and has another address."""
    return _to_member(event) if _guardian_address(_member_of(event), event) else []


def _to_removed(event: Event) -> Iterable[Target]:
    return _to_member(event) if event.data.get("changed") else []


def _member_of(event: Event) -> Member:
    return Member.objects.select_related("application").get(pk=event.subject_id)


def _current_address(member: Member, _event: Event) -> str:
    return member.application.email


def _new_address(member: Member, event: Event) -> str:
    """Returns the address to be confirmed; "" where a newer change has replaced that of the
    event.
    """
    change, reversal = _pending(member), _reversal(event)
    is_replaced = change and reversal and change.asked_at != reversal.made_at
    return "" if change is None or is_replaced else str(change.addresses.reveal()["new"])


def _old_address(member: Member, event: Event) -> str:
    """Returns the former address, also after a newer change; "" once the change is taken back."""
    if event.data.get("reversal"):
        return _replaced_address(member, event)
    change = _pending(member)
    return str(change.addresses.reveal()["old"]) if change else ""


def _replaced_address(_member: Member, event: Event) -> str:
    reversal = _unused_reversal(event)
    return reversal.former if reversal else ""


def _rejected_address(_member: Member, event: Event) -> str:
    reversal = _reversal(event)
    return reversal.rejected if reversal else ""


def _guardian_address(member: Member, _event: Event) -> str:
    """Returns the address of a guardian who decides, where it differs from the child's."""
    guardian = Guardian.objects.filter(application=member.application_id, decides=True).first()
    address = str(guardian.details.reveal().get("email", "")) if guardian else ""
    return "" if address.lower() == member.application.email.lower() else address


def _pending(member: Member) -> EmailChange | None:
    return EmailChange.objects.filter(member=member, confirmed_at=None).first()


def _reversal(event: Event) -> EmailReversal | None:
    """Returns the link that takes back the change of an event; None where there is none, or it has
    ended.
    """
    return EmailReversal.objects.filter(pk=event.data.get("reversal")).first()


def _unused_reversal(event: Event) -> EmailReversal | None:
    reversal = _reversal(event)
    return reversal if reversal and reversal.used_at is None else None


def _confirm_path(member: Member, _event: Event) -> str:
    return f"/surel/{EmailChange.objects.get(member=member).token}/"


def _reversal_path(_member: Member, event: Event) -> str:
    reversal = _unused_reversal(event)
    return f"/surel/batal/{reversal.token}/" if reversal else HOME


def _facts(member: Member, event: Event) -> AddressFacts:
    reversal = _unused_reversal(event)
    return AddressFacts(
        library(),
        member.number,
        by_member=event.data.get("by") == "member",
        reversible_until=reversal.ends_at if reversal else None,
        locked_until=locked_until(member),
        changed=bool(event.data.get("changed", True)),
    )


def _loader(
    recipient: OfEvent, path: OfEvent | str = HOME
) -> Callable[[Message], Loaded[AddressFacts] | None]:
    """Returns a loader; the message is dropped where `recipient` returns no address."""

    def load(message: Message) -> Loaded[AddressFacts] | None:
        application, event = message.application, Event.objects.get(pk=message.event_id)
        if application is None:
            return None
        member = _member_of(event)
        address = recipient(member, event)
        if not address:
            return None
        target = path if isinstance(path, str) else path(member, event)
        return Loaded(
            _facts(member, event),
            application.name,
            address,
            application.language,
            target,
            code=member.number,
        )

    return load


EMAIL_CONFIRM = MessageType(
    code="email_confirm",
    label=gettext_lazy("Confirmation of a new address"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_ASKED,),
    targets=_to_member,
    load=_loader(_new_address, _confirm_path),
    write=texts.confirm,
)
EMAIL_NOTICE = MessageType(
    code="email_notice",
    label=gettext_lazy("Notice of a new address"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_ASKED,),
    targets=_to_former,
    load=_loader(_old_address, _reversal_path),
    write=texts.notice,
)
EMAIL_NOTICE_GUARDIAN = MessageType(
    code="email_notice_guardian",
    label=gettext_lazy("Notice of a new address, to the guardian"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_ASKED,),
    targets=_to_guardian,
    load=_loader(_guardian_address, _reversal_path),
    write=texts.notice,
)
EMAIL_IN_USE = MessageType(
    code="email_in_use",
    label=gettext_lazy("New address in use"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_CONFIRMED,),
    targets=_to_member,
    load=_loader(_current_address),
    write=texts.in_use,
)
EMAIL_CHANGED = MessageType(
    code="email_changed",
    label=gettext_lazy("New address in use, to the previous address"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_CONFIRMED,),
    targets=_to_former,
    load=_loader(_replaced_address, _reversal_path),
    write=texts.changed,
)
EMAIL_TAKEN_BACK = MessageType(
    code="email_taken_back",
    label=gettext_lazy("Change of address taken back"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_TAKEN_BACK,),
    targets=_to_member,
    load=_loader(_current_address, NOT_ME),
    write=texts.taken_back,
)
EMAIL_REMOVED = MessageType(
    code="email_removed",
    label=gettext_lazy("Change of address taken back, to the removed address"),
    purpose=Purpose.SECURITY,
    events=(membership.EMAIL_TAKEN_BACK,),
    targets=_to_removed,
    load=_loader(_rejected_address),
    write=texts.removed,
)
CONTACT_CHANGED = MessageType(
    code="contact_changed",
    label=gettext_lazy("Phone or home address changed"),
    purpose=Purpose.SECURITY,
    events=(membership.CONTACT_CHANGED,),
    targets=_to_member,
    load=_loader(_current_address, NOT_ME),
    write=texts.contact_changed,
)
MESSAGES = (
    EMAIL_CONFIRM,
    EMAIL_NOTICE,
    EMAIL_NOTICE_GUARDIAN,
    EMAIL_IN_USE,
    EMAIL_CHANGED,
    EMAIL_TAKEN_BACK,
    EMAIL_REMOVED,
    CONTACT_CHANGED,
)
