"""From the first page to the thank-you page, without script."""

import pytest
from django.test import Client

from rontal.membership.models import Application, Draft
from rontal.membership.selectors import draft_values
from tests.membership import factories
from tests.web.registration import walk

pytestmark = pytest.mark.django_db


def test_an_adult_registers_and_is_thanked(client: Client) -> None:
    walk.fill(client, factories.values(email="sari@contoh.example"))
    answer = walk.send(client)
    assert answer["Location"] == "/daftar/terkirim/"
    application = Application.objects.get(email="sari@contoh.example")
    assert application.code in walk.text_of(client.get("/daftar/terkirim/"))
    assert not Draft.objects.exists()
