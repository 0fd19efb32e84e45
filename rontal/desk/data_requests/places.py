"""Pages of the desk on which a request can be done, for the account that it concerns."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.accounts.roles import CASE_READERS, MEMBER_EDITORS, MEMBERSHIP_DECIDERS, Role
from rontal.core.actors import Actor
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestKind
from rontal.membership.models import Application, Member
from rontal.membership.selectors import member_of

Text = str | Promise


@dataclass(frozen=True)
class Place:
    """Link to a page; `who` says who may do it where the actor may not."""

    label: Text
    path: str = ""
    who: Text = ""


@dataclass(frozen=True)
class _Work:
    """Page of a member for one kind of request, and the roles that may use it."""

    label: Text
    name: str
    roles: tuple[Role, ...]


def _work_of(kind: RequestKind) -> _Work | None:
    """Returns the page on which a kind of request is done; None where there is no single one."""
    if kind is RequestKind.CORRECTION:
        return _Work(_("Correct data"), "desk:member_correct", MEMBER_EDITORS)
    if kind is RequestKind.ERASURE:
        label = _("Close the membership and delete the data")
        return _Work(label, "desk:member_close", MEMBERSHIP_DECIDERS)
    if kind is RequestKind.RESTRICTION:
        return _Work(_("Pause the membership"), "desk:member_suspend", MEMBERSHIP_DECIDERS)
    return None


def places(request: DataRequest, actor: Actor) -> list[Place]:
    """Returns the pages for the account of a request; none where it is not known. Two queries."""
    if request.account_id is None:
        return []
    member = member_of(request.account_id)
    application = Application.objects.filter(user_id=request.account_id).order_by("-pk").first()
    found = [*_member_pages(request, member, actor)]
    if application is not None:
        path = reverse("desk:case", args=[application.code])
        found.append(_place(_("Application and consents"), path, CASE_READERS, actor))
    return found


def _member_pages(request: DataRequest, member: Member | None, actor: Actor) -> list[Place]:
    if member is None:
        return []
    work = _work_of(RequestKind(request.kind))
    found = []
    if work is not None:
        path = reverse(work.name, args=[member.pk])
        found.append(_place(work.label, path, work.roles, actor))
    page = reverse("desk:member", args=[member.pk])
    return [*found, _place(_("Member page"), page, MEMBER_EDITORS, actor)]


def _place(label: Text, path: str, roles: tuple[Role, ...], actor: Actor) -> Place:
    """Returns the link for who holds one of the roles; for others, who may do it."""
    if actor.has_any(*roles):
        return Place(label, path)
    if Role.CLERK in roles:
        return Place(label, who=_("A clerk or the head does this."))
    return Place(label, who=_("The head does this."))
