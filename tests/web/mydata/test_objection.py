"""Tests of `/akun/data/temuan/`: findings in words, and the objection with a review by a person."""

from typing import Any

import pytest

from rontal.core.actors import Actor
from rontal.data_requests import services
from rontal.data_requests.errors import DecidedBefore
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import RequestAct
from rontal.membership.models import Application
from rontal.membership.services import approve
from tests.support.membership import factories
from tests.support.run_subscribers import carry_on
from tests.support.web.mydata import examined
from tests.support.web.registration import walk
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "/akun/data/temuan/"


def decided(by: Actor) -> Application:
    """Returns an application with findings that a clerk approved."""
    application = factories.in_review()
    examined(application)
    approve(application_id=application.pk, actor=by)
    return application


def objected(application: Application, **values: Any) -> DataRequest:
    client_of(factories.applicant(application)).post(PAGE, values)
    return DataRequest.objects.get(kind="objection", account=application.user_id)


def test_findings_are_shown_in_words_without_those_about_others() -> None:
    application = decided(factories.clerk())
    answer = client_of(factories.applicant(application)).get(PAGE)
    assert answer.status_code == 200
    assert set(answer.context["found"]) & {"name_exact"}
    text = walk.text_of(answer)
    assert "AAAA-BBBB" not in text
    assert "name_exact" not in text


def test_objection_opens_a_request_with_the_findings_and_the_words() -> None:
    application = decided(factories.clerk())
    request = objected(application, codes=["name_exact"], words="Nama saya benar.")
    words = RequestEntry.objects.get(request=request).words.reveal()["text"]
    assert application.code in words
    assert "- " in words
    assert "Nama saya benar." in words
    assert request.identity_check == "signed_in"


def test_a_second_objection_leads_to_the_open_one() -> None:
    application = decided(factories.clerk())
    request = objected(application)
    client = client_of(factories.applicant(application))
    assert client.post(PAGE, {})["Location"].endswith(f"/{request.code}/")
    assert DataRequest.objects.count() == 1
    assert "Ikuti keberatan" in walk.text_of(client.get(PAGE))


def test_another_clerk_than_the_first_reviews_it_and_the_result_is_told(mailoutbox: Any) -> None:
    first, second = factories.clerk(), factories.clerk()
    application = decided(first)
    request = objected(application)
    with pytest.raises(DecidedBefore):
        services.take(request_id=request.pk, actor=first)
    services.take(request_id=request.pk, actor=second)
    assert first.id is not None
    with pytest.raises(DecidedBefore):
        services.reassign(request_id=request.pk, to=first.id, actor=second)
    done: set[Any] = set()
    carry_on(done)
    mailoutbox.clear()
    words = "Kami sudah melihat lagi: nama Anda benar."
    services.fulfil(request_id=request.pk, acts=[RequestAct.REVIEWED], words=words, actor=second)
    carry_on(done)
    assert [mail.to for mail in mailoutbox] == [[application.email]]


def test_the_only_clerk_reviews_it() -> None:
    only = factories.clerk()
    request = objected(decided(only))
    assert services.take(request_id=request.pk, actor=only).handler_id == only.id


def test_unknown_finding_is_refused() -> None:
    application = decided(factories.clerk())
    answer = client_of(factories.applicant(application)).post(PAGE, {"codes": ["identity_new"]})
    assert answer.status_code == 422
    assert not DataRequest.objects.exists()


def test_application_without_findings_has_the_button_too() -> None:
    application = factories.in_review()
    assert "Belum ada" in walk.text_of(client_of(factories.applicant(application)).get(PAGE))
    assert objected(application).kind == "objection"


def test_visitors_sign_in_and_staff_find_nothing(client: Any) -> None:
    assert client.get(PAGE)["Location"].startswith("/masuk/")
    assert client_of(factories.clerk()).get(PAGE).status_code == 404
