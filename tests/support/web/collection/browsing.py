"""A librarian signed in."""

from rontal.accounts.roles import Role
from rontal.core.actors import Actor
from tests.support.accounts.factories import staff


def librarian() -> Actor:
    user = staff(Role.LIBRARIAN)
    return Actor.staff(user.pk, frozenset({Role.LIBRARIAN}))
