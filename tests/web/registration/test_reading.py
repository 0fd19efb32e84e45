"""Tests of prefilling the form from the photographed card."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from idcard.faces.model import SelfieFaces
from idcard.kinds import IdentityKind
from idcard.reading.model import CardReading, Field
from rontal.core import clock
from rontal.membership import services
from rontal.membership.models import Draft
from rontal.membership.rules.kinds import Slot
from rontal.membership.selectors import draft_values
from rontal.membership.selectors.drafts import photos_of
from rontal.ui.registration.letter_case import as_written
from rontal.verification.models import PhotoReading
from tests.support.membership import factories
from tests.support.verification import builders
from tests.support.web.registration import walk

pytestmark = pytest.mark.django_db
PLAIN = builders.card(street="BR. DAUH PALA")


@pytest.fixture
def started_client(client: Client) -> Client:
    walk.begin(client)
    walk.add_photos(client)
    return client


def store_reading(
    result: CardReading | SelfieFaces | None, *hints: str, slot: Slot = Slot.CARD, unable: str = ""
) -> None:
    """Stores a reading of the newest draft's photo, as the worker would."""
    file = photos_of(Draft.objects.latest("created_at"))[slot]
    stored = result.to_json() if result else None
    PhotoReading.objects.create(
        file=file, slot=slot, found=stored, hints=list(hints), unable=unable
    )


def typed() -> dict[str, str]:
    return draft_values(Draft.objects.latest("created_at"))


def shown(page: str, name: str) -> str:
    """Returns the value of an input on a page."""
    match = re.search(rf'<input[^>]* name="{name}"[^>]*?(?: value="([^"]*)")?[^>]*>', page)
    assert match, name
    value = re.search(r' value="([^"]*)"', match[0])
    return value[1] if value else ""


def chosen(page: str, name: str) -> str:
    """Returns the selected value of radio buttons or a select."""
    radio = re.search(rf'name="{name}" value="([^"]*)"[^>]* checked', page)
    if radio:
        return radio[1]
    select = re.search(rf'<select name="{name}".*?</select>', page, re.DOTALL)
    option = re.search(r'value="([^"]*)" selected', select[0]) if select else None
    return option[1] if option else ""


def marked(page: str) -> set[str]:
    return set(re.findall(r'name="offered" value="([a-z_]+)"', page))


