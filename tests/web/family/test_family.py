"""Tests of `/keluarga/`: the guardians' page, its link, and what it never shows."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.models import Event
from rontal.data_requests.models import DataRequest
from rontal.data_requests.selectors.follow import own_requests
from rontal.lending import services as lending
from rontal.membership import services
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.hand_overs import HandOver
from rontal.membership.models import Guardian, Member
from rontal.membership.states import MemberState
from rontal.membership.suspensions import EmailChange
from tests.support import run_subscribers
from tests.support.lending.factories import lendable
from tests.support.membership import factories
from tests.support.policies import with_policies
from tests.support.reading import marks
from tests.support.web.family import PAGE, SENT, entered, page_of
from tests.support.web.visitors import client_of, text

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/keluarga/masuk/[\w-]{43}/")
NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TEENAGER = date(2012, 5, 1)


@pytest.fixture(autouse=True)
def travel() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def child(birth: date = date(2016, 3, 2), **changes: str) -> Member:
    return factories.member(factories.child_values(birth, **changes))


def mails() -> list[Any]:
    mail.outbox.clear()
    run_subscribers.carry_on(set())
    return list(mail.outbox)


def borrowed(member: Member) -> Any:
    """Lends a book with a marked note to the child; returns the loan."""
    actor = Actor.person(member.user_id)
    loan = lending.borrow(title_id=lendable().pk, actor=actor)
    marks.marked(loan, actor, marks.change(note="catatan rahasia"))
    return loan


@pytest.mark.whole
def test_guardian_asks_for_the_link_and_finds_all_children() -> None:
    first, second = child(), child(TEENAGER, name="Ni Luh Kakak")
    child(guardian_email="lain@contoh.example", name="I Gede Lain")
    mails()
    answer = Client().post(PAGE, {"email": "Ayu@contoh.example"})
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    (message,) = [one for one in mails() if LINK.search(one.body)]
    assert message.to == ["ayu@contoh.example"]
    assert first.name not in message.subject + message.body, "mail is not confidential"
    link, browser = LINK.search(message.body)[0], Client()
    page = browser.get(link)
    assert (page.status_code, page.headers["Referrer-Policy"]) == (200, "strict-origin")
    assert text(browser.get(PAGE)).count("anak-1") == 0, "a scanner's GET opens nothing"
    browser.post(link)
    shown = text(browser.get(PAGE))
    assert first.name in shown
    assert second.name in shown
    assert "I Gede Lain" not in shown
    assert Client().post(link).status_code == 410


def test_strangers_get_the_same_answer_and_no_mail() -> None:
    child()
    mails()
    known = Client().post(PAGE, {"email": "ayu@contoh.example"}, follow=True)
    unknown = Client().post(PAGE, {"email": "siapa@contoh.example"}, follow=True)
    hide = re.compile(r'nonce="[^"]+"|csrf[^>]+')
    assert hide.sub("", text(known)) == hide.sub("", text(unknown))
    assert len([one for one in mails() if LINK.search(one.body)]) == 1


def test_asking_is_limited_by_address_whether_it_is_known_or_not() -> None:
    child()
    for email in ("ayu@contoh.example", "siapa@contoh.example"):
        statuses = [Client().post(PAGE, {"email": email}).status_code for _time in range(6)]
        assert statuses == [302] * 5 + [429]


@pytest.mark.whole
@pytest.mark.parametrize("rest", ["", "unduh/", "permintaan/", "cabut/membership/"])
def test_without_access_nothing_is_shown(rest: str) -> None:
    member = child()
    stranger = entered(child(guardian_email="lain@contoh.example"))
    for browser in (Client(), client_of(Actor.person(member.user_id))):
        answer = browser.get(page_of(member) + rest)
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert stranger.get(page_of(member) + rest).status_code == 404
    assert stranger.post(f"{page_of(member)}cabut/membership/").status_code == 404
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE


def test_access_ends_after_half_an_hour_by_the_button_and_with_the_address(
    travel: time_machine.Traveller,
) -> None:
    member = child()
    first, second, third = entered(member), entered(member), entered(member)
    copied = Client()
    copied.cookies = second.cookies.copy()
    second.post(f"{PAGE}tutup/")
    for browser in (second, copied):
        assert browser.get(page_of(member)).status_code == 302
    travel.shift(timedelta(minutes=29))
    assert first.get(page_of(member)).status_code == 200
    travel.shift(timedelta(minutes=1))
    assert first.get(page_of(member)).status_code == 302
    travel.shift(timedelta(minutes=-30))
    Guardian.objects.update(email_hash=b"x" * 32)
    assert third.get(page_of(member)).status_code == 404
    assert member.name not in text(third.get(PAGE))


def test_guardian_sees_titles_of_a_young_child_only_and_never_notes() -> None:
    young, teenager = child(), child(TEENAGER)
    titles = [borrowed(one).title.title for one in (young, teenager)]
    browser = entered(young)
    shown, of_teenager = (text(browser.get(page_of(one))) for one in (young, teenager))
    assert titles[0] in shown
    assert titles[1] not in of_teenager
    for page in (shown, of_teenager):
        assert "catatan rahasia" not in page
    copies = [browser.get(f"{page_of(one)}unduh/") for one in (young, teenager)]
    first, second = (json.loads(answer.content) for answer in copies)
    assert first["titles_on_loan"] == [titles[0]]
    assert "titles_on_loan" not in second
    assert "catatan rahasia" not in copies[0].content.decode() + copies[1].content.decode()
    forbidden = {"loans", "places", "marks", "wants_to_read", "requests", "notifications", "survey"}
    assert not forbidden & (first.keys() | second.keys())
    assert first["details"]["name"] == young.name


def test_library_may_show_no_titles_at_all(settings: Any) -> None:
    settings.LIBRARY = with_policies(settings.LIBRARY, guardian_sees_titles="never")
    member = child()
    loan = borrowed(member)
    browser = entered(member)
    assert loan.title.title not in text(browser.get(page_of(member)))
    assert "titles_on_loan" not in json.loads(browser.get(f"{page_of(member)}unduh/").content)


def test_child_reads_what_the_guardian_sees_and_when() -> None:
    young, teenager = child(), child(TEENAGER)
    entered(young).get(page_of(young))
    own = text(client_of(Actor.person(young.user_id)).get("/akun/data/"))
    assert "buku apa yang sedang Anda pinjam" in own
    assert "Orang tua atau wali Anda" in own
    assert (
        Event.objects.filter(name="guardian:opened", subject_id=young.application_id).count() == 2
    )
    own = text(client_of(Actor.person(teenager.user_id)).get("/akun/data/"))
    assert "bukan buku apa" in own
    adult = factories.member()
    own = text(client_of(Actor.person(adult.user_id)).get("/akun/data/"))
    assert "dapat dilihat orang tua" not in own


def test_guardian_withdraws_one_purpose_and_then_the_membership() -> None:
    member = child()
    browser = entered(member)
    answer = browser.post(f"{page_of(member)}cabut/face_comparison/")
    assert answer["Location"] == page_of(member)
    assert "Persetujuan ditarik" in text(browser.get(page_of(member)))
    path = f"{page_of(member)}cabut/membership/"
    assert "Tarik kembali dan hapus" in text(browser.get(path))
    member.refresh_from_db()
    assert member.state == MemberState.ACTIVE, "looking changes nothing"
    assert "Keanggotaannya berakhir" in text(browser.post(path, follow=True))
    member.refresh_from_db()
    assert member.state == MemberState.CLOSED
    assert browser.get(page_of(member)).status_code == 404
    assert browser.get(f"{page_of(member)}cabut/anything/").status_code == 404


def test_guardian_asks_about_the_data_and_the_child_does_not_see_it() -> None:
    member = child()
    path, key = f"{page_of(member)}permintaan/", "k" * 32
    browser = entered(member)
    assert browser.get(path).status_code == 200
    assert browser.post(path, {"kind": "correction", "words": "", "key": key}).status_code == 422
    filled = {"kind": "correction", "words": "Nama ibu salah.", "key": key}
    for _time in range(2):
        assert browser.post(path, filled)["Location"] == page_of(member)
    request = DataRequest.objects.get()
    assert request.contact is not None
    assert request.contact.reveal()["email"] == "ayu@contoh.example"
    assert (request.account_id, request.identity_check) == (member.user_id, "guardian")
    assert own_requests(Actor.person(member.user_id)) == []


def test_page_of_a_child_takes_the_same_queries_for_any_number_of_siblings(
    django_assert_max_num_queries: Any,
) -> None:
    member = child()
    for number in range(4):
        child(date(2015, 1, 1 + number))
    browser = entered(member)
    with django_assert_max_num_queries(10):
        assert text(browser.get(PAGE)).count('class="card stack"') == 5


def test_young_person_takes_over_on_the_page(travel: time_machine.Traveller) -> None:
    member = child(date(2010, 3, 2))
    travel.move_to(datetime(2027, 3, 2, 2, 0, tzinfo=UTC))
    browser = client_of(Actor.person(member.user_id))
    guardian = entered(member)
    assert browser.get("/akun/ambil-alih/")["Location"] == "/akun/data/", "not asked yet"
    mails()
    services.ask_for_hand_overs()
    sent = {message.to[0]: message.body for message in mails()}
    assert set(sent) == {member.application.email, "ayu@contoh.example"}
    assert "/akun/ambil-alih/" in sent[member.application.email]
    assert "/akun/ambil-alih/" in text(browser.get("/akun/data/"))
    assert browser.get("/akun/ambil-alih/").status_code == 200
    assert browser.post("/akun/ambil-alih/", {}).status_code == 422
    done = browser.post("/akun/ambil-alih/", {"consent_membership": "on"})
    assert done["Location"] == "/akun/ambil-alih/"
    assert reverse("account_change_password") in text(browser.get(done["Location"]))
    travel.shift(timedelta(hours=1, minutes=1))
    again = client_of(Actor.person(member.user_id)).get("/akun/ambil-alih/")
    assert again["Location"] == "/akun/data/"
    travel.shift(timedelta(hours=-1, minutes=-1))
    assert member.name not in text(guardian.get(PAGE))
    (message,) = mails()
    assert message.to == ["ayu@contoh.example"]
    assert "dapat dilihat orang tua" not in text(browser.get("/akun/data/"))


def test_young_person_with_the_address_of_the_guardian_confirms_an_own_one_first(
    travel: time_machine.Traveller,
) -> None:
    member = child(date(2010, 3, 2), email="ayu@contoh.example")
    travel.move_to(datetime(2027, 3, 2, 2, 0, tzinfo=UTC))
    services.ask_for_hand_overs()
    browser = client_of(Actor.person(member.user_id))
    page = "/akun/ambil-alih/"
    assert "consent_membership" not in text(browser.get(page))
    assert browser.post(page, {"consent_membership": "on"}).status_code == 422
    for wrong in ("", "ayu@contoh.example"):
        assert browser.post(f"{page}surel/", {"email": wrong}).status_code == 422
    mails()
    assert browser.post(f"{page}surel/", {"email": "dwi@contoh.example"})["Location"] == page
    assert {one.to[0] for one in mails()} == {"dwi@contoh.example", "ayu@contoh.example"}


def asked_with_address_of_guardian(travel: time_machine.Traveller) -> Member:
    member = child(date(2010, 3, 2), email="ayu@contoh.example")
    travel.move_to(datetime(2027, 3, 2, 2, 0, tzinfo=UTC))
    services.ask_for_hand_overs()
    return member


@pytest.mark.parametrize("path", ["/akun/ambil-alih/", "/akun/ambil-alih/surel/"])
def test_hand_over_needs_a_fresh_proof(path: str, travel: time_machine.Traveller) -> None:
    member = asked_with_address_of_guardian(travel)
    browser = client_of(Actor.person(member.user_id))
    travel.shift(timedelta(hours=2))
    answer = browser.post(path, {"email": "dwi@contoh.example", "consent_membership": "on"})
    assert (answer.status_code, "masuk" in answer["Location"]) == (302, True)
    assert not EmailChange.objects.exists()
    assert HandOver.objects.get().taken_over_at is None


def test_own_address_counts_for_the_limits_and_the_lock_of_all_changes(
    travel: time_machine.Traveller,
) -> None:
    member = asked_with_address_of_guardian(travel)
    browser, path = client_of(Actor.person(member.user_id)), "/akun/ambil-alih/surel/"
    email = {"email": "dwi@contoh.example"}
    assert [browser.post(path, email).status_code for _time in range(6)] == [302] * 5 + [429]
    assert browser.post("/akun/kontak/surel/", email).status_code == 429
    travel.shift(timedelta(days=2))
    lock = EmailReversal(member=member, addresses={"new": "a@contoh.example", "old": ""})
    lock.token_hash, lock.used_at = b"x" * 32, clock.now()
    lock.ends_at = clock.now() + timedelta(days=7)
    lock.save()
    browser = client_of(Actor.person(member.user_id))
    answer = browser.post(path, {"email": "tri@contoh.example"})
    assert answer.status_code == 409
    assert "baru saja dibatalkan" in text(answer)


def test_mails_say_that_the_member_entered_the_own_address(travel: time_machine.Traveller) -> None:
    member = asked_with_address_of_guardian(travel)
    mails()
    services.ask_own_address(
        application_id=member.application_id,
        email="dwi@contoh.example",
        actor=Actor.person(member.user_id),
    )
    bodies = {message.to[0]: message.body for message in mails()}
    assert bodies.keys() == {"dwi@contoh.example", "ayu@contoh.example"}
    assert "melalui akun anggota" in bodies["ayu@contoh.example"]
    assert not any("Petugas kami" in body for body in bodies.values())
    assert "/surel/batal/" not in bodies["ayu@contoh.example"]
