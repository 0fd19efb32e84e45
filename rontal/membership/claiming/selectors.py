"""Queries about memberships that are not claimed yet."""

from dataclasses import replace

from rontal.membership.errors import LinkOver, LinkUsed
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Application, Member, OneUseLink
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.links import usable_link
from rontal.membership.states import MemberState


def claim_link(token: str) -> tuple[OneUseLink, Member]:
    """Returns the usable link of an invitation and its membership; changes nothing.

    Raises LinkUnknown, LinkUsed (claimed before), LinkExpired, LinkOver (the membership is closed).
    """
    link = usable_link(token, LinkPurpose.CLAIM)
    member = Member.objects.select_related("user", "imported").get(application=link.application)
    if member.imported.claimed_at is not None:
        raise LinkUsed
    if member.state == MemberState.CLOSED:
        raise LinkOver
    return link, member


def waits_to_be_claimed(member: Member) -> bool:
    """Returns True for an imported member who has not claimed the membership."""
    return ImportedMember.objects.filter(member=member, claimed_at=None).exists()


def imported_details(application: Application) -> ApplicationForm:
    """Opens the imported details for the person who claims them; the birth date is taken from the
    NIK when it was not imported.
    """
    form = forms.read(application.details.reveal())
    if form.birth_date is None and form.nik is not None:
        return replace(form, birth_date=form.nik.birth_date(today()))
    return form


def needs_guardian(form: ApplicationForm) -> bool:
    """Returns True for a person under 18, for whom a parent or guardian claims and consents (PP
    17/2025).
    """
    return form.birth_date is not None and ages.needs_guardian(form.birth_date, today())
