"""Tests of `/akun/hapus/`: deletion by a mailed link, without revealing who has an account."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client

from rontal.accounts.models import User
from rontal.core import clock
from rontal.core.jobs import tell_subscriber
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Application, Consent, Member, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.services.deletion import MAILS
from rontal.membership.states import ApplicationState, MemberState
from rontal.notifications import services as notifications
from tests.support import run_subscribers
from tests.support.membership import factories
from tests.support.membership.importing import factories as imports
from tests.support.membership.importing.tables import table
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE, SENT = "/akun/hapus/", "/akun/hapus/terkirim/"
LINK = re.compile(r"/akun/hapus/[\w-]{43}/")


def request_deletion(account: str, client: Client | None = None, address: str = "10.0.0.1") -> Any:
    return (client or Client()).post(PAGE, {"account": account}, REMOTE_ADDR=address)


def deletion_requests() -> list[Event]:
    return list(Event.objects.filter(name="application:deletion_asked").order_by("pk"))


def delivered() -> list[Any]:
    """The mails with a link for deleting, once every message that waits was handed over."""
    mail.outbox.clear()
    done: set[int] = set()
    while waiting := [job for job in run_subscribers._waiting() if job.id not in done]:
        for job in waiting:
            done.add(job.id)
            if job.task_name == notifications.DELIVERY:
                notifications.deliver(message_id=job.args["message_id"])
            elif job.args["subscriber"].startswith("rontal.notifications."):
                tell_subscriber.func(**job.args)
    return [message for message in mail.outbox if LINK.search(message.body)]


def token(application: Application) -> str:
    return factories.token(application, LinkPurpose.DELETION)


def path(application: Application) -> str:
    return f"{PAGE}{token(application)}/"


def test_member_gets_a_mail_by_number_and_ends_everything_by_its_link() -> None:
    member = factories.member()
    address = member.application.email
    answer = request_deletion(f" {member.number[:6].lower()} {member.number[6:]} ")
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    (message,) = delivered()
    assert message.to == [address]
    assert member.number in message.body
    assert member.number not in message.subject
    assert member.name not in message.subject
    link = LINK.search(message.body)[0]
    client = Client()
    page = client.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "strict-origin"
    assert "no-store" in page.headers["Cache-Control"]
    assert member.number in page.content.decode()
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE, "looking changes nothing"
    assert "dihapus" in client.post(link).content.decode()
    member.refresh_from_db()
    application = member.application
    application.refresh_from_db()
    assert member.state == MemberState.CLOSED
    assert (application.card_photo_id, application.details.reveal()) == (None, {})
    assert not User.objects.get(pk=member.user_id).is_active
    assert not Consent.objects.filter(application=application, withdrawn_at=None).exclude(
        purpose__in=["face_comparison", "news"]
    )


def test_family_gets_a_mail_for_each_account_with_its_own_link() -> None:
    shared = factories.values()["email"]
    mother = factories.member(factories.values(email=shared, name="Ni Luh Ibu"))
    child = factories.in_review(factories.values(email=shared.upper(), name="I Made Anak"))
    stranger = factories.member()
    request_deletion(shared.title())
    messages = delivered()
    assert [message.to[0].lower() for message in messages] == [shared.lower()] * 2
    links = {LINK.search(message.body)[0] for message in messages}
    assert len(links) == 2
    to_child = next(message for message in messages if child.code in message.body)
    assert "I Made Anak" in to_child.body
    assert any(mother.number in message.body for message in messages if message is not to_child)
    assert stranger.number not in "".join(message.body for message in messages)
    Client().post(LINK.search(to_child.body)[0])
    mother.refresh_from_db()
    child.refresh_from_db()
    assert (mother.state, child.state) == (MemberState.ACTIVE, ApplicationState.WITHDRAWN)


@pytest.mark.parametrize("state", ["submitted", "activated", "in_review", "needs_correction"])
def test_application_without_membership_is_ended(state: str) -> None:
    application = getattr(factories, state)()
    request_deletion(application.code.lower())
    (message,) = delivered()
    assert application.code in message.body
    page = Client().post(LINK.search(message.body)[0])
    assert page.status_code == 200
    application.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert (application.card_photo_id, application.details.reveal()) == (None, {})


def test_imported_member_who_never_signed_in_can_leave() -> None:
    imports.done(table({"member_email": "lama@contoh.example"}))
    request_deletion("lama@contoh.example")
    (message,) = delivered()
    Client().post(LINK.search(message.body)[0])
    assert Member.objects.get().state == MemberState.CLOSED


def existing_and_missing_accounts() -> list[str]:
    member, closed, rejected = factories.member(), factories.member(), factories.in_review()
    services.close_membership(member_id=closed.pk, actor=factories.applicant(closed.application))
    services.reject(
        application_id=rejected.pk, reason="not_eligible", words="", actor=factories.clerk()
    )
    return [
        member.number,
        member.application.email,
        closed.number,
        closed.application.email,
        rejected.code,
        "TBN2026999999",
        "nobody@contoh.example",
        "' OR 1=1 --",
        "@",
        "x" * 254,
    ]


@pytest.mark.whole
@pytest.mark.parametrize("language", ["id", "en"])
def test_answer_is_the_same_with_and_without_an_account(language: str) -> None:
    tokens = set()
    for account in existing_and_missing_accounts():
        client = Client()
        client.cookies["bahasa"] = language
        answer = request_deletion(account, client)
        page = client.get(answer["Location"]).content
        body = re.sub(rb'(csrfmiddlewaretoken" value=")[^"]+', rb"\1", page)
        tokens.add((answer.status_code, answer["Location"], answer.content, body))
        assert not client.session.keys(), "nothing is kept that tells one from another"
    assert len(tokens) == 1
    assert len(deletion_requests()) == 2, "only those who have something to end get a mail"


def test_limits_do_not_reveal_whether_an_account_exists() -> None:
    member = factories.member()
    for account in (member.number, "TBN2026999999"):
        statuses = [
            request_deletion(account, address=f"10.0.0.{turn}").status_code for turn in range(4)
        ]
        assert statuses == [302, 302, 302, 429], account
    late = request_deletion(member.number)
    assert int(late.headers["Retry-After"]) > 0
    assert member.number in late.content.decode(), "what was typed stays"


def test_one_mailbox_gets_three_mails_a_day_for_any_spelling_of_the_account() -> None:
    member = factories.member()
    for turn, account in enumerate([member.number, member.application.code] * 3):
        request_deletion(account, address=f"10.0.1.{turn}")
    request_deletion(member.application.email)
    assert len(deletion_requests()) == MAILS.count


def test_one_network_address_may_ask_sixty_times_an_hour() -> None:
    assert {request_deletion(f"TBN{number}").status_code for number in range(60)} == {302}
    assert request_deletion("TBN61").status_code == 429


def test_shared_address_of_a_school_is_not_flooded() -> None:
    shared = factories.values()["email"]
    for _pupil in range(11):
        factories.submitted(factories.values(email=shared))
    request_deletion(shared)
    assert not deletion_requests()


@pytest.mark.parametrize("account", ["", "   ", "\u200b", "x" * 255, "a\x00b"])
def test_empty_and_overlong_input_is_reported_at_the_field(account: str) -> None:
    answer = request_deletion(account)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()


def test_a_link_works_once() -> None:
    link = path(factories.member().application)
    assert Client().post(link).status_code == 200
    for method in ("get", "post"):
        again = getattr(Client(), method)(link)
        assert again.status_code == 410
        assert "sudah dipakai" in again.content.decode()


def test_using_one_link_uses_up_the_others() -> None:
    application = factories.member().application
    first, second = path(application), path(application)
    Client().post(second)
    assert Client().post(first).status_code == 410
    assert not OneUseLink.objects.filter(purpose="deletion", used_at=None).exists()


def test_link_is_valid_for_its_hours_only() -> None:
    member = factories.member()
    link = path(member.application)
    with time_machine.travel(clock.now() + timedelta(hours=72, minutes=1)):
        page = Client().post(link)
    assert page.status_code == 410
    assert "Minta tautan baru" in page.content.decode()
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE


@pytest.mark.parametrize("wrong", ["x", "a" * 43, "..%2f", "é"])
def test_an_altered_link_is_no_server_error(wrong: str) -> None:
    assert Client().get(f"{PAGE}{wrong}/").status_code == 404
    assert Client().post(f"{PAGE}{wrong}/").status_code == 404


def test_link_of_another_purpose_deletes_nothing() -> None:
    application = factories.submitted()
    other = factories.token(application, "activation")
    assert Client().post(f"{PAGE}{other}/").status_code == 404
    assert Client().get(f"/aktivasi/{token(application)}/").status_code == 404


def test_account_that_ended_meanwhile_is_reported() -> None:
    member = factories.member()
    link = path(member.application)
    services.close_membership(member_id=member.pk, actor=factories.applicant(member.application))
    page = Client().post(link)
    assert page.status_code == 410
    assert "sudah berakhir" in page.content.decode()


def test_account_that_ended_before_the_mail_was_written_gets_none() -> None:
    member = factories.member()
    request_deletion(member.number)
    services.close_membership(member_id=member.pk, actor=factories.applicant(member.application))
    assert not delivered()
    assert not OneUseLink.objects.filter(purpose="deletion").exists()


def test_application_approved_meanwhile_is_a_membership() -> None:
    case = factories.in_review()
    link = path(case)
    member = services.approve(application_id=case.pk, actor=factories.clerk())
    page = Client().get(link).content.decode()
    assert member.number in page
    Client().post(link)
    member.refresh_from_db()
    assert member.state == MemberState.CLOSED


def test_only_the_hash_of_a_token_is_stored_and_no_event_or_job_names_anybody() -> None:
    member = factories.member()
    request_deletion(member.application.email)
    (event,) = deletion_requests()
    assert event.data == {}
    (message,) = delivered()
    url_token = LINK.search(message.body)[0].split("/")[3]
    stored = bytes(OneUseLink.objects.get(purpose="deletion").token_hash)
    assert url_token.encode() not in stored
    Client().post(f"{PAGE}{url_token}/")
    for later in Event.objects.filter(pk__gte=event.pk):
        assert member.application.email not in str(later.data)
        assert url_token not in str(later.data)


def test_signed_in_member_gets_the_direct_link() -> None:
    member = factories.member()
    client = client_of(factories.applicant(member.application))
    page = client.get(PAGE).content.decode()
    assert "/akun/data/berhenti/" in page
    assert 'name="account"' not in page
    client.post(path(member.application))
    assert "_auth_user_id" not in client.session, "the browser is signed out with it"


def test_staff_and_visitors_get_the_form() -> None:
    for client in (Client(), client_of(factories.clerk())):
        assert 'name="account"' in client.get(PAGE).content.decode()


def test_another_person_signed_in_here_stays_signed_in() -> None:
    other = client_of(factories.applicant(factories.member().application))
    other.post(path(factories.member().application))
    assert "_auth_user_id" in other.session


def test_request_costs_as_many_queries_with_an_account_as_without(
    django_assert_max_num_queries,
) -> None:
    with django_assert_max_num_queries(12):
        request_deletion("nobody@contoh.example")


@pytest.mark.parametrize(("language", "example"), [("id", "Misalnya"), ("en", "For example")])
def test_example_beside_the_field_is_in_the_language_of_the_page(
    language: str, example: str
) -> None:
    client = Client()
    client.cookies["bahasa"] = language
    page = client.get("/akun/hapus/").content.decode()
    assert f"{example} TBN2026000123" in page
