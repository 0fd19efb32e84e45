"""The page of guardians."""

from django.test import Client

from rontal.membership.models import Member
from tests.support.membership import factories

PAGE, SENT = "/keluarga/", "/keluarga/terkirim/"


def entered(member: Member) -> Client:
    """Returns the browser of the guardian of this child, inside the page."""
    browser = Client()
    token = factories.token(member.application, "guardian_page")
    assert browser.post(f"{PAGE}masuk/{token}/")["Location"] == PAGE
    return browser


def page_of(member: Member) -> str:
    return f"{PAGE}anak/{member.application.code}/"
