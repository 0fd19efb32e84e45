"""Changes of phone and home address by members themselves."""

from collections.abc import Mapping
from typing import Final

from django.db import transaction

from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.membership import events
from rontal.membership.errors import AddressNeedsLibrary
from rontal.membership.policies import MembershipPolicies, NonResidents
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.selectors.opened_details import form_of
from rontal.membership.steps.application_changes import lock
from rontal.membership.steps.detail_changes import changed_fields, changed_form, refuse_faults
from rontal.membership.steps.member_changes import lock_own
from rontal.standard.selectors import library

REGIONS: Final = frozenset({"province", "regency", "district"})
CHANGEABLE: Final = ("phone", "street", "village", "district", "regency", "province")
"""Fields that members change themselves, at once. For a new e-mail address see `email_changes`;
name, number and birth are what the card was checked for.
"""


def change_own_details(*, values: Mapping[str, str], actor: Actor) -> frozenset[str]:
    """Changes phone or home address of the acting member; returns the changed fields.

    `values` are typed texts by names of `CHANGEABLE`; only changed fields are validated. Raises
    NotFound, MembershipClosed, Invalid, AddressNeedsLibrary.
    """
    with transaction.atomic():
        member = lock_own(actor)
        application = lock(member.application_id)
        member.application = application
        old, new = form_of(application), changed_form(member, values, CHANGEABLE)
        changed = changed_fields(old, new, CHANGEABLE)
        refuse_faults(new, changed)
        if changed & REGIONS and needs_library(old, new):
            raise AddressNeedsLibrary
        if changed:
            application.details = forms.write(new)
            application.resident = new.is_resident(library().region)
            application.save(update_fields=["details", "resident"])
            member.revision += 1
            member.save(update_fields=["revision"])
            data = {"fields": ",".join(sorted(changed))}
            emit(events.CONTACT_CHANGED, actor=actor, subject=member, data=dict(data))
    return changed


def needs_library(old: ApplicationForm, new: ApplicationForm) -> bool:
    """Returns True where the move crosses the border of the library's region, so that staff look at
    it: whoever moves in gets the loans of residents; whoever moves out is a member only by policy.
    """
    region = library().region
    moves_in = new.is_resident(region) and not old.is_resident(region)
    moves_out = old.is_resident(region) and not new.is_resident(region)
    policy = library().policies_of(MembershipPolicies).non_residents
    return moves_in or (moves_out and policy is not NonResidents.ACCEPT)
