"""Tests of taking photos on the camera page, with fake cameras that show drawn pictures."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from bench import browser as chromium
from rontal.membership.models import Draft
from tests.support.journeys import applicant
from tests.support.journeys.visits import PHONE

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
Show = Callable[..., Page]
WIDE, TALL = 960, 720


def film(path: Path, photo: bytes, *, light: float = 1.0) -> Path:
    """Writes a video of one picture, which Chromium uses as a camera."""
    picture = Image.open(io.BytesIO(photo)).convert("RGB")
    picture.thumbnail((WIDE, WIDE))
    frame = io.BytesIO()
    picture.point(lambda level: round(level * light)).save(frame, "JPEG", quality=92)
    path.write_bytes(frame.getvalue() * 5)
    return path


@pytest.fixture
def show(browser: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page in a browser whose camera shows `photo`."""
    opened: list[Browser] = []

    def open_page(photo: bytes, light: float = 1.0, **options: Any) -> Page:
        path = film(tmp_path / f"{len(opened)}.mjpeg", photo, light=light)
        own = browser.browser_type.launch(
            executable_path=chromium.EXECUTABLE,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
                f"--use-file-for-fake-video-capture={path}",
            ],
        )
        opened.append(own)
        page = own.new_context(viewport=PHONE, locale="id-ID", **options).new_page()
        page.set_default_timeout(20_000)
        return page

    yield open_page
    for own in opened:
        own.close()


def photo(slot: str) -> bytes:
    content = applicant.adult().photos[slot]["buffer"]
    assert isinstance(content, bytes)
    return content


def uploads(page: Page) -> list[str]:
    """Returns a list to which every POST request from now on adds its address."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else 0)
    return sent


def tracks(page: Page) -> int:
    """Returns the number of cameras that the page keeps running."""
    return int(
        page.evaluate(
            "() => { const s = document.querySelector('[data-video]').srcObject;"
            " return s ? s.getTracks().filter(t => t.readyState === 'live').length : 0; }"
        )
    )


def test_card_is_photographed_and_sent_only_after_confirmation(
    show: Show, live_server: Any, axe: Axe
) -> None:
    page = show(photo("card"))
    applicant.begin(page, live_server.url)
    page.locator("#id_card_group [data-photo-page]").click()
    page.wait_for_url("**/daftar/foto/card/ambil/")
    expect(page.locator("[data-hint]")).to_contain_text("Bagus")
    axe(page)
    sent = uploads(page)
    page.get_by_role("button", name="Ambil foto").click()
    use = page.get_by_role("button", name="Pakai foto ini")
    expect(use).to_be_focused()
    assert tracks(page) == 0, "the camera stops with the photo"
    axe(page)
    page.get_by_role("button", name="Foto lagi").click()
    expect(page.locator("[data-shutter]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(use).to_be_focused()
    assert sent == []
    assert Draft.objects.get().card_photo is None
    page.keyboard.press("Enter")
    page.wait_for_url("**/daftar/foto/")
    assert len(sent) == 1
    picture = page.locator("#id_card_group [data-photo-preview]")
    size = "image => image.decode().then(() => [image.naturalWidth, image.naturalHeight])"
    assert picture.evaluate(size) == [WIDE, TALL]
    assert Draft.objects.get().card_photo is not None


def test_dark_face_is_reported_and_may_still_be_sent(show: Show, live_server: Any) -> None:
    page = show(photo("face"), light=0.15, color_scheme="dark")
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/foto/face/ambil/")
    expect(page.locator("[data-hint]")).to_contain_text("Terlalu gelap")
    page.get_by_role("button", name="Ambil foto").click()
    expect(page.locator("[data-verdict]")).to_contain_text("Sebaiknya foto lagi")
    page.get_by_role("button", name="Pakai foto ini").click()
    page.wait_for_url("**/daftar/foto/")
    assert Draft.objects.get().face_photo is not None


def test_without_a_camera_a_file_is_chosen(page: Page, live_server: Any, axe: Axe) -> None:
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/foto/card/ambil/")
    expect(page.locator("[data-no-camera]")).to_contain_text("Kirim gambar yang Anda punya")
    axe(page)
    page.set_input_files("#id_file", applicant.adult().photos["card"])  # type: ignore[arg-type]
    page.get_by_role("button", name="Kirim gambar ini").click()
    page.wait_for_url("**/daftar/foto/")
    assert Draft.objects.get().card_photo is not None


def test_refused_camera_is_explained(page: Page, live_server: Any) -> None:
    page.add_init_script(
        "navigator.mediaDevices.getUserMedia ="
        " () => Promise.reject(new DOMException('no', 'NotAllowedError'));"
    )
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/foto/face/ambil/")
    expect(page.locator("[data-no-camera]")).to_contain_text("izinkan kamera")
    expect(page.get_by_role("button", name="Kirim gambar ini")).to_be_visible()


def test_browser_without_camera_access_uses_its_own_chooser(page: Page, live_server: Any) -> None:
    page.add_init_script("Object.defineProperty(navigator, 'mediaDevices', {value: undefined});")
    applicant.begin(page, live_server.url)
    assert page.locator("#id_card_group [data-photo-page]").is_hidden()
    with page.expect_file_chooser() as chosen:
        page.locator("#id_card_group [data-photo-camera]").click()
    assert chosen.value.element.get_attribute("capture") == "environment"


def test_without_script_the_page_is_a_plain_form(plain_page: Page, live_server: Any) -> None:
    applicant.begin(plain_page, live_server.url)
    plain_page.goto(f"{live_server.url}/daftar/foto/card/ambil/")
    assert plain_page.locator("[data-camera]").is_hidden()
    file = applicant.adult().photos["card"]
    plain_page.set_input_files("#id_file", file)  # type: ignore[arg-type]
    plain_page.get_by_role("button", name="Kirim gambar ini").click()
    plain_page.wait_for_url("**/daftar/foto/")
    assert Draft.objects.get().card_photo is not None


def test_leaving_the_page_stops_the_camera(show: Show, live_server: Any) -> None:
    page = show(photo("card"))
    applicant.begin(page, live_server.url)
    page.goto(f"{live_server.url}/daftar/foto/card/ambil/")
    page.locator("[data-shutter]").wait_for()
    assert tracks(page) == 1
    page.evaluate("() => window.dispatchEvent(new PageTransitionEvent('pagehide'))")
    assert tracks(page) == 0
