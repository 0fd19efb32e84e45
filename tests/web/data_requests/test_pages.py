"""Tests of the pages for requests about one's own data."""

import re

import pytest
from django.test import Client

from rontal.data_requests import services
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.data_requests.rules.kinds import RequestChannel
from rontal.data_requests.states import DataRequestState
from rontal.data_requests.steps.follow_keys import fresh_token
from rontal.web.data_requests import limits
from tests.support.data_requests import factories
from tests.support.data_requests.factories import WORDS
from tests.support.membership.factories import applicant, member
from tests.support.web.data_copy import copied
from tests.support.web.data_requests import sheet
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
FORM, FOLLOW = "/privasi/permintaan/", "/privasi/permintaan/lacak/"
OWN = "/akun/data/permintaan/"


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_privacy_page_and_my_data_lead_to_the_forms():
    assert f'href="{FORM}"' in page(Client(), "/privasi/")
    assert f'href="{OWN}"' in page(client_of(applicant(member().application)), "/akun/data/")


def test_visitor_sends_a_request_once_and_follows_it():
    client = Client()
    answers = [client.post(FORM, sheet()) for _ in range(2)]
    assert [one["Location"] for one in answers] == ["/privasi/permintaan/terkirim/"] * 2
    request = DataRequest.objects.get()
    assert request.channel == RequestChannel.PAGE
    code = re.search(r"<strong>([A-Z0-9-]{19})<", page(client, "/privasi/permintaan/terkirim/"))[1]
    assert request.code in page(client, FOLLOW)
    client.post(FOLLOW + "tutup/")
    assert request.code not in page(client, FOLLOW)
    assert client.post(FOLLOW, {"code": code})["Location"] == FOLLOW
    assert WORDS in page(client, FOLLOW)


def test_form_names_what_is_missing_and_keeps_what_was_typed():
    answer = Client().post(FORM, sheet(words="", email="bukan-surel", name="Sari"))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="Sari"' in text
    assert text.count("field-error") >= 2
    assert not DataRequest.objects.exists()


def test_wrong_code_opens_nothing():
    factories.opened()
    answer = Client().post(FOLLOW, {"code": "AAAA-BBBB-CCCC-DDDD"})
    assert answer.status_code == 404
    assert Client().post(FOLLOW + "tarik/").status_code == 409


def test_sender_replies_to_a_question_and_withdraws():
    request, clerk = factories.in_progress()
    services.ask_person(request_id=request.pk, words="Tanggal lahir?", actor=clerk)
    opened, client = factories.opened(key="lain"), Client()
    client.post(FOLLOW, {"code": opened.follow_code})
    assert "Tanggal lahir?" not in page(client, FOLLOW)
    client.post(FOLLOW + "tambah/", {"words": "Mohon segera."})
    assert "Mohon segera." in page(client, FOLLOW)
    assert client.post(FOLLOW + "tambah/", {"words": " "}).status_code == 422
    client.post(FOLLOW + "tarik/")
    assert DataRequest.objects.get(pk=opened.request_id).state == DataRequestState.WITHDRAWN
    assert client.post(FOLLOW + "tambah/", {"words": "Lagi"}).status_code == 409


def test_notes_of_staff_and_their_names_are_not_shown_to_the_sender():
    request, clerk = factories.in_progress(words="Permintaan saya")
    services.add_note(request_id=request.pk, words="Catatan rahasia", actor=clerk)
    client = Client()
    client.post(FOLLOW, {"code": fresh_token(request)})
    text = page(client, FOLLOW)
    assert "Permintaan saya" in text
    assert "Catatan rahasia" not in text
    assert request.handler.name not in text


def test_member_sends_a_request_with_the_account_as_proof():
    person = member()
    client = client_of(applicant(person.application))
    assert client.get(FORM)["Location"] == OWN
    answer = client.post(OWN, {"kind": "copy", "words": "Salinan", "key": "sendiri"})
    request = DataRequest.objects.get()
    assert answer["Location"] == f"{OWN}{request.code}/"
    assert (request.channel, request.account_id) == (RequestChannel.ACCOUNT, person.user_id)
    assert "Salinan" in page(client, answer["Location"])
    assert request.code in page(client, OWN)
    client.post(f"{OWN}{request.code}/tambah/", {"words": "Dalam JSON, ya."})
    client.post(f"{OWN}{request.code}/tarik/")
    request.refresh_from_db()
    assert request.state == DataRequestState.WITHDRAWN


def test_request_of_another_member_is_not_found():
    first, second = member(), member()
    client_of(applicant(first.application)).post(
        OWN, {"kind": "copy", "words": "Salinan", "key": "sendiri"}
    )
    code = DataRequest.objects.get().code
    stranger = client_of(applicant(second.application))
    assert stranger.get(f"{OWN}{code}/").status_code == 404
    assert stranger.post(f"{OWN}{code}/tarik/").status_code == 404


def test_many_requests_of_one_address_are_slowed_down():
    client = Client()
    statuses = [client.post(FORM, sheet(key=f"k{n}")).status_code for n in range(8)]
    assert statuses[:5] == [302] * 5
    assert statuses[-1] == 429


def test_many_messages_of_one_account_are_slowed_down():
    client = client_of(applicant(member().application))
    client.post(OWN, {"kind": "copy", "words": "Salinan", "key": "sendiri"})
    address = f"{OWN}{DataRequest.objects.get().code}/tambah/"
    for _ in range(limits.ADD_ENTRY.count):
        assert client.post(address, {"words": "Tambahan"}).status_code == 302
    answer = client.post(address, {"words": "Satu lagi"})
    assert answer.status_code == 429
    assert "Satu lagi" in answer.content.decode()
    assert RequestEntry.objects.count() == 1 + limits.ADD_ENTRY.count


def test_copy_of_the_data_contains_the_own_requests():
    client = client_of(applicant(member().application))
    client.post(OWN, {"kind": "copy", "words": "Salinan", "key": "sendiri"})
    (request,) = copied(client)["requests"]
    assert request["kind"] == "copy"
    assert [one["words"] for one in request["messages"]] == ["Salinan"]
