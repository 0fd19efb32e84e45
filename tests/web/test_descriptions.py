"""Tests of meta descriptions of public pages: unique, short, in both languages."""

import re

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import reverse

from bench.public_pages import routes
from rontal.web.collection import addresses as addresses_of
from tests.catalogue.factories import title

pytestmark = pytest.mark.django_db
LEAST, MOST = 50, 160


def addresses() -> dict[str, str]:
    """Returns the URL of each public page without parameters, and of one of each other kind."""
    book = title("Air")
    person = book.contributors.get()
    plain = {name: f"/{path}" for name, path in routes() if not set("<^") & set(path)}
    return plain | {
        "title": f"/koleksi/{book.slug}/",
        "cite": f"/koleksi/{book.slug}/kutip/",
        "similar": f"/koleksi/{book.slug}/serupa/",
        "agent": addresses_of.agent(person.agent_id, person.agent.name),
        "register": reverse("register", args=["orang"]),
        "results": "/koleksi/?q=air",
    }


def description(browser: Client, address: str) -> str | None:
    """Returns the description of the page at this address; None where there is no whole page."""
    answer = browser.get(address)
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code != 200 or not kind.startswith("text/html"):
        return None
    page = answer.content.decode()
    if "<html" not in page:
        return None
    found = re.findall(r'<meta name="description" content="([^"]*)">', page)
    return found[0] if len(found) == 1 else f"{len(found)} descriptions"


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_public_page_has_one_of_its_own(language: str) -> None:
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    with override_settings(DEMO=True):
        told = {name: description(browser, path) for name, path in addresses().items()}
    said = {name: text for name, text in told.items() if text is not None}
    assert len(said) > 20
    odd = {name: text for name, text in said.items() if not LEAST <= len(text) <= MOST}
    assert not odd, odd
    shared = {text: [n for n, other in said.items() if other == text] for text in said.values()}
    twins = [names for names in shared.values() if len(names) > 1]
    assert not twins, twins
