"""Tests of the pages under /saran/ without JavaScript."""

import json
import re

import altcha
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rontal.accounts.roles import Role
from rontal.feedback import services
from rontal.feedback.models import Attachment, Ticket, Upload
from rontal.feedback.states import TicketState
from rontal.web.feedback.contact_channels import contact_channels_of
from tests.support.accounts.factories import staff
from tests.support.feedback import factories
from tests.support.membership import pictures
from tests.support.web.feedback import TYPED, key_in, key_of, send

pytestmark = pytest.mark.django_db


def follow_code(client: Client) -> str:
    page = client.get("/saran/terima-kasih/").content.decode()
    return re.search(r"<strong>([A-Z0-9-]{19})</strong>", page)[1]


def test_anonymous_complaint_is_followed_by_code_in_another_browser():
    client, elsewhere = Client(), Client()
    assert send(client)["Location"] == "/saran/terima-kasih/"
    code = follow_code(client)
    assert Ticket.objects.get().is_anonymous
    answer = elsewhere.post("/saran/lacak/", {"code": code.lower().replace("-", " ")})
    assert answer["Location"] == "/saran/lacak/"
    page = elsewhere.get("/saran/lacak/").content.decode()
    assert "Kipas angin mati sejak Senin." in page


def test_wrong_code_is_reported_and_the_typed_text_remains():
    answer = Client().post("/saran/lacak/", {"code": "ABCD-EFGH"})
    assert answer.status_code == 404
    assert b'value="ABCD-EFGH"' in answer.content


def test_guessing_codes_is_limited():
    client = Client()
    answers = [client.post("/saran/lacak/", {"code": f"A{n}"}) for n in range(61)]
    assert [answer.status_code for answer in answers] == [404] * 60 + [429]
    assert b'value="A60"' in answers[-1].content, (
        "what was typed is sent again when the hour is over"
    )


def test_missing_fields_are_reported_and_the_typed_ones_remain():
    answer = send(Client(), words="", email="not an address", topic="Tetap ada")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'value="Tetap ada"' in page
    assert 'value="not an address"' in page
    assert 'href="#id_words"' in page
    assert not Ticket.objects.exists()


def test_two_presses_open_one_ticket_and_two_forms_two():
    client = Client()
    key = key_of(client)
    for _ in range(2):
        client.post("/saran/", {**TYPED, "key": key})
    assert Ticket.objects.count() == 1
    send(client)
    assert Ticket.objects.count() == 2


def test_changed_text_from_a_form_already_sent_opens_another_ticket():
    client = Client()
    key = key_of(client)
    client.post("/saran/", {**TYPED, "key": key})
    first = follow_code(client)
    for _ in range(2):
        client.post("/saran/", {**TYPED, "key": key, "words": "Lampunya juga mati."})
    assert Ticket.objects.count() == 2
    assert follow_code(client) != first


def test_browser_that_returns_to_a_form_sees_its_files():
    client = Client()
    url = re.search(rb'data-url="([^"]+)"', client.get("/saran/").content)[1].decode()
    assert json.loads(client.get(url).content) == {"files": []}
    client.post(url, {"file": SimpleUploadedFile("foto.png", pictures.encoded("PNG"))})
    (uploaded,) = json.loads(client.get(url).content)["files"]
    assert uploaded["name"].startswith("Berkas 1, ")
    assert client.post(uploaded["remove"]).status_code == 204
    assert client.get("/saran/berkas/unknown/").status_code == 404


def test_form_identifies_its_draft_without_naming_anybody():
    def mark(client: Client) -> str:
        page = client.get("/saran/").content.decode()
        return re.search(r'data-draft-of="([^"]*)"', page)[1]

    marks = {mark(Client())}
    for _ in range(2):
        client = Client()
        client.force_login(staff(Role.CLERK))
        marks.add(mark(client))
    assert len(marks) == 3
    assert "" in marks


def test_seventh_complaint_within_an_hour_needs_a_proof_and_retains_its_text():
    client = Client()
    for _ in range(6):
        assert send(client).status_code == 302
    answer = send(client, words="Yang ketujuh.")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert b"Yang ketujuh." in answer.content


def test_proof_is_valid_for_its_own_form_only():
    client = Client()
    page = client.get("/saran/").content
    url = re.search(rb'data-altcha-url="([^"]+)"', page)[1].decode()
    challenge = altcha.Challenge.from_dict(json.loads(client.get(url).content))
    solution = altcha.solve_challenge(challenge)
    proof = altcha.Payload(challenge, solution).to_base64()
    assert (
        client.post("/saran/", {**TYPED, "key": key_in(page), "altcha": proof}).status_code == 302
    )
    assert send(client, altcha=proof).status_code == 422
    assert Ticket.objects.count() == 1


def picture(name: str = "foto.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pictures.encoded("PNG"), "image/png")


def test_files_are_sent_with_a_plain_form_and_remain_when_it_is_shown_again():
    client = Client()
    key = key_of(client)
    first = client.post("/saran/", {**TYPED, "words": "", "key": key, "files": [picture()]})
    assert first.status_code == 422
    upload = Upload.objects.get()
    assert f'name="remove" value="{upload.pk}"' in first.content.decode()
    client.post("/saran/", {**TYPED, "key": key})
    assert Attachment.objects.get().file_id == upload.file_id


def test_stored_file_is_removed_without_losing_the_text():
    client = Client()
    key = key_of(client)
    client.post("/saran/", {**TYPED, "words": "", "key": key, "files": [picture()]})
    page = client.post("/saran/", {**TYPED, "key": key, "remove": str(Upload.objects.get().pk)})
    assert page.status_code == 200
    assert TYPED["words"] in page.content.decode()
    assert not Upload.objects.exists()
    assert not Ticket.objects.exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (factories.eicar(), "berbahaya"),
        (b"MZ program", "Hanya gambar"),
        (b"", "kosong"),
        (b"%PDF-1.4 broken", "rusak"),
        (b"\0" * (10 * 1024 * 1024 + 1), "lebih besar"),
    ],
)
def test_refused_file_is_explained(content, expected):
    client = Client()
    key = key_of(client)
    file = SimpleUploadedFile("laporan.pdf", content, "application/pdf")
    page = client.post("/saran/", {**TYPED, "key": key, "files": [file]})
    assert page.status_code == 422
    assert expected in page.content.decode()
    assert TYPED["words"] in page.content.decode()
    assert not Ticket.objects.exists()


