"""Tests of `/` for applicants: state of the application, and the next step."""

from typing import Any

import pytest
from django.test import Client
from lxml import html

from rontal.core.actors import Actor
from rontal.membership import services
from tests.support.accounts.factories import person
from tests.support.catalogue.factories import title
from tests.support.lending.factories import lendable
from tests.support.membership import factories
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db


def main_of(actor: Actor) -> html.HtmlElement:
    return html.document_fromstring(client_of(actor).get("/").content.decode()).xpath("//main")[0]


def text_of(element: Any) -> str:
    return " ".join(element.text_content().split())


def actions(main: html.HtmlElement) -> list[str]:
    return list(main.xpath(".//a[contains(@class, 'button')]/@href"))


def test_applicant_sees_the_state_and_the_due_time() -> None:
    application = factories.in_review()
    main = main_of(factories.applicant(application))
    assert application.code in text_of(main)
    assert "Petugas" in text_of(main)
    assert "paling lambat" in text_of(main)
    assert actions(main) == ["/status/"]


def test_applicant_asked_for_a_correction_sees_it_and_opens_it_in_one_press() -> None:
    application = factories.needs_correction()
    main = main_of(factories.applicant(application))
    [reason] = main.xpath(".//ul[@class='application-reasons']/li")
    assert "kartu" in text_of(reason).lower()
    assert actions(main) == ["/status/perbaikan/", "/status/"]
    assert application.lapse_at is not None
    assert main.xpath(".//time/@datetime")


def test_rejected_applicant_sees_the_decision() -> None:
    application = factories.in_review()
    services.reject(
        application_id=application.pk,
        reason="not_eligible",
        words="Bukan penduduk.",
        actor=factories.clerk(),
    )
    main = main_of(factories.applicant(application))
    assert actions(main) == ["/status/"]
    assert "tidak" in text_of(main)


def test_account_without_application_is_shown_how_to_become_a_member() -> None:
    lendable(title=title("Dilihat Dahulu"))
    client = Client()
    client.force_login(person())
    main = html.document_fromstring(client.get("/").content.decode()).xpath("//main")[0]
    assert actions(main) == ["/daftar/"]
    assert "Dilihat Dahulu" in text_of(main)


def test_page_of_an_applicant_needs_few_queries(django_assert_max_num_queries: Any) -> None:
    client = client_of(factories.applicant(factories.needs_correction()))
    client.get("/")
    with django_assert_max_num_queries(9):
        client.get("/")
