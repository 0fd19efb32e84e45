"""Fixtures: a provider that may misbehave, its settings, and a browser."""

import pytest
from allauth.account.models import EmailAddress

from rontal.accounts.models import User
from tests.support.accounts import factories
from tests.support.accounts.sign_on import configure, hostile

__all__ = ["configure", "hostile"]


@pytest.fixture
def person() -> User:
    """Returns an account whose address is confirmed."""
    user = factories.person()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
