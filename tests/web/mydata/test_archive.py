"""Tests of the download of all data: PDF, JSON and photos in one archive, after a fresh proof."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import translation
from PIL import Image

from rontal.core import clock
from rontal.core.models import Event
from rontal.lending import services
from rontal.lending.models import Listed
from rontal.membership.services.endings import erase_photos_of_final
from rontal.notifications.models import Message
from rontal.web.mydata import copy_sections
from rontal.web.mydata.archive import readable_copy
from tests.support.lending import factories as lending
from tests.support.membership import factories
from tests.support.run_subscribers import carry_on
from tests.support.web.archive import text_of
from tests.support.web.mydata import files_of, form_of
from tests.support.web.visitors import client_of

pytestmark = pytest.mark.django_db
ADDRESS = "/akun/data/unduh/"


def download(application: Any) -> dict[str, bytes]:
    return files_of(client_of(factories.applicant(application)).get(ADDRESS))


def test_archive_has_a_readable_copy_and_the_photos() -> None:
    member = factories.member()
    title = lending.loan(actor=factories.applicant(member.application)).title
    files = download(member.application)
    assert set(files) == {"data.pdf", "data.json", "photos/card.jpg", "photos/face.jpg"}
    assert Image.open(io.BytesIO(files["photos/card.jpg"])).format == "JPEG"
    text = text_of(files["data.pdf"])
    for words in ("Ni Wayan Sari", member.number, "Jl. Melati No. 4", title.title, "Peminjaman"):
        assert words in text, words
    copy = json.loads(files["data.json"])
    assert [one["file"] for one in copy["photos"]] == ["photos/card.jpg", "photos/face.jpg"]
    assert Event.objects.filter(name="file:opened", data__reason="own_data").count() == 2


def test_archive_has_no_photos_after_they_are_erased() -> None:
    member = factories.member()
    with clock.frozen_at(clock.now() + timedelta(days=31)):
        assert erase_photos_of_final() == 1
    assert set(download(member.application)) == {"data.pdf", "data.json"}


def test_messages_and_queue_places_are_in_it() -> None:
    member = factories.member()
    carry_on(set())
    assert Message.objects.filter(application=member.application).exists()
    title = lending.lendable()
    lending.loan(title)
    services.place_hold(title_id=title.pk, actor=factories.applicant(member.application))
    copy = json.loads(download(member.application)["data.json"])
    assert copy["messages"]
    assert [row["title"] for row in copy["holds"]] == [title.title]


def test_download_needs_a_fresh_proof() -> None:
    client = client_of(factories.applicant(factories.member().application))
    with time_machine.travel(timedelta(hours=2), tick=False):
        answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert "masuk" in answer["Location"]
    assert not Event.objects.filter(name="data:exported").exists()


def test_nothing_is_stored_by_a_download(django_assert_max_num_queries: Any) -> None:
    application = factories.member().application
    client = client_of(factories.applicant(application))
    before = Event.objects.count()
    with django_assert_max_num_queries(75):
        client.get(ADDRESS)
    names = Event.objects.order_by("pk")[before:].values_list("name", flat=True)
    assert set(names) == {"application:opened", "file:opened", "data:exported"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_long_tables_end_in_the_pdf_and_say_so(language: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(copy_sections, "MOST", 2)
    member = factories.member()
    actor = factories.applicant(member.application)
    for _ in range(3):
        title = lending.lendable()
        Listed.objects.create(member=member, title=title)
    with translation.override(language):
        form = form_of(member.application)
        text = text_of(readable_copy(member.application, member, form, actor))
    assert "data.json" in text
