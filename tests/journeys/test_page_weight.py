"""A first visit to any public page: so many bytes over the wire, pictures included, as Chromium
counts them. The library is served as `./run` does it, and every title has a cover as heavy as real
ones are. What is counted, and how: bench/page_weight.py, docs/adr/0030-weight-of-pages.md."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.test import override_settings
from django.test.testcases import LiveServerThread
from playwright.sync_api import Browser
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from bench import page_weight, public_pages
from records.covers import WIDTHS
from rontal.config.env import ROOT
from tests.journeys.conftest import Visit
from tests.web.public_samples import NOT_SAMPLED, samples

pytestmark = pytest.mark.machine

NO_FIRST_VISIT: Final = frozenset({
    # pages after a step that was taken in the same browser, or behind a link with a token
    "feedback_sent", "feedback_link", "registration_photos", "registration_photo",
    "registration_camera", "registration_who", "registration_reach", "registration_consent",
    "registration_review", "registration_sent", "registration_activation", "registration_guardian",
    "account_reset_password_from_key", "mfa_authenticate", "mfa_login_webauthn",
    "email_confirmation", "claim", "survey_answer", "survey_peace", "outbox_mail",
    "gallery_trouble", "sample_page", "deletion_confirm", "notifications_by_link",
    # pages that the service worker fetches for later
    "offline_page", "offline_shelf_in", "waiting_in",
})  # fmt: skip


def test_every_public_page_is_light(browser: Browser, covered_library: str) -> None:
    pages = public_pages.found(covered_library)
    names = {name for name, _pattern in public_pages.routes()}
    left_out = names - pages.keys() - public_pages.NO_PAGES - NO_FIRST_VISIT
    assert not left_out, f"no link leads to a page of {sorted(left_out)}"
    weights = [
        page_weight.weigh(browser, covered_library, one) for all_ in pages.values() for one in all_
    ]
    shown = max(weights, key=lambda one: one.whole)
    assert any("/koleksi/sampul/" in one.address for one in shown.resources), "no covers were shown"
    faults = [fault for one in weights for fault in one.faults()]
    assert not faults, "\n".join(faults)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """The built static files, packed as they are where the library is installed."""
    folder = shutil.copytree(ROOT / "build/assets", tmp_path / "static")
    pack = Compressor(quiet=True)
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if pack.should_compress(path.name):
            pack.compress(str(path))
    return folder


@pytest.fixture
def library(packed: Path) -> Iterator[str]:
    """The address of a server of the test's database, with its static files from WhiteNoise."""
    thread = LiveServerThread(
        "127.0.0.1",
        static_handler=lambda application: WhiteNoise(application, root=packed, prefix="static/"),
    )
    thread.daemon = True
    with override_settings(DEMO=True, ALLOWED_HOSTS=["*"]):
        thread.start()
        thread.is_ready.wait()
        assert thread.error is None, thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()


def test_steps_of_forms_and_links_of_mails_are_light(
    browser: Browser, library: str, tmp_path: Path
) -> None:
    found = {name: one for name, one in samples(tmp_path, "id").items() if name in NO_FIRST_VISIT}
    assert found.keys() == NO_FIRST_VISIT - NOT_SAMPLED.keys()
    faults = []
    for client, path in found.values():
        cookies = {name: cookie.value for name, cookie in client.cookies.items()}
        weighed = page_weight.weigh(browser, library, path, cookies)
        faults += weighed.faults()
    assert not faults, "\n".join(faults)


SLOTS: Final = """() => [...document.images].filter((one) => one.currentSrc && one.naturalWidth
  && one.currentSrc.includes("/koleksi/sampul/")).map((one) => ({
    slot: one.getBoundingClientRect().width * devicePixelRatio,
    came: Number(one.currentSrc.match(/-(\\d+)\\.webp$/)[1]),
  }))"""
MOVED: Final = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)))
  .observe({ type: "layout-shift", buffered: true });"""
PHONE_AND_DESK: Final = (({"width": 360, "height": 740}, 2), ({"width": 1440, "height": 900}, 2))


@pytest.mark.parametrize(("screen", "density"), PHONE_AND_DESK)
def test_covers_come_as_wide_as_their_slots_and_move_nothing(
    visit: Visit, covered_library: str, screen: dict[str, int], density: int
) -> None:
    lists = public_pages.found(covered_library)
    names = ("home", "collection", "subject", "series", "agent", "similar", "title", "register")
    wrong, seen = [], 0
    for path in [path for name in names for path in lists[name]]:
        page = visit(viewport=screen, device_scale_factor=density)
        page.add_init_script(MOVED)
        page.goto(covered_library + path, wait_until="networkidle")
        for cover in page.evaluate(SLOTS):
            seen += 1
            fitting = [one for one in WIDTHS if one >= cover["slot"] - 1] or [max(WIDTHS)]
            if cover["came"] != min(fitting):
                wrong.append(f"{path}: {cover}")
        assert page.evaluate("moved") < 0.001, path  # a pixel of rounding is no move
    assert seen > 20
    assert not wrong, "\n".join(wrong)
