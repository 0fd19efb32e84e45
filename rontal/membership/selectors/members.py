"""Queries about members."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower, Upper

from idcard import nik
from idcard.kinds import IdentityKind
from rontal.accounts.roles import CASE_READERS
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import TooEarlyToRenew
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Application, Member
from rontal.membership.name_words import NameWords, query_of
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules import form as forms
from rontal.membership.rules import text
from rontal.membership.rules.years import years_after
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.identities import all_hashes
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.states import MemberState
from rontal.membership.suspensions import Suspension

CORRECTABLE = (
    "identity_kind", "number", "name", "birth_place", "birth_date", "sex", "email", "phone",
    "street", "village", "district", "regency", "province",
)  # fmt: skip
"""Fields that staff may correct; a guardian is another person, who has to consent again."""
MAX_NUMBER_LENGTH = 40


def member_of(user_id: int | None) -> Member | None:
    """Returns the membership of an account, in any state."""
    return None if user_id is None else Member.objects.filter(user_id=user_id).first()


def suspension_of(member: Member | None) -> Suspension | None:
    """Returns the suspension of a suspended member; None for others."""
    if member is None or member.state != MemberState.SUSPENDED:
        return None
    return Suspension.objects.filter(member=member).first()


def active_member_of(user_id: int | None) -> Member | None:
    """Returns the membership of an account if it is active, so that the person may borrow; else
    None.
    """
    member = member_of(user_id)
    return member if member is not None and member.state == MemberState.ACTIVE else None


def is_member(hashes: Iterable[bytes]) -> bool:
    """Returns True when the person with these keyed hashes has a membership that is not closed."""
    return holder_of(hashes) is not None


def holder_of(hashes: Iterable[bytes]) -> Member | None:
    """Returns the membership, not closed, of the person with one of these keyed hashes; None for
    empty ones.
    """
    return _identified_members().filter(nik_hash__in=list(hashes)).first()


def member_for_staff(pk: int, actor: Actor) -> Member:
    """Returns the member with application, account, suspension and new address; raises NotAllowed,
    NotFound. One query. The details stay sealed: `open_details` opens and records.
    """
    actor.require(*CASE_READERS)
    rows = Member.objects.select_related(
        "application__guardian", "user", "suspension", "email_change", "joined_into", "imported"
    )
    return NotFound.if_none(rows.filter(pk=pk).first())


def merged_into(pk: int) -> Member:
    """Returns the membership, or the last one that it was merged into. Raises NotFound."""
    member = NotFound.if_none(Member.objects.filter(pk=pk).first())
    while member.joined_into is not None:
        member = member.joined_into
    return member


def renewed_until(member: Member) -> date:
    """Returns the last day of a membership that is renewed now: whole years from its end if that is
    in the future, else from today. Raises TooEarlyToRenew.
    """
    policies, day = MembershipPolicies.current(), today()
    if member.valid_until > day + timedelta(days=policies.renewal_days):
        raise TooEarlyToRenew(days=policies.renewal_days)
    start = max(day, member.valid_until + timedelta(1))
    return years_after(start, policies.membership_years)


def open_details(member: Member, *, actor: Actor, reason: str) -> forms.ApplicationForm:
    """Opens a member's details, and records actor and reason; missing values are "" or None.

    Raises NotAllowed.
    """
    actor.require(*CASE_READERS)
    emit(events.OPENED, actor=actor, subject=member.application, data={"reason": reason})
    return form_of(member.application)


def filled_fields(member: Member) -> frozenset[str]:
    """Returns those of `CORRECTABLE` that have a value, without the values."""
    form = form_of(member.application)
    return frozenset(name for name in CORRECTABLE if getattr(form, name))


def birth_date_of(member: Member) -> date | None:
    """Returns a member's birth date, None when it is not known. For age rules only: the opening is
    not recorded, so that the date must not be shown.
    """
    return form_of(member.application).birth_date


def members_by_identity(typed: str, actor: Actor) -> list[Member]:
    """Returns members with exactly this NIK or document number, by its keyed hash; closed
    memberships have none. Raises NotAllowed.
    """
    actor.require(*CASE_READERS)
    digits, document = text.digits(typed), text.document_number(typed)
    others = [f"{kind}:{document}" for kind in IdentityKind if not kind.carries_nik]
    hashes = all_hashes((digits, *others))
    return list(_identified_members().filter(nik_hash__in=hashes).order_by("pk"))


def member_by_number(typed: str, actor: Actor) -> Member | None:
    """Returns the member with this number, in any spelling; raises NotAllowed."""
    actor.require(*CASE_READERS)
    number = "".join(typed.split()).upper()[:MAX_NUMBER_LENGTH]
    rows = Member.objects.alias(upper_number=Upper("number")).filter(upper_number=number)
    return (rows.first() or _with_former_number(number)) if number else None


def _with_former_number(number: str) -> Member | None:
    """Returns the member who had this number in the library's former program."""
    rows = ImportedMember.objects.alias(upper_number=Upper("former_number")).filter(
        upper_number=number
    )
    imported = rows.exclude(former_number="").select_related("member").first()
    return imported.member if imported else None


def with_email(typed: str, actor: Actor) -> QuerySet[Member]:
    """Returns members with this e-mail address; families may share one. Raises NotAllowed."""
    actor.require(*CASE_READERS)
    rows = Application.objects.alias(address=Lower("email")).filter(address=typed.lower())
    return Member.objects.filter(application__in=rows.values("pk"))


def members_by_name(typed: str, actor: Actor) -> QuerySet[Member]:
    """Returns members whose name has words that start with these; raises NotAllowed."""
    actor.require(*CASE_READERS)
    query = query_of(typed)
    if query is None:
        return Member.objects.none()
    return Member.objects.alias(words=NameWords("name")).filter(words=query)


def possible_duplicates(member: Member, actor: Actor, *, limit: int = 5) -> list[Member]:
    """Returns memberships that may belong to the same person: same name or address, not closed.

    At most `limit`. Raises NotAllowed.
    """
    actor.require(*CASE_READERS)
    same = [members_by_name(member.name, actor)]
    if member.application.email:
        same.append(with_email(member.application.email, actor))
    ids = {pk for rows in same for pk in _others(rows, member)[:limit]}
    members = Member.objects.filter(pk__in=ids).select_related("application")
    return list(members.order_by(Lower("name"), "pk")[:limit])


def _others(rows: QuerySet[Member], member: Member) -> "QuerySet[Member, int]":
    still_open = rows.exclude(pk=member.pk).exclude(state=MemberState.CLOSED)
    return still_open.order_by("pk").values_list("pk", flat=True)


def is_nik_shaped(typed: str) -> bool:
    """Returns True for 16 digits, in any grouping."""
    digits = text.digits(typed)
    return len(digits) == nik.LENGTH and digits.isascii() and digits.isdigit()


def _identified_members() -> QuerySet[Member]:
    """Returns memberships that are not closed and have an identity number; the condition is that of
    the unique index, so that PostgreSQL uses it.
    """
    return Member.objects.filter(~Q(state=MemberState.CLOSED) & ~Q(nik_hash=b""))