def html(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    assert answer["Cache-Control"] == "no-store, private"
    return answer.content.decode()


WHO = {"identity_kind", "number", "name", "birth_place", "birth_date", "sex"}
HOME = {"province", "regency", "district", "village", "street"}


def test_person_is_filled_in_and_marked(started_client: Client) -> None:
    store_reading(PLAIN)
    page = html(started_client, "/daftar/siapa/")
    assert shown(page, "number") == builders.WOMAN
    assert shown(page, "name") == "Ni Wayan Sari"
    assert shown(page, "birth_place") == "Tabanan"
    assert shown(page, "birth_date_day") == "17"
    assert shown(page, "birth_date_year") == "1990"
    assert chosen(page, "sex") == "female"
    assert chosen(page, "identity_kind") == "ktp"
    assert marked(page) == WHO
    assert page.count("Terbaca dari kartu Anda, mohon diperiksa.") == len(WHO)
    assert "6 jawaban terbaca dari kartu Anda" in page


def test_address_is_filled_in_and_marked_too(started_client: Client) -> None:
    store_reading(PLAIN)
    page = html(started_client, "/daftar/kontak/")
    assert chosen(page, "district") == "510205"
    assert shown(page, "village") == "Dajan Peken"
    assert shown(page, "street") == "Br. Dauh Pala"
    assert marked(page) == HOME


def test_card_of_a_non_resident_fills_in_its_own_regions(started_client: Client) -> None:
    store_reading(
        builders.card(province=("JABAR", "32"), regency=("X", "3273"), district=("Y", "327302"))
    )
    page = html(started_client, "/daftar/kontak/")
    assert chosen(page, "province") == "32"
    assert chosen(page, "regency") == "3273"
    assert chosen(page, "district") == "327302"


def test_contradicting_regions_are_not_offered(started_client: Client) -> None:
    store_reading(builders.card(regency=("BANDUNG", "3273")))
    page = html(started_client, "/daftar/kontak/")
    assert chosen(page, "province") == "51"
    assert chosen(page, "regency") == "5102", "the library's own, as without a card"
    assert "district" not in marked(page)


def test_typed_province_remains_and_no_region_of_another_one_is_filled_in(
    started_client: Client,
) -> None:
    started_client.post("/daftar/simpan/kontak/", {"province": "32", "village": "Dago"})
    store_reading(PLAIN)
    page = html(started_client, "/daftar/kontak/")
    assert chosen(page, "province") == "32"
    assert shown(page, "village") == "Dago"
    assert marked(page) == {"street"}


def test_doubtful_value_is_marked_for_checking(started_client: Client) -> None:
    name = builders.value("NI WAYAN SARI")
    unsure = type(name)(name.text, name.typed, 0.7, False, name.place)
    store_reading(CardReading(IdentityKind.KTP, values={Field.NAME: unsure}))
    page = html(started_client, "/daftar/siapa/")
    assert shown(page, "name") == "Ni Wayan Sari"
    assert "mohon diperiksa dengan teliti" in page


def test_guess_is_not_offered(started_client: Client) -> None:
    store_reading(builders.card(unsure=(Field.NAME,)))
    page = html(started_client, "/daftar/siapa/")
    assert shown(page, "name") == ""
    assert "name" not in marked(page)


def test_typed_values_are_never_replaced(started_client: Client) -> None:
    started_client.post("/daftar/simpan/siapa/", {"name": "Ni Made Sari", "number": ""})
    store_reading(PLAIN)
    page = html(started_client, "/daftar/siapa/")
    assert shown(page, "name") == "Ni Made Sari"
    assert shown(page, "number") == builders.WOMAN
    assert "name" not in marked(page)


def test_opening_the_page_changes_nothing_in_the_draft(started_client: Client) -> None:
    store_reading(PLAIN)
    before = typed()
    for path in ("/daftar/siapa/", "/daftar/kontak/", "/daftar/siapa/bacaan/"):
        html(started_client, path)
    assert typed() == before


def test_saving_the_page_stores_its_values(started_client: Client) -> None:
    store_reading(PLAIN)
    fields = walk.posted(factories.values(number=builders.WOMAN)) | {"offered": sorted(WHO)}
    answer = started_client.post("/daftar/siapa/", fields)
    assert answer["Location"] == "/daftar/kontak/"
    assert typed()["name"] == "Ni Wayan Sari"
    assert not marked(html(started_client, "/daftar/siapa/")), (
        "what was confirmed is the person's own"
    )


def test_autosave_omits_untouched_values(started_client: Client) -> None:
    store_reading(PLAIN)
    fields = {"name": "Ni Wayan Sari", "number": builders.WOMAN, "birth_place": "Marga"}
    started_client.post("/daftar/simpan/siapa/", fields | {"offered": ["name", "number"]})
    assert typed().get("name", "") == ""
    assert typed()["birth_place"] == "Marga"
    assert marked(html(started_client, "/daftar/siapa/")) == WHO - {"birth_place"}


def test_preselected_region_does_not_count_as_typed(started_client: Client) -> None:
    page = html(started_client, "/daftar/kontak/")
    assert marked(page) == {"province", "regency"}
    fields = {"province": "51", "regency": "5102", "phone": "081"}
    started_client.post("/daftar/simpan/kontak/", fields | {"offered": ["province", "regency"]})
    store_reading(
        builders.card(province=("JABAR", "32"), regency=("X", "3273"), district=("Y", "327302"))
    )
    assert chosen(html(started_client, "/daftar/kontak/"), "province") == "32"


def test_error_page_retains_the_mark_of_unchanged_readings(started_client: Client) -> None:
    store_reading(PLAIN)
    fields = {"number": builders.WOMAN, "name": "Ni Made Sari", "offered": ["number", "name"]}
    page = started_client.post("/daftar/siapa/", fields).content.decode()
    assert marked(page) == {"number"}


def test_page_shows_that_the_card_is_being_read_and_can_be_left(started_client: Client) -> None:
    for path in ("/daftar/siapa/", "/daftar/siapa/bacaan/", "/daftar/foto/card/bacaan/"):
        page = html(started_client, path)
        assert "Kartu Anda sedang dibaca" in page
        assert "data-look-waits" in page
    fields = walk.posted(factories.values())
    assert started_client.post("/daftar/siapa/", fields)["Location"] == "/daftar/kontak/"


def test_nobody_waits_longer_than_half_a_minute(started_client: Client) -> None:
    with time_machine.travel(clock.now() + timedelta(seconds=31)):
        page = html(started_client, "/daftar/siapa/")
        assert "data-look-waits" not in page
        assert "Kartu Anda tidak terbaca. Ketik saja apa yang tertulis di kartu." in page


@pytest.mark.parametrize("reading", [None, CardReading()])
def test_failed_reading_leaves_the_form_unchanged(
    started_client: Client, reading: CardReading | None
) -> None:
    store_reading(reading, unable="" if reading else "timed_out")
    page = html(started_client, "/daftar/siapa/")
    assert not marked(page)
    assert shown(page, "name") == ""
    assert "Tidak terbaca. Ketik saja di langkah berikutnya." in html(
        started_client, "/daftar/foto/card/bacaan/"
    )


def test_reading_of_another_release_leaves_the_form_unchanged(started_client: Client) -> None:
    store_reading(PLAIN)
    stored = {**PLAIN.to_json(), "signs": ["unheard_of"]}
    PhotoReading.objects.update(found=stored)
    page = html(started_client, "/daftar/siapa/")
    assert not marked(page)
    assert shown(page, "name") == ""


def test_fragment_contains_the_fields_that_were_read(started_client: Client) -> None:
    store_reading(PLAIN)
    page = html(started_client, "/daftar/siapa/bacaan/")
    assert set(re.findall(r'data-read-for="([a-z_]+)"', page)) == WHO
    page = html(started_client, "/daftar/kontak/bacaan/")
    assert set(re.findall(r'data-read-for="([a-z_]+)"', page)) == {"region", "village", "street"}
    assert "<html" not in page


def test_number_of_read_fields_is_shown_under_the_photo(started_client: Client) -> None:
    store_reading(PLAIN)
    assert "Terbaca: 12 isian." in html(started_client, "/daftar/foto/card/bacaan/")
    assert "Terbaca: 12 isian." in html(started_client, "/daftar/foto/")


def test_upload_is_answered_with_its_reading(started_client: Client) -> None:
    answer = started_client.post("/daftar/foto/card/", {"file": walk.upload()})
    assert "data-look-waits" in answer.json()["look"]


HINT = "Kami tidak melihat kartu di foto ini."


def test_hints_appear_at_the_photo_at_once_and_block_nothing(started_client: Client) -> None:
    store_reading(CardReading(), "card_none")
    store_reading(SelfieFaces(), "face_several", slot=Slot.FACE)
    page = html(started_client, "/daftar/foto/")
    assert HINT in page
    assert "Ada lebih dari satu wajah" in page
    assert 'href="/daftar/foto/card/ambil/"' in page
    assert HINT in html(started_client, "/daftar/siapa/"), "also without script"
    assert started_client.post("/daftar/foto/", {})["Location"] == "/daftar/siapa/"


def test_review_repeats_hints_and_sends_nevertheless(client: Client) -> None:
    walk.fill(client, factories.values())
    store_reading(CardReading(), "card_none")
    assert HINT in html(client, "/daftar/periksa/")
    assert walk.send(client)["Location"] == "/daftar/terkirim/"


def test_review_asks_where_the_card_differs(client: Client) -> None:
    walk.fill(client, factories.values(name="Ni Wayan Sri", number=builders.WOMAN))
    store_reading(PLAIN)
    text = walk.text_of(client.get("/daftar/periksa/"))
    assert "Kartu Anda tampaknya menyebut “Ni Wayan Sari”" in text
    assert text.count("Kartu Anda tampaknya menyebut") == 1
    assert walk.send(client)["Location"] == "/daftar/terkirim/"


def test_doubtful_reading_asks_nothing(client: Client) -> None:
    walk.fill(client, factories.values(name="Ni Wayan Sri", number=builders.WOMAN))
    store_reading(builders.card(unsure=(Field.NAME,)))
    assert "tampaknya menyebut" not in walk.text_of(client.get("/daftar/periksa/"))


def test_address_that_differs_from_the_card_is_no_mistake(client: Client) -> None:
    values = factories.values(number=builders.WOMAN, village="Kediri", district="510206")
    walk.fill(client, values)
    store_reading(PLAIN)
    assert "tampaknya menyebut" not in walk.text_of(client.get("/daftar/periksa/"))


SON = {"number": "5102050203140003", "name": "I MADE DWI", "sex": ("LAKI-LAKI", "male")}
FAMILY = builders.family(
    builders.row(), builders.row(birth_date=("02-03-2014", "2014-03-02"), **SON)
)


def test_family_card_asks_who_is_registering(started_client: Client) -> None:
    store_reading(FAMILY)
    page = html(started_client, "/daftar/siapa/")
    assert "Siapa yang mendaftar?" in page
    assert shown(page, "name") == "", "nobody is guessed"
    assert 'href="/daftar/siapa/?orang=2"' in page
    page = html(started_client, "/daftar/siapa/?orang=2")
    assert shown(page, "name") == "I Made Dwi"
    assert shown(page, "birth_date_year") == "2014"
    assert chosen(page, "sex") == "male"
    assert chosen(page, "identity_kind") == "family_card"


def test_chosen_person_overrides_typed_values(started_client: Client) -> None:
    started_client.post("/daftar/simpan/siapa/", {"name": "Ni Wayan"})
    store_reading(FAMILY)
    assert shown(html(started_client, "/daftar/siapa/?orang=2"), "name") == "I Made Dwi"
    assert typed()["name"] == "Ni Wayan"


@pytest.mark.parametrize("number", ["0", "3", "-1", "x", "²", "99999", ""])
def test_unknown_number_chooses_nobody(started_client: Client, number: str) -> None:
    store_reading(FAMILY)
    assert shown(html(started_client, f"/daftar/siapa/?orang={number}"), "name") == ""


def test_review_compares_with_the_chosen_person_of_a_family(client: Client) -> None:
    changes = {"identity_kind": "family_card", "number": SON["number"], "name": "I Made Duwi"}
    walk.fill(client, factories.child_values(**changes, sex="male"))
    store_reading(FAMILY)
    text = walk.text_of(client.get("/daftar/periksa/"))
    assert "Kartu Anda tampaknya menyebut “I Made Dwi”" in text
    assert text.count("tampaknya menyebut") == 1


def test_reading_is_visible_to_the_applicant_only(started_client: Client) -> None:
    store_reading(PLAIN)
    stranger = Client()
    for path in ("/daftar/siapa/bacaan/", "/daftar/foto/card/bacaan/"):
        assert stranger.get(path).status_code == 404
    walk.begin(stranger)
    assert builders.WOMAN not in stranger.get("/daftar/siapa/bacaan/").content.decode()
    assert stranger.get("/daftar/foto/card/bacaan/").content == b""


@pytest.mark.parametrize("path", ["/daftar/persetujuan/bacaan/", "/daftar/x/bacaan/"])
def test_other_steps_have_no_fragment(started_client: Client, path: str) -> None:
    assert started_client.get(path).status_code == 404


def test_hostile_card_is_escaped(started_client: Client) -> None:
    store_reading(builders.card(name='<SCRIPT>ALERT(1)</SCRIPT>" ONLOAD="X'))
    for path in ("/daftar/siapa/", "/daftar/siapa/bacaan/"):
        page = html(started_client, path)
        assert "<script>alert(1)" not in page.lower()
        assert '" onload="' not in page.lower()


def test_correction_has_the_hints_and_fills_in_nothing(client: Client) -> None:
    application = factories.needs_correction()
    client.force_login(application.user)
    client.get("/status/perbaikan/")
    draft = Draft.objects.latest("created_at")
    content = io.BytesIO(factories.picture(900, 700))
    services.attach_photo(draft_id=draft.pk, slot="card", content=content)
    store_reading(builders.card(name="NI LUH LAIN"), "card_blurred")
    page = html(client, "/status/perbaikan/")
    assert "Fotonya buram" in page
    assert 'href="/status/perbaikan/foto/card/ambil/"' in page
    assert "Ni Luh Lain" not in page
    assert not marked(page)
    assert "Fotonya buram" in html(client, "/status/perbaikan/foto/card/bacaan/")


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("NI WAYAN SARI", "Ni Wayan Sari"),
        ("I GUSTI NGURAH MA'RUF, S.PD", "I Gusti Ngurah Ma'ruf, S.Pd"),
        ("JL. MELATI NO. 5, RT 001/RW 002", "Jl. Melati No. 5, RT 001/RW 002"),
        ("ABIANSEMAL XII", "Abiansemal XII"),
        ("SITI NURBAYA-PUTRI", "Siti Nurbaya-Putri"),
        ("", ""),
    ],
)
def test_capitals_become_usual_spelling(printed: str, written: str) -> None:
    assert as_written(printed) == written


