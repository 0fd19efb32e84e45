"""Tests of `/akun/kontak/`: own e-mail address, phone and home address."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.data_requests.models import DataRequest, RequestEntry
from rontal.membership import services
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.models import Member
from rontal.membership.selectors import members
from rontal.membership.suspensions import EmailChange
from tests.support.membership import factories
from tests.support.membership.email_changes import DENPASAR, NEW, changed
from tests.support.membership.members import fresh
from tests.support.run_subscribers import carry_on
from tests.support.web.registration import walk
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
PAGE = "/akun/kontak/"
CHANGES = [f"{PAGE}surel/", f"{PAGE}telepon/", f"{PAGE}alamat/"]
HOME = {"village": "Dajan Peken", "street": "Jl. Kenanga No. 9"}
TABANAN = {"province": "51", "regency": "5102", "district": "510205"}


def client_and_member() -> tuple[Client, Member]:
    member = factories.member()
    return client_of(Actor.person(member.user_id)), member


def test_page_shows_what_is_stored_and_is_never_cached():
    client, member = client_and_member()
    answer = client.get(PAGE)
    text = walk.text_of(answer)
    for fact in (fresh(member).user.email, "+6281234567890", "Jl. Melati No. 4"):
        assert fact in text
    assert answer["Cache-Control"] == "no-store, private"
    event = Event.objects.filter(name="application:opened").latest("pk")
    assert event.data == {"reason": "own_data"}


@pytest.mark.parametrize("address", [PAGE, *CHANGES])
def test_visitors_are_redirected_and_people_without_membership_change_nothing(address: str):
    assert Client().get(address)["Location"].startswith("/masuk/")
    applicant = client_of(factories.applicant(factories.in_review()))
    assert applicant.get(address).status_code == (302 if address == PAGE else 404)


@pytest.mark.parametrize("address", CHANGES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_change_needs_a_fresh_proof(address: str, method: str):
    client, member = client_and_member()
    before = fresh(member).revision
    with time_machine.travel(timedelta(hours=2), tick=False):
        answer = getattr(client, method)(address, {"email": NEW, "phone": "0813 1111 2222", **HOME})
    assert answer.status_code == 302
    assert "masuk" in answer["Location"]
    assert not EmailChange.objects.exists()
    assert fresh(member).revision == before


def test_new_address_is_entered_confirmed_and_taken_back_by_the_links_in_the_mails(
    mailoutbox: Any,
):
    client, member = client_and_member()
    former, done = fresh(member).user.email, set()
    carry_on(done)
    mailoutbox.clear()
    assert client.post(f"{PAGE}surel/", {"email": NEW})["Location"] == PAGE
    assert NEW in walk.text_of(client.get(PAGE))
    carry_on(done)
    confirm, back = EmailChange.objects.get().token, EmailReversal.objects.get().token
    by_address = {mail.to[0]: mail.body for mail in mailoutbox}
    assert f"/surel/{confirm}/" in by_address[NEW]
    assert f"/surel/batal/{back}/" in by_address[former]
    assert back not in by_address[NEW]
    assert NEW not in by_address[former]
    mailoutbox.clear()
    assert Client().post(f"/surel/{confirm}/").status_code == 200
    carry_on(done)
    assert {mail.to[0] for mail in mailoutbox} == {NEW, former}
    mailoutbox.clear()
    visitor = Client()
    page = visitor.get(f"/surel/batal/{back}/")
    assert fresh(member).user.email == NEW
    assert former not in page.content.decode()
    assert page["Referrer-Policy"] == "strict-origin"
    assert visitor.post(f"/surel/batal/{back}/").status_code == 200
    assert fresh(member).user.email == former
    assert visitor.post(f"/surel/batal/{back}/").status_code == 410
    carry_on(done)
    assert {mail.to[0] for mail in mailoutbox} == {NEW, former}
    again = next(mail.body for mail in mailoutbox if mail.to == [former])
    assert "/akun/bukan-saya/" in again


def test_guardian_of_a_child_is_told_and_may_take_it_back(mailoutbox: Any):
    member, done = factories.member(factories.child_values()), set()
    carry_on(done)
    mailoutbox.clear()
    services.ask_own_email(email=NEW, actor=Actor.person(member.user_id))
    carry_on(done)
    by_address = {mail.to[0]: mail.body for mail in mailoutbox}
    assert len(by_address) == 3
    assert EmailReversal.objects.get().token in by_address["ayu@contoh.example"]


def test_new_address_can_be_removed_before_it_is_confirmed():
    client, _member = client_and_member()
    client.post(f"{PAGE}surel/", {"email": NEW})
    client.post(f"{PAGE}surel/hapus/")
    assert not EmailChange.objects.exists()


def test_answer_is_the_same_for_an_address_that_somebody_uses():
    other = factories.member()
    client, _member = client_and_member()
    taken = client.post(f"{PAGE}surel/", {"email": fresh(other).user.email}, follow=True)
    text = walk.text_of(taken).replace(fresh(other).user.email, NEW)
    free = client.post(f"{PAGE}surel/", {"email": NEW}, follow=True)
    assert text == walk.text_of(free)


@pytest.mark.whole
def test_number_of_new_addresses_is_limited_by_account_and_by_address():
    client, _member = client_and_member()
    codes = [
        client.post(f"{PAGE}surel/", {"email": f"a{n}@contoh.example"}).status_code
        for n in range(6)
    ]
    assert codes == [302] * 5 + [429]
    to_one = [
        client_and_member()[0].post(f"{PAGE}surel/", {"email": "Satu@contoh.example"}).status_code
        for _ in range(6)
    ]
    assert to_one == [302] * 5 + [429]


def test_locked_address_has_no_form():
    client, member = client_and_member()
    changed(member)
    services.take_email_back(token=EmailReversal.objects.get().token, actor=Actor.visitor())
    client = client_of(Actor.person(member.user_id))
    assert f"{PAGE}surel/" not in client.get(PAGE).content.decode()
    assert client.post(f"{PAGE}surel/", {"email": NEW}).status_code == 409


def test_faults_are_shown_at_the_field():
    client, _member = client_and_member()
    for address, values in (
        ("surel/", {"email": "tanpa-at"}),
        ("telepon/", {"phone": "12"}),
        ("alamat/", {**TABANAN, "village": "x", "street": ""}),
    ):
        answer = client.post(PAGE + address, values)
        assert answer.status_code == 422
        assert "aria-invalid" in answer.content.decode()


def test_phone_and_address_are_changed_and_told_by_mail(mailoutbox: Any):
    client, member = client_and_member()
    done: set[Any] = set()
    carry_on(done)
    mailoutbox.clear()
    assert client.post(f"{PAGE}telepon/", {"phone": "0813 1111 2222"})["Location"] == PAGE
    assert client.post(f"{PAGE}alamat/", {**TABANAN, **HOME})["Location"] == PAGE
    form = members.form_of(fresh(member).application)
    assert (form.phone, form.street) == ("+6281311112222", "Jl. Kenanga No. 9")
    carry_on(done)
    assert [mail.to for mail in mailoutbox] == [[fresh(member).user.email]] * 2
    assert "Kenanga" not in mailoutbox[0].body + mailoutbox[1].body


def test_region_is_chosen_without_scripts():
    client, _member = client_and_member()
    answer = client.post(f"{PAGE}alamat/", {**HOME, "province": "35", "regions": "province"})
    assert answer.status_code == 200
    assert "Kab. Banyuwangi" in walk.text_of(answer)


def test_address_across_the_border_becomes_a_request_to_the_library():
    client, member = client_and_member()
    services.change_own_details(values=DENPASAR, actor=Actor.person(member.user_id))
    answer = client.post(f"{PAGE}alamat/", {**TABANAN, **HOME})
    assert answer.status_code == 409
    key = answer.context["ask_key"]
    for _ in range(2):
        sent = client.post(f"{PAGE}alamat/", {**TABANAN, **HOME, "ask": key})
        assert "/akun/data/permintaan/" in sent["Location"]
    request = DataRequest.objects.get()
    assert (request.kind, request.account_id) == ("correction", member.user_id)
    words = RequestEntry.objects.get().words.reveal()["text"]
    assert "Jl. Kenanga No. 9, Dajan Peken, Tabanan, Kab. Tabanan, Bali" in words
    assert members.form_of(fresh(member).application).regency == "5171"
