"""Queries about accounts that can be deleted without signing in, and about the links for it."""

from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Upper

from rontal.membership.errors import LinkOver
from rontal.membership.models import Application, Member, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.applications import with_address
from rontal.membership.selectors.links import usable_link
from rontal.membership.states import OPEN, MemberState

MAX_ACCOUNTS_OF_ADDRESS: Final = 10
"""Greatest number of accounts with one address that get mails at once: a family, not a school."""


def records_for_deletion(typed: str) -> list[Application]:
    """Returns the open applications and memberships with this member number, code or e-mail address
    that have an e-mail address; none when more than a family share it. At most three queries.
    """
    text = typed.strip()
    rows = with_address(text) if "@" in text else _numbered("".join(text.split()).upper())
    applications = list(
        _can_end(rows).exclude(email="").order_by("pk")[: MAX_ACCOUNTS_OF_ADDRESS + 1]
    )
    return applications if len(applications) <= MAX_ACCOUNTS_OF_ADDRESS else []


def can_end(application: Application) -> bool:
    """Returns True while there is an application or membership to end. One query."""
    return _can_end(Application.objects.filter(pk=application.pk)).exists()


def deletion_link(token: str) -> tuple[OneUseLink, Member | None]:
    """Returns the usable link and its membership, None for an application; changes nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired, LinkOver (already ended).
    """
    link = usable_link(token, LinkPurpose.DELETION)
    member = Member.objects.filter(application=link.application).first()
    if member is None and link.application.state not in OPEN:
        raise LinkOver
    if member is not None and member.state == MemberState.CLOSED:
        raise LinkOver
    return link, member


def _numbered(number: str) -> QuerySet[Application]:
    """Finds accounts by member number or code, in two queries, so that each uses its index."""
    members = Member.objects.alias(known=Upper("number")).filter(known=number)
    ids = set(members.values_list("application_id", flat=True))
    ids |= set(Application.objects.filter(code=number).values_list("pk", flat=True))
    return Application.objects.filter(pk__in=ids)


def _can_end(rows: QuerySet[Application]) -> QuerySet[Application]:
    members = Member.objects.filter(application=OuterRef("pk")).exclude(state=MemberState.CLOSED)
    return rows.filter(Q(state__in=sorted(OPEN)) | Exists(members))
