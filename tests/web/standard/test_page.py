"""Tests of the published standard: page, JSON, CSV and PDF."""

import csv
import io
import json
import time
import zlib
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from rontal.core import clock
from rontal.standard.publication import selectors, services
from rontal.standard.publication.rules import Component, Part
from rontal.standard.steps import services as steps
from rontal.standard.steps.rules import Period, Step
from rontal.standard.steps.services import StepDuration
from rontal.web.standard import figures_cache
from tests.support import in_memory_caches
from tests.support.standard.publishing import HEAD, decree, draft, published

pytestmark = pytest.mark.django_db
PAGE = "/standar-pelayanan/"


def tree(address: str = PAGE, language: str = "id") -> html.HtmlElement:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(address)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def measure(step: Step, *minutes: int, days_ago: int = 0) -> None:
    at = clock.now() - timedelta(days_ago)
    times = [StepDuration(step, timedelta(minutes=one), at) for one in minutes]
    steps.record_all(times=times, key=f"{step}:{days_ago}:{minutes}")


def test_all_fourteen_components_are_in_order():
    page = tree()
    names = [words(heading) for heading in page.xpath("//div[@class='component']/h3")]
    assert [name[:2].strip("0123456789 ") == "" for name in names]
    assert len(names) == 14
    assert names[0].endswith("Persyaratan")
    assert names[5].endswith("Saran dan pengaduan")
    assert names[13].endswith("Evaluasi kinerja")
    assert page.xpath("//*[@id='pengaduan']//a[starts-with(@href, 'https://wa.me/62')]")
    assert page.xpath("//*[@id='pengaduan']//a[starts-with(@href, 'sms:+62')]")


def test_decree_is_named_or_its_absence_explained():
    assert "belum ditetapkan" in words(tree())
    published()
    page = words(tree())
    assert "Keputusan 188.4/17/DPA/2026" in page
    assert "Kepala Dinas, Ni Luh Ayu" in page
    assert "belum ditetapkan" not in page


def test_english_readers_get_english_and_see_which_texts_are_not():
    draft()
    fee = Component(Part.FEE, "Gratis sekali.", revision=selectors.draft()[Part.FEE].revision)
    services.save_component(component=fee, actor=HEAD)
    services.publish(number=1, actor=HEAD)
    page = tree(language="en")
    assert "A valid identity card" in words(page)
    [text] = page.xpath("//*[@id='fee']//p")
    assert text.text == "Gratis sekali."
    assert text.getparent().get("lang") == "id"
    assert page.xpath("//*[@id='product']/div")[0].get("lang") is None


def test_measured_times_are_shown_beside_the_promise_with_a_table():
    measure(Step.DECISION, 60, 120, 180, 240, 600)
    page = tree()
    [step] = page.xpath("//article[@aria-labelledby='langkah-decision']")
    step_words = words(step)
    assert "80% tepat waktu" in step_words
    assert "Separuhnya dalam 3 jam" in step_words
    assert "Dijanjikan: 8 jam waktu kerja" in step_words
    assert len(step.xpath(".//svg")) == 2
    assert len(step.xpath(".//*[@class='pic-kept']")) == 1
    [row] = step.xpath(".//tbody/tr")
    assert [words(cell) for cell in row.xpath("./td")][:2] == ["5", "80%"]


def test_four_measured_people_are_shown_only_as_too_few():
    measure(Step.SIGN_IN, 1, 2, 3, 4)
    [step] = tree().xpath("//article[@aria-labelledby='langkah-sign_in']")
    assert not step.xpath(".//svg")
    assert "kurang dari 5" in words(step)
    assert "menit" not in words(step.xpath(".//table")[0])
    data = Client().get(PAGE + "angka.json").json()
    [step_data] = [one for one in data["steps"] if one["step"] == "sign_in"]
    empty = {"count": None, "median_seconds": None, "p90_seconds": None, "kept_percent": None}
    assert step_data["last_12_months"] == empty
    assert step_data["months"][-1] == {"period": step_data["months"][-1]["period"], **empty}


