"""Invitations of imported members."""

from rontal.membership.models import Member
from rontal.membership.services import issue_link
from tests.support.membership import factories as membership
from tests.support.membership.importing import factories
from tests.support.membership.importing.tables import table


def invited(**changes: str) -> tuple[Member, str]:
    factories.done(table({"member_email": "sari@contoh.example"} | changes))
    member = Member.objects.get()
    token = issue_link(
        application_id=member.application_id, purpose="claim", actor=membership.SYSTEM
    )
    return member, f"/aktivasi/anggota/{token}/"
