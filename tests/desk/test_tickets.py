"""Tests of the pages under /meja/pengaduan/."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.models import Event
from rontal.feedback import services
from rontal.feedback.models import Ticket
from rontal.feedback.rules.kinds import Channel, Kind
from rontal.feedback.states import TicketState
from rontal.standard.selectors import library
from tests.support.accounts.factories import staff
from tests.support.desk.factories import at_desk, signed_in
from tests.support.feedback import factories
from tests.support.feedback.factories import CONTACT, EMAIL, NAME, PHONE
from tests.support.feedback.tickets import sent_ahead

pytestmark = pytest.mark.django_db


def today() -> str:
    return clock.now().astimezone(library().tz).date().isoformat()


def sheet(**changes) -> dict[str, str]:
    return {
        "channel": "box",
        "received_on": today(),
        "kind": "suggestion",
        "category": "collection",
        "words": "Tambah komik Bali.",
        "language": "id",
        "key": "lembar",
    } | changes


def handled(*roles: Role, **changes) -> tuple[Client, Ticket]:
    """Returns the client of a ticket's handler, and the ticket."""
    user = staff(*roles)
    ticket, _ = factories.ticket_in_progress(factories.actor_of(user, *roles), **changes)
    return signed_in(user), ticket


def test_complaint_on_paper_is_entered_once_and_its_code_shown():
    client = at_desk()
    answers = [client.post("/meja/pengaduan/catat/", sheet()) for _ in range(2)]
    codes = {re.search(r"<strong>([A-Z0-9-]{19})<", one.content.decode())[1] for one in answers}
    assert len(codes) == 1
    ticket = Ticket.objects.get()
    assert (ticket.channel, ticket.kind) == (Channel.BOX, Kind.SUGGESTION)


def test_due_time_counts_from_the_date_on_the_paper():
    day = clock.now().astimezone(library().tz).date() - timedelta(days=9)
    at_desk().post("/meja/pengaduan/catat/", sheet(received_on=day.isoformat()))
    assert Ticket.objects.get().received_at.astimezone(library().tz).date() == day


@pytest.mark.parametrize(
    "wrong",
    [
        {"received_on": "2099-01-01"},
        {"received_on": "kemarin"},
        {"words": ""},
        {"email": "x"},
        {"channel": "form"},
    ],
)
def test_invalid_complaint_is_shown_again(wrong):
    answer = at_desk().post("/meja/pengaduan/catat/", sheet(topic="Tetap ada", **wrong))
    assert answer.status_code == 422
    assert b'value="Tetap ada"' in answer.content
    assert not Ticket.objects.exists()


def test_the_register_filters_and_needs_few_queries(django_assert_max_num_queries):
    for number in range(35):
        kind = Kind.PRAISE if number < 2 else Kind.COMPLAINT
        factories.ticket(kind=kind, topic=f"Hal nomor {number}", **CONTACT)
    client = at_desk()
    with django_assert_max_num_queries(12):
        page = client.get("/meja/pengaduan/").content.decode()
    assert page.count("Hal nomor") == 30
    assert NAME not in page
    assert EMAIL not in page
    assert client.get("/meja/pengaduan/?jenis=praise").content.decode().count("Hal nomor") == 2
    assert "Hal nomor" not in client.get("/meja/pengaduan/?milik=saya").content.decode()
    code = Ticket.objects.first().code.lower()
    assert client.get(f"/meja/pengaduan/?kode={code}").content.decode().count("Hal nomor") == 1
    for odd in ("rak=nothing", "jenis=x&halaman=999", "kode=%00", "halaman=abc"):
        assert client.get(f"/meja/pengaduan/?{odd}").status_code == 200


def test_ticket_needs_few_queries_and_opening_it_is_recorded(django_assert_max_num_queries):
    client, ticket = handled(**CONTACT)
    with django_assert_max_num_queries(12):
        page = client.get(f"/meja/pengaduan/{ticket.code}/").content.decode()
    assert factories.WORDS in page
    for personal in (NAME, EMAIL, PHONE):
        assert personal not in page
    assert Event.objects.filter(name="ticket:looked_at").count() == 1


def test_name_and_contact_are_shown_once_for_a_reason():
    client, ticket = handled(**CONTACT)
    address = f"/meja/pengaduan/{ticket.code}/"
    assert client.post(f"{address}identitas/", {"reason": "curiosity"}).status_code == 404
    page = client.post(f"{address}identitas/", {"reason": "contact_person"})
    assert NAME in page.content.decode()
    assert PHONE in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert NAME not in client.get(address).content.decode()
    assert at_desk().post(f"{address}identitas/", {"reason": "contact_person"}).status_code == 409


