"""Tests of the verdict, the two faces and the differing lines on an application's page."""

import re
from dataclasses import replace

import pytest
from django.utils import translation

from idcard.faces.model import Comparison, FaceSign, SelfieFaces, Similarity
from idcard.geometry import Quad
from idcard.reading.model import Field, Repair, Sign
from rontal.core.models import Event
from rontal.desk.selectors.examination_view import examination_view
from rontal.membership import services as applications
from rontal.verification import selectors as verification
from rontal.verification import services as examinations
from rontal.verification.models import Finding, PhotoReading
from rontal.verification.rules import Level, Outcome
from rontal.verification.selectors import CaseResults
from tests.support.desk.factories import FACE, MATCH, SELFIE, at_desk, examined_application, record
from tests.support.membership import factories as membership
from tests.support.verification.builders import card, form

pytestmark = pytest.mark.django_db
OTHER = "5102055705900008"
CROP = re.compile(r'<svg class="crop[^>]*>')


def page(case) -> str:
    """Returns the page as a clerk reads it who has taken the case, and then releases it."""
    client = at_desk()
    client.post(f"/meja/permohonan/{case.code}/ambil/")
    text = client.get(f"/meja/permohonan/{case.code}/").content.decode()
    client.post(f"/meja/permohonan/{case.code}/lepas/")
    return str(text)


def titled(text: str) -> str:
    """Returns the text of the verdict's heading."""
    match = re.search(r'<h2 id="verdict-name">(.*?)</h2>', text)
    assert match
    return match[1]


def test_spotless_case_is_marked_and_offers_approval_first():
    text = page(examined_application(card(), SELFIE, MATCH))
    assert titled(text) == "Tidak ada keberatan"
    assert "Wajah cocok" in text
    assert "finding-list" not in text
    assert '<summary class="button button-full" data-key="a">' in text
    assert '<summary class="button button-quiet button-full" data-key="c">' in text


def test_case_with_unproven_checks_is_not_called_spotless():
    case = examined_application(examined=False)
    record(case, [Outcome("nik_sound", Level.PASS)])
    text = page(case)
    assert titled(text) == "Periksa lebih teliti"
    assert "tidak semuanya dapat diperiksa" in text


def test_matching_fields_are_folded_except_number_name_and_birth_date():
    response = at_desk().get(
        f"/meja/permohonan/{examined_application(card(), SELFIE, MATCH).code}/"
    )
    shown = response.context["sight"]
    assert [line.name for line in shown.lines] == ["number", "name", "birth_date"]
    assert len(shown.folded) == 8
    assert "8 baris lagi, tidak perlu dilihat" in response.content.decode()


def test_difference_is_described_marked_and_shown_beside_its_crop():
    text = page(examined_application(card(name="NI MADE RAI"), SELFIE, MATCH))
    assert titled(text) in ("Periksa lebih teliti", "Minta perbaikan")
    row = text[text.index('class="line line-differs doubtful"') :]
    row = row[: row.index("</tr>")]
    assert "Ni Wayan Sari" in row
    assert CROP.search(row)
    assert "<mark>" in row
    assert "Berbeda" in row
    assert 'href="/meja/permohonan/' in row


def test_reasons_that_the_applicant_can_mend_are_ticked_and_offered_first():
    case = examined_application(card(None, Sign.WORDLESS), SELFIE, MATCH)
    text = page(case)
    assert titled(text) == "Minta perbaikan"
    assert '<summary class="button button-full" data-key="c">' in text
    assert '<summary class="button button-quiet button-full" data-key="a">' in text
    ticked = re.findall(r'value="(\w+)"[^>]*checked', text)
    assert ticked == ["photo_card_unreadable"]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("compared", "consent", "words"),
    [
        (MATCH, True, "Wajah cocok"),
        (Comparison(Similarity.UNSURE, 0.6), True, "Mungkin wajah yang sama"),
        (Comparison(Similarity.DIFFERENT, 0.9), True, "Wajah berbeda"),
        (Comparison(Similarity.NO_FACE_ON_CARD), True, "Tidak ada wajah di kartu"),
        (MATCH, False, "Tidak dicocokkan: tanpa persetujuan"),
    ],
)
def test_pair_of_faces_shows_its_similarity(compared, consent, words):
    text = page(examined_application(card(), SELFIE, compared, consent=consent))
    pair = text[text.index('id="faces-name"') : text.index('id="lines-name"')]
    assert words in pair