def test_sixth_file_of_a_plain_form_is_refused_and_five_are_stored():
    client = Client()
    files = [picture() for _ in range(6)]
    page = client.post("/saran/", {**TYPED, "key": key_of(client), "files": files})
    assert page.status_code == 422
    assert "Paling banyak 5 berkas dapat dilampirkan." in page.content.decode()
    assert (Upload.objects.count(), Ticket.objects.count()) == (5, 0)


def test_script_uploads_files_ahead_and_removes_them():
    client = Client()
    page = client.get("/saran/").content.decode()
    url = re.search(r'data-url="(/saran/berkas/[^"]+)"', page)[1]
    answers = [client.post(url, {"file": picture()}) for _ in range(6)]
    assert [one.status_code for one in answers] == [200] * 5 + [422]
    assert "5" in answers[5].json()["error"]
    remove = answers[0].json()["remove"]
    assert client.post(remove).status_code == 204
    assert client.post(remove).status_code == 404
    assert client.post("/saran/berkas/abc/", {"file": picture()}).status_code == 404


def opened(client: Client, ticket: Ticket) -> None:
    from rontal.feedback.steps.following import fresh_token

    answer = client.get(f"/saran/lacak/{fresh_token(ticket)}/")
    assert answer.status_code == 302
    assert answer["Referrer-Policy"] == "strict-origin"


def test_the_answer_is_rated_or_contradicted_once():
    client = Client()
    ticket, clerk = factories.answered(words="Kipas sudah diganti.")
    opened(client, ticket)
    assert "Kipas sudah diganti." in client.get("/saran/lacak/").content.decode()
    assert client.post("/saran/lacak/buka-lagi/", {"words": ""}).status_code == 422
    client.post("/saran/lacak/buka-lagi/", {"words": "Masih mati."})
    ticket.refresh_from_db()
    assert ticket.state == TicketState.IN_PROGRESS
    services.answer(ticket_id=ticket.pk, words="Kini menyala.", actor=clerk)
    page = client.post("/saran/lacak/buka-lagi/", {"words": "Masih."})
    assert page.status_code == 409
    assert "lapor.go.id" in page.content.decode()
    assert client.post("/saran/lacak/nilai/", {"stars": "9"}).status_code == 422
    client.post("/saran/lacak/nilai/", {"stars": "4"})
    ticket.refresh_from_db()
    assert (ticket.state, ticket.rating) == (TicketState.CLOSED, 4)


def test_notes_and_names_of_staff_are_not_shown():
    client = Client()
    ticket, clerk = factories.ticket_in_progress()
    services.add_note(ticket_id=ticket.pk, words="Catatan rahasia.", actor=clerk)
    opened(client, ticket)
    page = client.get("/saran/lacak/").content.decode()
    assert "rahasia" not in page
    assert "I Made Petugas" not in page


def test_name_is_withdrawn_and_the_browser_forgets():
    client = Client()
    ticket = factories.ticket(**factories.CONTACT)
    opened(client, ticket)
    client.post("/saran/lacak/tanpa-nama/")
    ticket.refresh_from_db()
    assert ticket.is_anonymous
    client.post("/saran/lacak/tutup/")
    assert "SRN-" not in client.get("/saran/lacak/").content.decode()


def test_without_the_secret_no_action_finds_a_ticket():
    factories.answered()
    for action in ("tambah", "buka-lagi", "nilai", "tanpa-nama"):
        assert Client().post(f"/saran/lacak/{action}/", {"words": "x"}).status_code == 409


def test_figures_show_no_small_group():
    page = Client().get("/saran/angka/").content.decode()
    assert "Belum ada angka" in page
    factories.ticket()
    page = Client().get("/saran/angka/").content.decode()
    assert "Terlalu sedikit" in page
    for _ in range(6):
        factories.answered()
    page = Client().get("/saran/angka/").content.decode()
    assert "<svg" in page
    assert "100%" in page


def test_links_lead_to_phone_chat_and_mail(settings):
    channels = contact_channels_of(settings.LIBRARY)
    assert channels.phone_link == "tel:+62361811057"
    assert channels.sms_link == "sms:+6282145745539"
    assert channels.chat_link == "https://wa.me/6282145745539"
    assert channels.email_link == "mailto:kpersip2012@gmail.com"
    page = Client().get("/saran/").content.decode()
    for link in (
        channels.phone_link,
        channels.sms_link,
        channels.chat_link,
        channels.email_link,
        channels.lapor,
    ):
        assert f'href="{link}"' in page


@pytest.mark.parametrize("bad", ["\x00", "a" * 6000, "<script>alert(1)</script>", "🙂" * 50])
def test_hostile_text_does_no_harm(bad):
    answer = send(Client(), words=bad, topic=bad)
    assert answer.status_code in (302, 422)
    assert b"<script>alert" not in answer.content
