"""Factories for accounts."""

from itertools import count

from rontal.accounts import services
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core.actors import Actor

PASSWORD = "lontar-dan-pisau"
NUMBERS = count(1)
SYSTEM = Actor.system("test")


def person(**changes) -> User:
    """Creates an account without a role."""
    number = next(NUMBERS)
    values = {
        "login_name": f"P{number:06}",
        "email": f"orang{number}@contoh.id",
        "name": "Ni Luh Sari",
        "password": PASSWORD,
        "actor": SYSTEM,
    }
    return services.create(**values | changes)


def staff(*roles: Role, **changes) -> User:
    """Creates an account with staff roles; a clerk when none is named."""
    number = next(NUMBERS)
    values = {
        "login_name": f"petugas{number}",
        "email": f"petugas{number}@contoh.id",
        "name": "I Made Petugas",
        "password": PASSWORD,
        "roles": list(roles or (Role.CLERK,)),
        "actor": SYSTEM,
    }
    return services.add_staff(**values | changes)
