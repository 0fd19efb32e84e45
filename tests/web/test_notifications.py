"""`/akun/pemberitahuan/`: choices as plain forms, devices, and mails ended without signing in."""

import json

import pytest
from django.test import Client

from rontal.accounts.models import User
from rontal.catalogue.models import Agent
from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.notifications import choice_links, selectors, services
from rontal.notifications.models import Choice, Follow, Preference, Subscription
from rontal.notifications.purposes import ChannelName, Purpose
from tests.support.catalogue.services.factories import entered
from tests.support.lending.factories import borrower, loan
from tests.support.membership import factories
from tests.support.notifications.push_service import carry, device_of, push_service, sent  # noqa: F401
from tests.support.web.data_copy import copied

pytestmark = pytest.mark.django_db
PAGE = "/akun/pemberitahuan/"


@pytest.fixture
def actor():
    return borrower()


@pytest.fixture
def client(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.id))
    return client


def test_page_has_a_switch_for_every_purpose_and_explains_what_remains(client):
    html = client.get(PAGE).content.decode()
    assert 'value="holds.mail" checked' in html
    assert 'value="membership.mail"' not in html
    assert "selalu" in html
    assert "21.00" in html


def test_unticked_boxes_are_switched_off(client, actor):
    client.post(PAGE, {"pilih": ["holds.mail", "loans.push"], "judul": "1"})
    assert selectors.is_on(actor.id, Purpose.HOLDS, ChannelName.MAIL)
    assert not selectors.is_on(actor.id, Purpose.LOANS, ChannelName.MAIL)
    assert selectors.is_on(actor.id, Purpose.LOANS, ChannelName.PUSH)
    assert selectors.shows_titles(actor.id)
    assert not Choice.objects.filter(purpose="membership", channel="mail").exists()


def test_a_device_is_added_listed_tested_and_removed(client, actor, push_service):  # noqa: F811
    keys = push_service.device().keys
    answer = client.post(
        f"{PAGE}perangkat/",
        json.dumps(keys),
        content_type="application/json",
        headers={"User-Agent": "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0 Mobile"},
    )
    assert answer.status_code == 200
    row = Subscription.objects.get()
    assert row.account_id == actor.id
    assert "Chrome, Android" in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}perangkat/{row.pk}/coba/").status_code == 302
    other = Client()
    other.force_login(User.objects.get(pk=borrower().id))
    assert other.post(f"{PAGE}perangkat/{row.pk}/lepas/").status_code == 404
    client.post(f"{PAGE}perangkat/{row.pk}/lepas/")
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"endpoint": 5}', '{"endpoint": "x"}', "x" * 9000]
)
def test_invalid_input_is_explained(client, body):
    answer = client.post(f"{PAGE}perangkat/", body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["said"]


def test_worker_renews_its_address_and_another_site_does_not(client, actor, push_service):  # noqa: F811
    old, new = push_service.device().keys, push_service.device().keys
    client.post(f"{PAGE}perangkat/", json.dumps(old), content_type="application/json")
    payload = json.dumps(new | {"old_endpoint": old["endpoint"]})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(pk=actor.id))

    def renew(site):
        return strict.post(
            f"{PAGE}perangkat/perbarui/",
            payload,
            content_type="application/json",
            headers={"Sec-Fetch-Site": site},
        ).status_code

    assert renew("cross-site") == 403
    assert renew("same-origin") == 200
    assert Subscription.objects.count() == 1
    added = strict.post(f"{PAGE}perangkat/", payload, content_type="application/json")
    assert added.status_code == 403


def test_mails_of_a_purpose_end_with_one_click_without_signing_in(
    actor,
    sent,  # noqa: F811
):
    lent = loan()
    lending.place_hold(title_id=lent.title_id, actor=actor)
    (mail,) = sent(lambda: return_loan(lent))
    link = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link in mail.body
    path = "/" + link.split("/", 3)[3]
    strict = Client(enforce_csrf_checks=True)
    assert strict.get(path).status_code == 200
    assert selectors.is_on(actor.id, Purpose.HOLDS, ChannelName.MAIL)
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not selectors.is_on(actor.id, Purpose.HOLDS, ChannelName.MAIL)
    strict.post(path, {"lagi": "1"})
    assert selectors.is_on(actor.id, Purpose.HOLDS, ChannelName.MAIL)
    assert strict.get(path[:-3] + "x/").status_code == 404


def test_mails_with_decisions_have_no_such_link_and_cannot_be_switched_off(mailoutbox):
    case = factories.member().application
    assert all("List-Unsubscribe" not in mail.extra_headers for mail in mailoutbox)
    link = choice_links.choice_path(case.user_id, Purpose.MEMBERSHIP)
    assert Client().post(link).status_code == 404


def test_offer_appears_after_a_hold_and_never_again_after_a_no(client, actor):
    assert "push-offer" not in client.get("/rak/").content.decode()
    lent = loan()
    lending.place_hold(title_id=lent.title_id, actor=actor)
    assert "push-offer" in client.get("/rak/").content.decode()
    client.post(f"{PAGE}jangan-tawarkan/")
    assert Preference.objects.get().declined_at
    assert "push-offer" not in client.get("/rak/").content.decode()


def test_applicant_gets_the_offer_while_the_application_is_open(device_of):  # noqa: F811
    case = factories.in_review()
    client = Client()
    client.force_login(case.user)
    assert "push-offer" in client.get("/status/").content.decode()
    device_of(case.user_id)
    assert "push-offer" not in client.get("/status/").content.decode()


def test_author_is_followed_from_the_page_and_unfollowed_from_the_list(client, actor):
    entered("Gending")
    author = Agent.objects.get(name="Ni Luh Sari")
    address = f"/koleksi/orang/{author.pk}/ikuti/"
    page = client.get(address)
    assert page.status_code == 302
    visitor = Client().get(page["Location"]).content.decode()
    assert f'href="{address}"' in visitor
    assert "Ikuti" in client.get(page["Location"]).content.decode()
    client.post(address)
    assert selectors.follows(actor, agent_id=author.pk)
    assert "Diikuti" in client.get(page["Location"]).content.decode()
    assert "Ni Luh Sari" in client.get(PAGE).content.decode()
    client.post(address, {"berhenti": "1", "dari": "pilihan"})
    assert not Follow.objects.exists()
    assert client.post("/koleksi/orang/99999/ikuti/").status_code == 404


def test_data_copy_has_devices_and_choices(client, actor, device_of):  # noqa: F811
    device = device_of(actor.id)
    services.choose(
        switches={(Purpose.LOANS, ChannelName.MAIL): False}, show_titles=False, actor=actor
    )
    exported = copied(client)["notifications"]
    assert exported["devices"][0]["browser"] == "Chrome, Android"
    assert exported["choices"] == [{"purpose": "loans", "channel": "mail", "on": False}]
    assert device.address not in json.dumps(exported)


def test_badge_is_a_small_picture():
    answer = Client().get("/pemberitahuan/lencana.png")
    assert answer.content.startswith(b"\x89PNG")
    assert len(answer.content) < 1000


def return_loan(lent):
    lending.return_loan(loan_id=lent.pk, actor=Actor.person(lent.member.user_id))