def test_face_crops_come_from_photos_that_the_page_loads_anyway():
    case = examined_application(card(), SELFIE, MATCH, face_on_card=FACE)
    text = page(case)
    pair = text[text.index('id="faces-name"') : text.index('id="lines-name"')]
    assert len(CROP.findall(pair)) == 2
    addresses = set(re.findall(r'<image href="([^"]+)"', text))
    assert addresses == {
        f"/meja/permohonan/{case.code}/foto/card/",
        f"/meja/permohonan/{case.code}/foto/face/",
    }
    assert "," not in "".join(re.findall(r'viewBox="([^"]+)"', pair))


def test_without_comparison_the_portrait_on_the_card_is_still_shown():
    outline = Quad.of([(0.1, 0.1), (0.9, 0.1), (0.9, 0.8), (0.1, 0.8)])
    whole = replace(card(), corners=outline)
    view = examination_view(form(), CaseResults(card=whole), doubtful=frozenset(), about_faces=None)
    assert view.faces.on_card is not None
    assert view.faces.in_photo is None
    bare = examination_view(form(), CaseResults(card=replace(card(), corners=None)), **_NOTHING)
    assert bare.faces.on_card is None


_NOTHING = {"doubtful": frozenset(), "about_faces": None}


def test_sideways_card_is_turned_upright():
    side = Quad.of([(0.9, 0.1), (0.9, 0.9), (0.1, 0.9), (0.1, 0.1)])
    case = examined_application(replace(card(), corners=side), SELFIE, MATCH)
    assert 'data-viewer-turns="3"' in page(case)


@pytest.mark.whole
@pytest.mark.parametrize(
    ("why", "words"),
    [
        ("crashed", "mesin macet"),
        ("timed_out", "terlalu lama"),
        ("out_of_memory", "mesin memerlukan terlalu banyak memori"),
        ("unreadable", "foto tidak dapat dibuka"),
        ("failed", "mesin membuat kesalahan"),
    ],
)
def test_failed_check_is_explained_in_plain_words(why, words):
    case = examined_application(selfie=SELFIE, compared=MATCH, unable=why)
    text = page(case)
    assert f"Kartu: mesin tidak dapat melihatnya, {words}. Putuskan dengan mata Anda." in text
    assert "Isian pemohon" in text
    assert "Di kartu</th>" not in text


def test_readings_and_findings_of_another_release_can_be_opened():
    case = examined_application(card(number=OTHER, name="RINA WULAN"), SELFIE, MATCH)
    stored = {**card().to_json(), "signs": ["unheard_of"]}
    PhotoReading.objects.filter(file=case.card_photo).update(found=stored)
    Finding.objects.update(evidence={})
    text = page(case)
    assert "Kartu: mesin tidak dapat melihatnya" in text
    assert "Nama berbeda" in text


def test_without_a_report_a_clerk_may_decide_while_the_check_runs():
    text = page(examined_application(examined=False))
    assert titled(text) == "Mesin masih melihat"
    assert "Putusan Anda" in text


def test_after_the_decision_findings_remain_and_no_reading_is_shown():
    case = examined_application(card(name="NI LUH PUTU ASTITI"), SELFIE, MATCH)
    assert "NI LUH PUTU ASTITI" in read_words(page(case))
    applications.approve(application_id=case.pk, actor=membership.clerk())
    case.refresh_from_db()
    assert PhotoReading.objects.filter(file=case.card_photo_id).exists()
    assert verification.case_results(case) == CaseResults()
    text = page(case)
    assert "NI LUH PUTU ASTITI" not in read_words(text)
    assert not CROP.search(text)
    assert "Yang dibaca mesin sudah dihapus bersama putusan" in text
    assert "Nama" in text
    examinations.delete_readings(application_id=case.pk)
    assert not PhotoReading.objects.filter(file=case.card_photo_id).exists()


def read_words(text: str) -> str:
    """Removes the <mark> tags inside of what was read."""
    return re.sub(r"</?mark>", "", text)


