"""Signing in by an identity provider."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from tests.support.accounts.hostile_provider import CLIENT, SECRET, Hostile

START = "/masuk/lewat/uji/"


CALLBACK = "/masuk/lewat/uji/kembali/"


@pytest.fixture
def configure(settings: Any) -> Any:
    """Returns a function that changes the provider's settings."""

    def change(**changes: Any) -> None:
        settings.OIDC_PROVIDERS = (replace(settings.OIDC_PROVIDERS[0], **changes),)

    return change


def leave(browser: Client, path: str = START, **fields: str) -> str:
    """Presses the button; returns the provider's address that the browser is sent to."""
    response = browser.post(path, fields)
    assert response.status_code == 200, response.content.decode()[:2000]
    return response["Refresh"].partition("url=")[2]


def sign_in(browser: Client, hostile: Hostile, path: str = START, **parameters: str) -> Any:
    """Goes to the provider and comes back, with these parameters in addition."""
    return browser.get(CALLBACK, hostile.agree(leave(browser, path)) | parameters)


def signed_in(browser: Client) -> int | None:
    """Returns the id of the account that the browser is signed in to."""
    found = browser.session.get("_auth_user_id")
    return None if found is None else int(found)


@pytest.fixture
def hostile(settings: Any, db: None) -> Iterator[Hostile]:
    """Returns the provider, configured as `uji`."""
    cache.clear()
    provider = Hostile()
    configured = ProviderSettings(
        id="uji",
        name="Penyedia Uji",
        issuer=provider.issuer,
        client_id=CLIENT,
        client_secret=SECRET,
    )
    settings.OIDC_PROVIDERS = (configured,)
    yield provider
    provider.close()
    cache.clear()
