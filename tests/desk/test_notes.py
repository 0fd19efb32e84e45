"""Tests of notes for colleagues: encrypted, visible to staff only, erased with the photos."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed
from rontal.core.models import Event
from rontal.membership import services
from rontal.membership.models import Note
from tests.support.accounts.factories import person
from tests.support.desk.factories import at_desk, cases, signed_in
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
WORDS = "Ibu Sari menelepon: kartu baru jadi hari Jumat."


def address(case, rest: str = "") -> str:
    return f"/meja/permohonan/{case.code}/{rest}"


def test_note_is_shown_to_colleagues_with_author_and_time():
    (case,) = cases(1)
    at_desk(name="Ni Luh Penulis").post(address(case, "catat/?anak=tidak"), {"text": WORDS})
    page = at_desk(Role.HEAD).get(address(case)).content.decode()
    assert WORDS in page
    assert "Ni Luh Penulis" in page
    event = Event.objects.get(name="application:noted")
    assert event.data == {}


def test_note_is_stored_sealed():
    (case,) = cases(1)
    at_desk().post(address(case, "catat/"), {"text": WORDS})
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM membership_note")
        (note,) = cursor.fetchone()
    assert b"Sari" not in bytes(note)
    assert Note.objects.get().text.reveal() == WORDS


def test_invalid_note_is_explained_and_the_typed_text_remains():
    (case,) = cases(1)
    client = at_desk()
    assert client.post(address(case, "catat/"), {"text": "  "}).status_code == 422
    response = client.post(address(case, "catat/"), {"text": "panjang " * 300})
    assert response.status_code == 422
    assert "panjang panjang" in response.content.decode()
    assert not Note.objects.exists()


def test_markup_in_a_note_is_text():
    (case,) = cases(1)
    client = at_desk()
    client.post(address(case, "catat/"), {"text": "<script>alert(1)</script>"})
    page = client.get(address(case)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_only_clerks_and_the_head_write_and_read_notes():
    (case,) = cases(1)
    at_desk().post(address(case, "catat/"), {"text": WORDS})
    for client in (signed_in(person()), at_desk(Role.ADMINISTRATOR), at_desk(Role.LIBRARIAN)):
        assert client.post(address(case, "catat/"), {"text": "x"}).status_code == 403
        assert WORDS not in client.get(address(case)).content.decode()
    assert Client().post(address(case, "catat/"), {"text": "x"})["Location"].startswith("/masuk/")
    applicant = signed_in(case.user)
    for path in ("/status/", "/akun/data/"):
        assert WORDS not in applicant.get(path, follow=True).content.decode()
    for actor in (Actor.visitor(), membership.applicant(case), Actor.system("x")):
        with pytest.raises(NotAllowed):
            services.write_note(application_id=case.pk, text="x", actor=actor)
    assert Note.objects.count() == 1


def test_note_is_erased_with_the_photos_or_when_the_applicant_withdraws():
    open_case, withdrawn = cases(2)
    clerk = membership.clerk()
    for case in (open_case, withdrawn):
        services.write_note(application_id=case.pk, text=WORDS, actor=clerk)
    services.withdraw(application_id=withdrawn.pk, actor=membership.applicant(withdrawn))
    assert [note.application_id for note in Note.objects.all()] == [open_case.pk]
    services.approve(application_id=open_case.pk, actor=clerk)
    assert Note.objects.exists()
    with time_machine.travel(clock.now() + timedelta(days=31)):
        services.erase_photos_of_final()
        assert not Note.objects.exists()
        with pytest.raises(IllegalTransition):
            services.write_note(application_id=open_case.pk, text=WORDS, actor=clerk)
        assert "Tulis catatan" not in at_desk().get(address(open_case)).content.decode()