def test_opening_the_case_is_recorded_once_with_everything_read():
    case = examined_application(card(), SELFIE, MATCH)
    page(case)
    opened = Event.objects.filter(name="application:opened", actor_kind="staff")
    assert opened.count() == 1


def test_other_values_of_the_card_are_not_shown():
    read = card(religion="KEPERCAYAAN", occupation="NAKHODA", marital_status="CERAI MATI")
    text = page(examined_application(read, SELFIE, MATCH))
    for word in ("KEPERCAYAAN", "NAKHODA", "CERAI MATI"):
        assert word not in text


def test_sampled_case_is_marked_here_and_in_the_queue():
    case = examined_application(card(), SELFIE, MATCH, examined=False)
    record(case, [Outcome("card_found", Level.PASS)], sampled=True)
    assert "Terpilih secara acak untuk diperiksa petugas" in page(case)
    assert "Terpilih untuk diperiksa petugas" in at_desk().get("/meja/").content.decode()


def test_automatic_approval_is_marked_here_and_in_lists():
    case = membership.activated()
    record(case, [Outcome("card_found", Level.PASS)])
    applications.approve_automatically(application_id=case.pk, actor=membership.SYSTEM)
    text = page(case)
    assert "Disetujui otomatis" in text
    assert "menurut aturan perpustakaan untuk permohonan tanpa cela" in text
    assert "Disetujui otomatis" in at_desk().get("/meja/?rak=diterima").content.decode()


def test_four_of_many_findings_are_shown_and_the_others_folded():
    many = [Outcome(f"card_{fault}", Level.FAIL) for fault in ("dark", "glare", "blurred")]
    many += [Outcome(f"face_{fault}", Level.FAIL) for fault in ("dark", "glare", "blurred")]
    case = examined_application(examined=False)
    record(case, many)
    assert "2 temuan lagi" in page(case)


def test_most_important_finding_comes_first_in_its_level():
    case = examined_application(examined=False)
    codes = ["name_unsure", "number_differs", "card_dark", "faces_differ", "person_differs"]
    record(case, [Outcome(code, _level(code), {"digits_off": 3}) for code in codes])
    shown = at_desk().get(f"/meja/permohonan/{case.code}/").context["worrying"]
    assert [outcome.code for outcome in shown] == [
        "person_differs", "faces_differ", "number_differs", "card_dark", "name_unsure",
    ]  # fmt: skip


def _level(code: str) -> Level:
    return Level.WARN if code == "name_unsure" else Level.FAIL


def test_the_page_speaks_english_too():
    case = examined_application(
        card(name="NI MADE RAI"), SELFIE, Comparison(Similarity.UNSURE, 0.6)
    )
    client = at_desk()
    client.cookies["bahasa"] = "en"
    with translation.override("en"):
        text = client.get(f"/meja/permohonan/{case.code}/").content.decode()
    for words in ("Possibly the same face", "Form and card", "Differs", "The two faces"):
        assert words in text


def test_turned_face_is_cropped_upright():
    selfie = SelfieFaces((Quad.of([(0.6, 0.3), (0.6, 0.7), (0.4, 0.7), (0.4, 0.3)]),), frozenset())
    turned = replace(selfie, signs=frozenset({FaceSign.TURNED}))
    view = examination_view(form(), CaseResults(face=turned), **_NOTHING)
    assert view.faces.in_photo is not None
    assert view.faces.in_photo.matrix.startswith("matrix(0 -1 1 0")


def test_examined_case_needs_no_more_queries(django_assert_max_num_queries):
    case = examined_application(card(), SELFIE, MATCH)
    client = at_desk()
    for _ in range(3):
        client.get(f"/meja/permohonan/{case.code}/")
    with django_assert_max_num_queries(12):
        client.get(f"/meja/permohonan/{case.code}/")


def test_repaired_line_that_does_not_match_is_marked():
    number = replace(card().values[Field.NUMBER], repairs=(Repair(3, "O", "0"),))
    words = "beberapa huruf atau angka dibetulkan mesin"
    read = replace(card(), values={**card().values, Field.NUMBER: number})
    assert words not in page(examined_application(read, SELFIE, MATCH))
    other = {**read.values, Field.NUMBER: replace(number, text=OTHER, typed=OTHER)}
    assert words in page(
        examined_application(replace(read, values=other), SELFIE, MATCH, email="lain@a.example")
    )
