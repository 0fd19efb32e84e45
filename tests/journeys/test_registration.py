"""Tests of registration in a real browser: without JavaScript, by keyboard, for a child."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PIL import Image, ImageFilter
from playwright.sync_api import Page, expect

from rontal.core.limits import Limit
from rontal.membership.models import Application
from rontal.web.registration import limits
from tests.support.journeys import applicant
from tests.support.journeys.registration import sign_in
from tests.support.mailbox import Letterbox
from tests.support.membership import factories

Axe = Callable[[Page], None]
Work = Callable[[], None]
Visit = Callable[..., Page]
SHAPE = "image => image.decode().then(() => image.naturalWidth / image.naturalHeight)"


@pytest.mark.core(seconds=12)
def test_adult_registers_activates_and_follows_the_status(
    page: Page,
    live_server: Any,
    letters: Letterbox,
    work: Work,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    nobody = Limit("test.without_proof", 0, timedelta(hours=1))
    monkeypatch.setattr(limits, "SEND_WITHOUT_PROOF", nobody)
    who = applicant.adult()
    code = applicant.register(page, live_server.url, who)
    work()
    applicant.activate(page, letters.newest(who.email, code).link("/aktivasi/"))
    page_text = page.locator("main").inner_text()
    assert code in page_text
    assert "paling lambat" in page_text
    work()
    assert Application.objects.get(code=code).activated_at is not None


def test_without_script_up_to_the_activation(
    plain_page: Page, live_server: Any, letters: Letterbox, work: Work
) -> None:
    who = applicant.adult()
    code = applicant.register(plain_page, live_server.url, who, script=False)
    work()
    applicant.activate(plain_page, letters.newest(who.email, code).link("/aktivasi/"))
    assert code in plain_page.locator("main").inner_text()


def test_without_script_another_province_takes_one_round_trip(
    plain_page: Page, live_server: Any
) -> None:
    applicant.begin(plain_page, live_server.url)
    plain_page.goto(f"{live_server.url}/daftar/kontak/")
    plain_page.locator("#id_email").fill("jauh@contoh.example")
    plain_page.locator("#id_province").select_option(label="Jawa Barat")
    plain_page.get_by_role("button", name="Tampilkan kabupaten di provinsi ini").click()
    plain_page.locator("#id_regency").select_option(label="Kota Bandung")
    plain_page.get_by_role("button", name="Tampilkan kecamatan di kabupaten ini").click()
    plain_page.locator("#id_district").select_option(label="Coblong")
    assert plain_page.locator("#id_email").input_value() == "jauh@contoh.example"


def test_with_script_regions_load_automatically(page: Page, live_server: Any, axe: Axe) -> None:
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/kontak/")
    page.locator("#id_province").select_option(label="Jawa Barat")
    page.locator("#id_regency").select_option(label="Kota Bandung")
    page.locator("#id_district").select_option(label="Coblong")
    axe(page)


def test_a_closed_browser_loses_nothing(page: Page, live_server: Any) -> None:
    applicant.begin(page, live_server.url)
    applicant.add_photos(page, applicant.adult())
    page.locator("#id_name").fill("Ni Luh Kerti")
    expect(page.locator("[data-autosave-state]")).to_contain_text("Tersimpan")
    page.locator("#id_birth_place").fill("Marga")
    page.close()
    again = page.context.new_page()
    again.goto(f"{live_server.url}/daftar/")
    again.get_by_role("link", name="Lanjutkan").click()
    assert again.locator("#id_name").input_value() == "Ni Luh Kerti"
    assert again.locator("#id_birth_place").input_value() == "Marga"


def test_photo_lost_by_a_weak_connection_is_sent_again(page: Page, live_server: Any) -> None:
    tries: list[str] = []

    def weak(route: Any) -> None:
        tries.append(route.request.method)
        if len(tries) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/daftar/foto/card/", weak)
    applicant.begin(page, live_server.url)
    page.locator("#id_card").set_input_files(applicant.adult().photos["card"])
    page.locator("#id_card_group [data-photo-status][data-state=done]").wait_for()
    assert len(tries) == 2
    page.reload()
    picture = page.locator("#id_card_group [data-photo-preview]")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_photo_chosen_before_the_script_loaded_is_sent(page: Page, live_server: Any) -> None:
    waiting_requests: list[Any] = []
    applicant.begin(page, live_server.url)
    page.locator("#id_card").wait_for(state="attached")
    page.route("**/*.js", lambda route: waiting_requests.append(route))
    page.goto(page.url, wait_until="commit")
    page.locator("#id_card").set_input_files(applicant.adult().photos["card"])
    assert waiting_requests
    for route in waiting_requests:
        route.continue_()
    page.locator("#id_card_group [data-photo-status][data-state=done]").wait_for()


def no_card() -> dict[str, object]:
    """Returns a photo of a table with nothing on it."""
    table = Image.effect_noise((1200, 900), 30).filter(ImageFilter.GaussianBlur(3)).convert("RGB")
    content = io.BytesIO()
    table.save(content, "JPEG")
    return {"name": "meja.jpg", "mimeType": "image/jpeg", "buffer": content.getvalue()}


def send_card(page: Page, photo: dict[str, object]) -> None:
    page.locator("#id_card").set_input_files(photo)  # type: ignore[arg-type]
    page.locator("#id_card_group [data-photo-status][data-state=done]").wait_for()


def test_form_fills_empty_fields_while_somebody_types(
    page: Page, live_server: Any, work: Work, axe: Axe
) -> None:
    who, hint = applicant.adult(), page.locator("#id_card_group [data-look]")
    applicant.begin(page, live_server.url)
    send_card(page, no_card())
    expect(hint).to_contain_text("Kartu Anda sedang dibaca")
    work()
    expect(hint).to_contain_text("Kami tidak melihat kartu di foto ini", timeout=60_000)
    expect(hint.get_by_role("link", name="Ambil foto lagi")).to_be_visible()
    axe(page)
    applicant.add_photos(page, who)
    place = page.locator("[data-look]")
    expect(place).to_contain_text("Kartu Anda sedang dibaca")
    axe(page)
    page.locator("#id_birth_place").fill("Marga")
    page.locator("#id_name").focus()
    work()
    expect(page.locator("#id_number")).to_have_value(who.person.nik, timeout=60_000)
    expect(page.locator("#id_name")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("")
    expect(page.locator("#id_birth_place")).to_have_value("Marga")
    expect(page.locator("[name=birth_date_year]")).to_have_value(str(who.person.birth_date.year))
    assert page.locator("[name=identity_kind][value=ktp]").is_checked()
    axe(page)
    page.locator("#id_number").focus()
    expect(page.locator("#id_name")).to_have_value(who.person.name)
    name = page.locator("[data-read=name]")
    expect(name).to_contain_text("Terbaca dari kartu Anda")
    with page.expect_response("**/daftar/simpan/siapa/"):
        page.locator("#id_name").fill("Ni Luh Lain")
        expect(name).not_to_contain_text("Terbaca dari kartu Anda")
    page.reload()
    expect(page.locator("#id_name")).to_have_value("Ni Luh Lain")
    expect(page.locator("[data-read=number]")).to_contain_text("Terbaca dari kartu Anda")
    applicant.go_on(page)
    expect(page.locator("#id_district")).not_to_have_value("")
    expect(page.locator("[data-read=region]")).to_contain_text("Terbaca dari kartu Anda")
    page.goto(f"{live_server.url}/daftar/periksa/")
    expect(page.locator("main")).to_contain_text("Kartu Anda tampaknya menyebut")
    axe(page)


def test_without_script_a_link_shows_the_reading(
    plain_page: Page, live_server: Any, work: Work
) -> None:
    who = applicant.adult()
    applicant.begin(plain_page, live_server.url)
    applicant.add_photos(plain_page, who, script=False)
    work()
    plain_page.get_by_role("link", name="Tampilkan yang terbaca").click()
    expect(plain_page.locator("#id_number")).to_have_value(who.person.nik)
    expect(plain_page.locator("[data-read=number]")).to_contain_text("Terbaca dari kartu Anda")
    plain_page.locator("#id_name").fill("Ni Luh Lain")
    applicant.go_on(plain_page)
    plain_page.goto(f"{live_server.url}/daftar/siapa/")
    expect(plain_page.locator("#id_name")).to_have_value("Ni Luh Lain")
    expect(plain_page.locator("main")).not_to_contain_text("Terbaca dari kartu Anda")


def test_refused_photo_leaves_the_former_one(page: Page, live_server: Any) -> None:
    applicant.begin(page, live_server.url)
    send_card(page, applicant.adult().photos["card"])
    group = page.locator("#id_card_group")
    preview = group.locator("[data-photo-preview]")
    before = preview.evaluate(SHAPE)
    assert before > 0
    cut = {"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff" + b"x" * 900}
    page.locator("#id_card").set_input_files(cut)
    group.locator("[data-photo-status][data-state=failed]").wait_for()
    expect(group).to_contain_text("Foto yang sebelumnya tetap disimpan")
    assert "/daftar/foto/card/gambar/" in str(preview.get_attribute("src")), "as the library has it"
    assert preview.evaluate(SHAPE) == pytest.approx(before, abs=0.01)


def test_second_press_of_send_makes_no_second_application(page: Page, live_server: Any) -> None:
    who = applicant.adult()
    applicant.begin(page, live_server.url)
    applicant.add_photos(page, who)
    applicant.fill_in_person(page, who)
    applicant.fill_in_contact(page, who)
    applicant.consent(page)
    page.get_by_role("button", name="Kirim").dblclick()
    page.wait_for_url("**/daftar/terkirim/")
    assert Application.objects.filter(email=who.email).count() == 1


def test_a_child_with_a_mother(
    page: Page, visit: Visit, live_server: Any, letters: Letterbox, work: Work, axe: Axe
) -> None:
    who = applicant.child()
    code = applicant.register(page, live_server.url, who)
    work()
    applicant.activate(page, letters.newest(who.email, code).link("/aktivasi/"))
    assert "Kami menunggu orang tua atau wali Anda" in page.locator("main").inner_text()
    axe(page)
    mother = visit()
    mother.goto(letters.newest(who.guardian_email, "/wali/").link("/wali/"))
    assert who.person.name in mother.locator("h1").inner_text()
    axe(mother)
    mother.locator("#id_parent").check()
    mother.get_by_role("button", name="Saya setuju").click()
    mother.get_by_role("heading", name="Terima kasih atas persetujuan Anda").wait_for()
    axe(mother)
    page.reload()
    assert "Kami menunggu" not in page.locator("main").inner_text()


def test_a_correction_is_made_and_sent(page: Page, live_server: Any, axe: Axe) -> None:
    application = factories.needs_correction()
    sign_in(page, live_server.url, application)
    page.goto(f"{live_server.url}/status/")
    page.get_by_role("link", name="Perbaiki dan kirim").click()
    axe(page)
    page.locator("#id_card").set_input_files(applicant.adult().photos["card"])
    page.locator("#id_card_group [data-photo-status][data-state=done]").wait_for()
    page.get_by_role("button", name="Kirim perbaikan").click()
    page.wait_for_url("**/status/")
    expect(page.locator("main")).to_contain_text("Perbaikan Anda terkirim")
    application.refresh_from_db()
    assert application.state == "checking"


@pytest.mark.core(seconds=2)
def test_passkey_instead_of_a_password(page: Page, live_server: Any, axe: Axe) -> None:
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    application = factories.submitted()
    page.goto(f"{live_server.url}/aktivasi/{factories.token(application)}/")
    axe(page)
    page.get_by_role("button", name="Aktifkan dengan kunci sandi").click()
    page.wait_for_url("**/aktivasi/kunci/")
    axe(page)
    page.get_by_role("button", name="Buat kunci sandi").click()
    page.wait_for_url("**/status/")
    assert application.code in page.locator("main").inner_text()
    user = Application.objects.get(pk=application.pk).user
    assert user is not None
    assert not user.has_usable_password()
    assert user.authenticator_set.count() == 1


def test_password_can_be_shown(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/aktivasi/{factories.token(factories.submitted())}/")
    field = page.locator("#id_password")
    field.fill("daun")
    expect(page.locator("[data-password-strength]")).to_have_text("kurang 6 karakter lagi")
    page.get_by_role("button", name="Tampilkan kata sandi").click()
    assert field.get_attribute("type") == "text"
    field.fill("daun lontar kering sekali")
    expect(page.locator("[data-password-strength]")).to_have_text("Sangat baik")
    page.get_by_role("button", name="Aktifkan", exact=True).click()
    page.wait_for_url("**/status/")


class Keys:
    """A person who uses only the keyboard."""

    def __init__(self, page: Page) -> None:
        self._page = page
        # Makes Chromium report file choosers from now on; later the first could be missed.
        page.on("filechooser", lambda _chooser: None)

    def to(self, selector: str) -> None:
        """Tabs forward until the element has the focus."""
        for _ in range(80):
            self._page.keyboard.press("Tab")
            if self._page.evaluate("s => document.activeElement.matches(s)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by keyboard on {self._page.url}")

    def press(self, key: str) -> None:
        self._page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        self.to(selector)
        self._page.keyboard.type(text)

    def photo(self, slot: str, photo: Any) -> None:
        self.to(f"#id_{slot}_group [data-photo-choose]")
        with self._page.expect_file_chooser() as chosen:
            self.press("Enter")
        chosen.value.set_files(photo)
        self._page.locator(f"#id_{slot}_group [data-photo-status][data-state=done]").wait_for()

    def go_on(self, path: str, button: str = "main form .actions > button.button") -> None:
        self.to(button)
        self.press("Enter")
        self._page.wait_for_url(f"**{path}")


@pytest.mark.core(seconds=8)
def test_by_keyboard_alone(page: Page, live_server: Any, letters: Letterbox, work: Work) -> None:
    who, keys = applicant.adult(), Keys(page)
    born = who.person.birth_date
    page.goto(f"{live_server.url}/daftar/")
    keys.go_on("/daftar/foto/")
    keys.photo("card", who.photos["card"])
    keys.photo("face", who.photos["face"])
    keys.go_on("/daftar/siapa/")
    keys.to("[name=identity_kind]")
    keys.press("Space")
    keys.write("#id_number", who.person.nik)
    keys.write("#id_name", who.person.name)
    keys.write("#id_birth_place", who.person.birth_place)
    keys.write("[name=birth_date_day]", str(born.day))
    keys.to("[name=birth_date_month]")
    for _ in range(born.month):
        keys.press("ArrowDown")
    keys.write("[name=birth_date_year]", str(born.year))
    keys.to("[name=sex]")
    keys.press("Space" if who.person.sex.value == "female" else "ArrowDown")
    keys.go_on("/daftar/kontak/")
    keys.write("#id_email", who.email)
    keys.write("#id_phone", "081234567890")
    keys.write("#id_district", "Kediri")
    keys.write("#id_village", "Banjar Anyar")
    keys.write("#id_street", "Jl. Melati No. 5")
    keys.go_on("/daftar/persetujuan/")
    keys.to("#id_consent_membership")
    keys.press("Space")
    keys.go_on("/daftar/periksa/")
    keys.go_on("/daftar/terkirim/")
    work()
    page.goto(letters.newest(who.email).link("/aktivasi/"))
    keys.write("#id_password", applicant.PASSWORD)
    keys.go_on("/status/")
    assert "WITA" in page.locator("main").inner_text()


def test_error_gets_the_focus_and_links_to_its_field(page: Page, live_server: Any) -> None:
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/siapa/")
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    box = page.locator(".notice-wrong")
    expect(box).to_be_focused()
    box.get_by_role("link", name="Nama lengkap").click()
    expect(page.locator("#id_name")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_accessible(visit: Visit, live_server: Any, axe: Axe, scheme: str) -> None:
    base, who = live_server.url, applicant.child(seed=30)
    page = visit(color_scheme=scheme)

    def open_status(path: str = "") -> None:
        if path:
            page.goto(base + path)
        axe(page)
        width = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(width) <= 0, f"{page.url} is wider than a phone"

    waiting = factories.activated(factories.child_values())
    open_status("/daftar/")
    applicant.begin(page, base)
    open_status()
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    open_status()
    applicant.add_photos(page, who)
    open_status()
    page.get_by_role("button", name="Simpan dan lanjutkan").click()
    open_status()
    applicant.fill_in_person(page, who)
    open_status()
    applicant.fill_in_contact(page, who)
    open_status()
    open_status("/daftar/periksa/")
    open_status("/daftar/foto/")
    open_status("/daftar/")
    page.goto(f"{base}/daftar/persetujuan/")
    applicant.consent(page)
    open_status()
    applicant.send(page)
    open_status()
    for path in ("/daftar/kirim-ulang/", "/daftar/kirim-ulang/selesai/", "/status/"):
        open_status(path)
    for path in ("/aktivasi/abc/", "/wali/abc/"):
        open_status(path)
    open_status(f"/wali/{factories.token(waiting, 'guardian')}/")
    open_status(f"/aktivasi/{factories.token(factories.submitted())}/")
    for application in (
        waiting,
        factories.activated(),
        factories.in_review(),
        factories.needs_correction(),
        factories.member().application,
    ):
        sign_in(page, base, application)
        open_status("/status/")
    sign_in(page, base, factories.needs_correction())
    open_status("/status/perbaikan/")
    open_status("/status/batalkan/")
