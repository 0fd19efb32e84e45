"""Questions about memberships that wait to be claimed."""

from dataclasses import replace

from rontal.membership.errors import LinkOver, LinkUsed
from rontal.membership.importing.models import ImportedMember
from rontal.membership.models import Application, Member, OneUseLink
from rontal.membership.rules import ages
from rontal.membership.rules import form as forms
from rontal.membership.rules.form import ApplicationForm
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.dates import today
from rontal.membership.selectors.links import usable
from rontal.membership.states import MemberState


def claim_link(token: str) -> tuple[OneUseLink, Member]:
    """The usable link of an invitation, and the membership that it opens; changes nothing.

    Raises LinkUnknown, LinkUsed (claimed before), LinkExpired, LinkOver (the membership is gone).
    """
    link = usable(token, LinkPurpose.CLAIM)
    member = Member.objects.select_related("user", "imported").get(application=link.application)
    if member.imported.claimed_at is not None:
        raise LinkUsed
    if member.state == MemberState.CLOSED:
        raise LinkOver
    return link, member


def waits_to_be_claimed(member: Member) -> bool:
    """True for a member who came by an import and has not been here yet."""
    return ImportedMember.objects.filter(member=member, claimed_at=None).exists()


def known_birth(application: Application) -> ApplicationForm:
    """What an import brought, opened for the person whose own it is; the birth date as the NIK
    has it where no column said one."""
    form = forms.read(application.details.reveal())
    if form.birth_date is None and form.nik is not None:
        return replace(form, birth_date=form.nik.birth_date(today()))
    return form


def needs_guardian(form: ApplicationForm) -> bool:
    """Under 18 a parent or guardian claims and consents (PP 17/2025)."""
    return form.birth_date is not None and ages.needs_guardian(form.birth_date, today())
