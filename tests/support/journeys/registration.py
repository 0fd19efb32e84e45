"""Signing in as an applicant."""

from django.test import Client
from playwright.sync_api import Page

from rontal.membership.models import Application


def sign_in(page: Page, base: str, application: Application) -> None:
    """Gives the page the session of an applicant."""
    client = Client()
    client.force_login(application.user)
    session = client.cookies["rontal"].value
    page.context.add_cookies([{"name": "rontal", "value": session, "url": base}])
