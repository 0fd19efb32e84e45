"""Staff who have signed in, and cases on their desk."""

from django.test import Client

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from tests.accounts.factories import staff
from tests.membership import factories as membership

BACKEND = "rontal.accounts.backends.PasswordBackend"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def at_desk(*roles: Role, **changes: str) -> Client:
    """A browser in which somebody with these roles (a clerk where none is named) has signed in."""
    return signed_in(staff(*roles, **changes))


def cases(count: int) -> list:
    return [membership.in_review(membership.values(name=name(number))) for number in range(count)]


def name(number: int) -> str:
    """Names have letters only."""
    return f"Ni Wayan {'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[number % 26]}{'abcdefghij'[number // 26]}"
