"""Tests of the contact for security reports (RFC 9116)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from rontal.core import clock

pytestmark = pytest.mark.django_db


def fields(client: Client) -> list[tuple[str, str]]:
    response = client.get("/.well-known/security.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    lines = response.content.decode().splitlines()
    return [(name, value) for name, _, value in (line.partition(": ") for line in lines)]


def test_contacts_are_addresses_that_lead_to_the_library(client: Client) -> None:
    contacts = [value for name, value in fields(client) if name == "Contact"]
    assert contacts[0].startswith("mailto:")
    assert "@" in contacts[0]
    assert client.get("/" + contacts[1].split("/", 3)[3]).status_code == 200


def test_file_expires_within_a_year(client: Client) -> None:
    (expires,) = [value for name, value in fields(client) if name == "Expires"]
    left = datetime.fromisoformat(expires) - clock.now()
    assert timedelta(days=100) < left < timedelta(days=365)


def test_file_names_its_own_address_and_both_languages(client: Client) -> None:
    values = dict(fields(client))
    assert values["Canonical"].endswith("/.well-known/security.txt")
    assert values["Preferred-Languages"] == "id, en"
