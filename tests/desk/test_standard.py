"""Tests of drafting, comparing, previewing and publishing the service standard."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from rontal.accounts.roles import Role
from rontal.desk.selectors.standard import pieces
from rontal.standard.publication import selectors, services
from rontal.standard.publication.rules import Channel, Part
from tests.support.desk.factories import at_desk
from tests.support.standard.publishing import HEAD, decree, draft, published

pytestmark = pytest.mark.django_db
DESK = "/meja/standar/"


@pytest.fixture
def head():
    return at_desk(Role.HEAD)


def text(answer) -> str:
    return " ".join(html.document_fromstring(answer.content).text_content().split())


def filled(answer) -> dict[str, str]:
    """Returns the form data of a page as a browser would submit it."""
    form = html.document_fromstring(answer.content).xpath("//form[.//button[@class='button']]")[-1]
    return {name: (value or "").removeprefix("\n") for name, value in form.form_values()}


def test_draft_is_created_edited_decreed_and_published(head):
    assert "Belum ada yang diterbitkan" in text(head.get(DESK))
    head.post(DESK + "mulai/")
    page = head.get(DESK)
    assert "Keputusan harus bertanggal" in text(page)
    assert "Terbitkan versi ini" not in text(page)

    address = DESK + "komponen/fee/"
    head.post(address, filled(head.get(address)) | {"text": "Gratis untuk semua."})
    address = DESK + "keputusan/"
    signed = {
        "decree_number": "SK/9", "decree_date_day": "2", "decree_date_month": "3",
        "decree_date_year": "2026", "in_force_from_day": "9", "in_force_from_month": "3",
        "in_force_from_year": "2026", "signatory_name": "Ni Made", "signatory_office": "Kepala",
    }  # fmt: skip
    assert head.post(address, filled(head.get(address)) | signed).status_code == 302
    page = head.get(DESK)
    assert "Terbitkan versi ini" in text(page)
    head.post(DESK + "terbitkan/", {"number": "1"})
    assert selectors.in_force() is None
    head.post(DESK + "terbitkan/", {"number": "1", "sure": "on"})
    assert selectors.in_force()[Part.FEE].text == "Gratis untuk semua."
    assert selectors.in_force().head.decree_number == "SK/9"


def test_publishing_a_draft_without_a_date_is_refused_with_an_explanation(head):
    draft(decree(decree_date=None))
    answer = head.post(DESK + "terbitkan/", {"number": "1", "sure": "on"}, follow=True)
    assert "Keputusan harus bertanggal" in text(answer)
    assert selectors.in_force() is None


def test_date_that_does_not_exist_is_refused_and_the_rest_is_saved(head):
    draft(decree(decree_number=""))
    address = DESK + "keputusan/"
    wrong = {"decree_date_day": "31", "decree_date_month": "2", "decree_number": "SK/77"}
    answer = head.post(address, filled(head.get(address)) | wrong)
    assert answer.status_code == 200
    assert filled(answer)["decree_number"] == "SK/77"


def test_rows_of_the_time_are_edited_added_and_removed(head):
    draft()
    address = DESK + "komponen/time/"
    fields = filled(head.get(address))
    assert fields["r0-name"] == "Membuka halaman"
    changed = {
        "r0-name": "", "r0-minutes": "",
        "r5-name": "Mengirim surel", "r5-minutes": "30", "r5-owner": "library",
    }  # fmt: skip
    assert head.post(address, fields | changed).status_code == 302
    rows = selectors.draft()[Part.TIME].times
    assert [row.minutes for row in rows] == [60, 120, 480, 120, 30]
    assert rows[-1].owner == "library"


def test_wrong_row_is_marked_in_place_and_no_typed_text_is_lost(head):
    draft()
    address = DESK + "komponen/complaints/"
    fields = filled(head.get(address))
    answer = head.post(address, fields | {"r0-value": "", "r4-value": "no address", "text": "Baru"})
    assert answer.status_code == 200
    page = html.document_fromstring(answer.content)
    [field] = page.xpath("//*[contains(@class, 'field-wrong')]")
    assert field.xpath(".//input/@name") == ["r4-value"]
    assert "Tulis alamat surel" in text(answer)
    assert filled(answer)["text"] == "Baru"
    assert selectors.draft()[Part.COMPLAINTS].channels[4].kind == Channel.EMAIL


def test_minutes_that_are_no_number_are_refused(head):
    draft()
    address = DESK + "komponen/time/"
    answer = head.post(address, filled(head.get(address)) | {"r1-minutes": "satu jam"})
    assert answer.status_code == 200
    assert selectors.draft()[Part.TIME].times[1].minutes == 60


def test_second_editor_sees_the_other_text_and_may_overwrite_it(head):
    draft()
    address = DESK + "komponen/fee/"
    fields = filled(head.get(address))
    at_desk(Role.ADMINISTRATOR).post(address, fields | {"text": "Kata orang lain."})
    answer = head.post(address, fields | {"text": "Kata saya."})
    assert "Kata orang lain." in text(answer)
    assert filled(answer)["text"] == "Kata saya."
    assert head.post(address, filled(answer)).status_code == 302
    assert selectors.draft()[Part.FEE].text == "Kata saya."


def test_rows_removed_or_added_by_another_editor_remain_as_typed(head):
    draft()
    address, other = DESK + "komponen/complaints/", at_desk(Role.ADMINISTRATOR)
    fields = filled(head.get(address))
    rows = sorted(name for name in fields if name.endswith("-value") and fields[name])
    assert len(rows) > 2
    fewer = fields | dict.fromkeys(rows[1:], "")
    assert other.post(address, fewer).status_code == 302
    answer = head.post(address, fields)
    assert {name: filled(answer)[name] for name in rows} == {name: fields[name] for name in rows}
    assert len(selectors.draft()[Part.COMPLAINTS].channels) == 1
    assert head.post(address, filled(answer)).status_code == 302
    assert len(selectors.draft()[Part.COMPLAINTS].channels) == len(rows)
    short = {name: fields[name] for name in fields if not name.startswith("r") or name < "r2"}
    revision = {"revision": filled(head.get(address))["revision"]}
    assert head.post(address, short | revision).status_code == 302
    assert len(selectors.draft()[Part.COMPLAINTS].channels) == 2


def test_draft_is_compared_word_by_word_with_the_version_in_force(head):
    published()
    services.start_draft(actor=HEAD)
    assert "sama dengan yang berlaku" in text(head.get(DESK + "banding/"))
    address = DESK + "komponen/fee/"
    head.post(address, filled(head.get(address)) | {"text": "Gratis. Tidak ada biaya lain."})
    page = html.document_fromstring(head.get(DESK + "banding/").content)
    assert [one.text_content() for one in page.xpath("//del")] == ["apa pun."]
    assert [one.text_content() for one in page.xpath("//ins")] == ["lain."]
    assert "berubah" in text(head.get(DESK))


def test_joined_pieces_give_both_texts():
    old, new = "satu dua\ntiga empat", "satu 2\ntiga lima empat"
    differences = pieces(old, new)
    assert "".join(one.text for one in differences if one.kind != "new") == old
    assert "".join(one.text for one in differences if one.kind != "gone") == new


def test_preview_is_the_public_page_and_closed_to_visitors(head, client):
    draft()
    page = text(head.get("/standar-pelayanan/rancangan/"))
    assert "Ini rancangan" in page
    assert "Keputusan 188.4/17/DPA/2026" not in page
    assert "Evaluasi kinerja" in page
    assert client.get("/standar-pelayanan/rancangan/").status_code == 302
    assert at_desk(Role.CLERK).get("/standar-pelayanan/rancangan/").status_code == 403


def test_draft_is_discarded_and_published_versions_remain(head):
    published()
    services.start_draft(actor=HEAD)
    head.post(DESK + "buang/", {"number": "2"})
    assert selectors.draft() is None
    assert selectors.in_force().number == 1


@pytest.mark.parametrize("address", ["komponen/fee/", "keputusan/", "banding/"])
def test_without_a_draft_the_page_explains_what_to_do(head, address):
    answer = head.get(DESK + address)
    assert answer.status_code == 409
    assert "Mulailah yang baru" in text(answer)


def test_an_unknown_component_is_not_found(head):
    draft()
    assert head.get(DESK + "komponen/price/").status_code == 404


@pytest.mark.parametrize("number", ["", "x", "99", "1" * 30])
def test_number_of_another_draft_publishes_nothing(head, number):
    draft()
    head.post(DESK + "terbitkan/", {"number": number, "sure": "on"})
    assert selectors.in_force() is None


@pytest.mark.parametrize("address", ["", "komponen/time/", "keputusan/", "banding/"])
def test_every_page_needs_few_queries(head, address):
    published()
    services.start_draft(actor=HEAD)
    with CaptureQueriesContext(connection) as queries:
        assert head.get(DESK + address).status_code == 200
    assert len(queries) <= 12
