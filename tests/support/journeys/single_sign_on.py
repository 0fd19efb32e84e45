"""Consent on the page of an identity provider."""

from playwright.sync_api import Page

from tests.support.interop.clients.identity_provider import IdentityProvider


def agree_there(page: Page, provider: IdentityProvider) -> None:
    """Signs in at the provider and agrees."""
    page.wait_for_url(f"{provider.issuer}/interaction/**")
    page.locator("input[name=login]").fill("sari")
    page.locator("input[name=password]").fill("x")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()
