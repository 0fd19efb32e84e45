"""Pages of the desk on which a request can be done, for the account that it concerns."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.accounts.roles import MEMBER_EDITORS, MEMBERSHIP_DECIDERS, Role
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
        found.append(Place(_("Application and consents"), path))
    return found


def _member_pages(request: DataRequest, member: Member | None, actor: Actor) -> list[Place]:
    if member is None:
        return []
    work = _work_of(RequestKind(request.kind))
    found = []
    if work is not None and actor.has_any(*work.roles):
        found.append(Place(work.label, reverse(work.name, args=[member.pk])))
    elif work is not None:
        found.append(Place(work.label, who=_("The head does this.")))
    return [*found, Place(_("Member page"), reverse("desk:member", args=[member.pk]))]
