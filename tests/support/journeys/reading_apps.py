"""Members who use a reading app."""

from rontal.accounts.services import set_password
from rontal.membership.models import Member
from tests.support.accounts.factories import PASSWORD
from tests.support.membership import factories


def somebody() -> Member:
    """Creates a member with a password."""
    member = factories.member()
    set_password(user=member.user, password=PASSWORD)
    return member