def answer_of(client: Client, content: bytes, slot: str = "card") -> Any:
    return client.post(f"/daftar/foto/{slot}/ambil/", {"file": walk.upload(content=content)})


def test_only_the_camera_page_may_use_the_camera(started_client: Client) -> None:
    for slot in ("card", "face"):
        policy = started_client.get(f"/daftar/foto/{slot}/ambil/")["Permissions-Policy"]
        assert "camera=(self)" in policy
    for path in ("/", "/daftar/", "/daftar/foto/", "/daftar/siapa/", "/masuk/"):
        assert "camera=()" in started_client.get(path)["Permissions-Policy"], path


def test_without_script_the_camera_page_sends_a_file(started_client: Client) -> None:
    former = Draft.objects.get().card_photo
    assert answer_of(started_client, factories.picture(900, 700))["Location"] == "/daftar/foto/"
    assert Draft.objects.get().card_photo != former


def test_camera_page_returns_to_its_origin(started_client: Client) -> None:
    answer = started_client.post("/daftar/foto/card/ambil/?ke=periksa", {"file": walk.upload()})
    assert answer["Location"] == "/daftar/foto/?ke=periksa"


def test_faulty_file_is_explained_and_the_former_remains(started_client: Client) -> None:
    former = Draft.objects.get().card_photo
    answer = answer_of(started_client, b"no picture" * 50)
    assert answer.status_code == 200
    assert "notice-wrong" in answer.content.decode()
    assert Draft.objects.get().card_photo == former


def test_camera_page_exists_for_card_and_face_only(started_client: Client) -> None:
    assert started_client.get("/daftar/foto/extra/ambil/").status_code == 404
    assert started_client.get("/daftar/foto/lain/ambil/").status_code == 404
    assert Client().get("/daftar/foto/card/ambil/")["Location"] == "/daftar/"
    assert Client().get("/status/perbaikan/foto/card/ambil/").status_code == 302


def test_a_correction_has_its_camera_page(client: Client) -> None:
    client.force_login(factories.needs_correction().user)
    path = "/status/perbaikan/foto/face/ambil/"
    assert "camera=(self)" in client.get(path)["Permissions-Policy"]
    answer = client.post(path, {"file": walk.upload(content=factories.picture(900, 700))})
    assert answer["Location"] == "/status/perbaikan/"