def test_figures_are_machine_readable_by_month_and_week():
    measure(Step.DECISION, 60, 120, 180, 240, 600)
    measure(Step.DECISION, *range(100, 110), days_ago=70)
    answer = Client().get(PAGE + "angka.json")
    assert answer["Access-Control-Allow-Origin"] == "*"
    data = answer.json()
    assert data["smallest_group"] == 5
    assert [one["step"] for one in data["steps"]] == list(Step)
    decision = data["steps"][2]
    assert decision["counted_in"] == "working_time"
    assert decision["promised_seconds"] == 8 * 3600
    assert decision["last_12_months"]["count"] == 15
    assert decision["weeks"][-1] == {
        "period": decision["weeks"][-1]["period"],
        "count": 5,
        "median_seconds": 180 * 60,
        "p90_seconds": (240 + (600 - 240) * 6 // 10) * 60,
        "kept_percent": 80,
    }
    assert len(decision["weeks"]) == 26
    assert len(decision["months"]) == 12


def test_schema_org_data_cannot_end_its_element():
    draft()
    product = selectors.draft()[Part.PRODUCT]
    bad = Component(Part.PRODUCT, "</script><script>alert(1)//", revision=product.revision)
    services.save_component(component=bad, actor=HEAD)
    services.publish(number=1, actor=HEAD)
    page = tree()
    [script] = page.xpath("//script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert data["@type"] == "GovernmentService"
    assert data["description"] == "</script><script>alert(1)//"
    assert data["identifier"] == "188.4/17/DPA/2026"
    assert data["availableChannel"]["processingTime"] == "PT840M"
    assert not [one for one in page.xpath("//script[not(@src)]") if one is not script]


def test_sippn_gets_the_same_record_as_json_and_csv():
    published()
    record = Client().get(PAGE + "sippn.json").json()
    answer = Client().get(PAGE + "sippn.csv")
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert dict(zip(head, row, strict=True)) == record
    assert record["nomor_sk"] == "188.4/17/DPA/2026"
    assert "Seluruhnya: 840 menit" in record["jangka_waktu"]
    assert all(record.values())
    assert len(record) == 10 + 14


def test_no_cell_of_the_csv_is_a_formula():
    published(decree(decree_number="=HYPERLINK(1)"))
    assert "'=HYPERLINK(1)" in Client().get(PAGE + "sippn.csv").content.decode()


def test_older_versions_stay_readable_and_are_marked_as_not_in_force():
    published()
    published(decree(selectors.today(), decree_number="SK/2"))
    assert "SK/2" in words(tree())
    old = words(tree(PAGE + "versi/1/"))
    assert "188.4/17/DPA/2026" in old
    assert "tidak berlaku hari ini" in old
    assert "tidak berlaku" not in words(tree(PAGE + "versi/2/"))


def test_draft_has_no_page_and_no_document():
    draft()
    assert Client().get(PAGE + "versi/1/").status_code == 404
    assert Client().get(PAGE + "versi/1/standar.pdf").status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_document_is_tagged_for_screen_readers(language):
    published()
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get(PAGE + "versi/1/standar.pdf")
    assert answer["Content-Type"] == "application/pdf"
    body = answer.content
    assert body.startswith(b"%PDF-")
    text = body + b"".join(_unpacked(body))
    assert b"pdfuaid:part" in text
    assert b"StructTreeRoot" in text
    assert f"/Lang({language})".encode() in text.replace(b"/Lang (", b"/Lang(")


def test_document_accepts_characters_missing_in_the_font():
    published(decree(signatory_name="ᬦᬶ ᬮᬸᬄ 李"))
    assert Client().get(PAGE + "standar.pdf").content.startswith(b"%PDF-")


def test_page_and_weeks_need_few_queries():
    published()
    for step in Step:
        measure(step, *range(1, 30))
    for address in (PAGE, PAGE + "minggu/"):
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address).status_code == 200
        assert len(queries) <= 5


def test_front_page_shows_the_hours_in_force():
    draft()
    time = selectors.draft()[Part.TIME]
    services.save_component(
        component=Component(Part.TIME, time.text, times=time.times[1:], revision=time.revision),
        actor=HEAD,
    )
    services.publish(number=1, actor=HEAD)
    names = words(tree("/").xpath("//ul[@class='hours-list']")[0])
    assert "Membuka halaman" not in names
    assert "Sistem dan perpustakaan memeriksa8 jam" in names
    assert "Seluruhnya 13 jam" in words(tree("/"))


def test_front_page_shows_the_share_of_decisions_in_time():
    measure(Step.DECISION, 60, 120, 180, 240)
    assert "tepat waktu" not in words(tree("/"))
    measure(Step.DECISION, 600, days_ago=1)
    assert "80% keputusan dalam 12 bulan terakhir tepat waktu" in words(tree("/"))


def _unpacked(body: bytes) -> list[bytes]:
    """Returns the deflated streams of a PDF, decompressed."""
    numbers = []
    for part in body.split(b"stream\n")[1:]:
        try:
            numbers.append(zlib.decompressobj().decompress(part))
        except zlib.error:
            continue
    return numbers


def test_busy_library_counts_once_a_minute_and_anew_on_another_day(settings, monkeypatch):
    in_memory_caches.turn_on(settings, monkeypatch)
    first = figures_cache.cached_figures(Period.MONTH)
    measure(Step.DECISION, *range(1, 9))
    with CaptureQueriesContext(connection) as queries:
        assert figures_cache.cached_figures(Period.MONTH) == first
    assert len(queries) == 0
    with monkeypatch.context() as later:
        now = time.time()
        later.setattr(time, "time", lambda: now + figures_cache.SECONDS)
        assert figures_cache.cached_figures(Period.MONTH)[2].overall.count == 8
    with clock.frozen_at(clock.now() + timedelta(40)):
        months = figures_cache.cached_figures(Period.MONTH)[2].periods
    assert months[-1].figure.count == 0