def test_ticket_goes_from_new_to_answered_through_the_pages():
    user = staff()
    client, ticket = signed_in(user), factories.ticket()
    address = f"/meja/pengaduan/{ticket.code}/"
    assert client.post(f"{address}jawab/", {"words": "Terlalu dini."}).status_code == 409
    client.post(f"{address}ambil/")
    sorting = {"kind": "question", "category": "app", "pace": "quick"}
    client.post(f"{address}pilah/", sorting)
    client.post(f"{address}catatan/", {"words": "Hubungi teknisi."})
    assert client.post(f"{address}jawab/", {"words": ""}).status_code == 422
    client.post(f"{address}jawab/", {"words": "Sudah diganti."})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.kind, ticket.in_time) == (TicketState.ANSWERED, "question", True)
    page = client.get(address).content.decode()
    assert "Hubungi teknisi." in page
    assert "Sudah diganti." in page
    client.post(f"{address}tutup/")
    ticket.refresh_from_db()
    assert ticket.state == TicketState.CLOSED


def test_second_clerk_keeps_the_text_and_is_notified():
    _client, ticket = handled()
    page = at_desk().post(f"/meja/pengaduan/{ticket.code}/jawab/", {"words": "Jawaban saya."})
    assert page.status_code == 409
    page_text = (
        at_desk().post(f"/meja/pengaduan/{ticket.code}/ambil/", follow=True).content.decode()
    )
    assert "baru saja mengambil" in page_text


def test_head_assigns_a_ticket_to_another_clerk():
    _client, ticket = handled()
    other = staff(name="Ni Made Lain")
    head = at_desk(Role.HEAD)
    assert "Ni Made Lain" in head.get(f"/meja/pengaduan/{ticket.code}/").content.decode()
    head.post(f"/meja/pengaduan/{ticket.code}/serahkan/", {"to": str(other.pk)})
    ticket.refresh_from_db()
    assert ticket.handler_id == other.pk
    wrong = head.post(f"/meja/pengaduan/{ticket.code}/serahkan/", {"to": "0"})
    assert wrong.status_code == 422


def test_setting_aside_requires_a_reason():
    client, ticket = handled()
    address = f"/meja/pengaduan/{ticket.code}/sisihkan/"
    assert client.post(address, {}).status_code == 422
    client.post(address, {"why": "spam"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.set_aside) == (TicketState.CLOSED, "spam")


def test_pdf_is_downloaded_and_a_picture_is_shown():
    sent_ahead("berkas")
    sent_ahead("berkas", factories.pdf())
    client, ticket = handled(key="berkas")
    address = f"/meja/pengaduan/{ticket.code}/lampiran/"
    reason = {"reason": "check_the_case"}
    shown = [client.post(f"{address}{number}/", reason) for number in (1, 2)]
    assert [one["Content-Type"] for one in shown] == ["image/jpeg", "application/pdf"]
    assert shown[0]["Content-Disposition"].startswith("inline")
    assert shown[1]["Content-Disposition"].startswith("attachment")
    assert client.post(f"{address}1/", {}).status_code == 404
    assert client.post(f"{address}9/", reason).status_code == 404
    assert at_desk().post(f"{address}1/", reason).status_code == 409


def test_answer_starts_with_a_template_in_the_persons_language():
    client, ticket = handled(language="en")
    page = client.get(f"/meja/pengaduan/{ticket.code}/?templat=maaf").content.decode()
    assert "We are sorry that this happened." in page
    assert client.get(f"/meja/pengaduan/{ticket.code}/?templat=x").status_code == 200


def test_addition_by_the_person_is_news_until_the_handler_opens_it():
    client, ticket = handled()
    services.add_reply(ticket_id=ticket.pk, words="Satu lagi.", actor=factories.VISITOR)
    at_desk().get(f"/meja/pengaduan/{ticket.code}/")
    assert "Ada yang baru" in client.get("/meja/pengaduan/").content.decode()
    client.get(f"/meja/pengaduan/{ticket.code}/")
    assert "Ada yang baru" not in client.get("/meja/pengaduan/").content.decode()


def test_unknown_ticket_is_not_found():
    assert at_desk().get("/meja/pengaduan/SRN-XXXXXXXX/").status_code == 404
