"""Tests of screenshots of our pages by a real Chromium, controlled over its pipe."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from rontal.accounts import services as accounts
from rontal.android.store.limits import DEVICES, Device, KitError
from rontal.config import app_screens, chromium
from rontal.config.chromium import Browser, ChromiumError
from rontal.membership.models import Member
from tests.support.lending.factories import lendable
from tests.support.membership import factories

pytestmark = pytest.mark.machine
PAGE = "data:text/html,<meta name=viewport content=width=device-width><body style='margin:0'>"
RED = PAGE + "<p id=red style='background:red;margin:0;height:100vh'></p>"


@pytest.fixture
def browser() -> Iterator[Browser]:
    path = chromium.find_chromium()
    assert path, "install chromium: apt-get install --no-install-recommends chromium"
    with chromium.opened(path) as opened:
        yield opened


def seen(browser: Browser) -> Image.Image:
    return Image.open(io.BytesIO(browser.screenshot())).convert("RGB")


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.folder)
def test_a_page_is_photographed_in_the_size_of_a_device(browser: Browser, device: Device) -> None:
    browser.show_as(device)
    browser.open(RED)
    picture = seen(browser)
    assert picture.size == device.pixels
    assert picture.getpixel((9, 9)) == (255, 0, 0)
    browser.remove("#red")
    assert seen(browser).getpixel((9, 9)) == (255, 255, 255)


def test_an_address_that_does_not_answer_is_told(browser: Browser) -> None:
    with pytest.raises(ChromiumError, match="ERR_"):
        browser.open("http://127.0.0.1:9/")


def test_a_program_that_is_no_chromium_is_told(tmp_path: Path) -> None:
    with pytest.raises(ChromiumError), chromium.opened(str(tmp_path / "missing")):
        pass
    with pytest.raises(ChromiumError), chromium.opened("/bin/true"):
        pass


def test_without_chromium_nothing_takes_screenshots(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda _name: None)
    assert app_screens.screenshot_function(print) is None


def test_a_demo_that_does_not_load_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(app_screens, "_environment", lambda *_given: {"PATH": "/bin"})
    take = app_screens.screenshot_function(lambda _line: None)
    assert take is not None
    with pytest.raises(KitError, match="could not be loaded"):
        take(tmp_path)


def member() -> Member:
    """The demo's member, with the login of the demo."""
    found = factories.member(factories.values(email=app_screens.MEMBER))
    accounts.set_password(user=found.user, password=app_screens.PASSWORD)
    return found


@pytest.mark.django_db(transaction=True)
def test_a_member_signs_in_borrows_and_is_photographed_in_both_languages(
    live_server: Any, browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    owner, title = member(), lendable()
    monkeypatch.setattr(app_screens, "BORROWED", (title.slug,))
    monkeypatch.setattr(app_screens, "TITLE", f"/koleksi/{title.slug}/")
    site = app_screens._signed_in(live_server.url)
    assert owner.loans.count() == 1
    assert [page for page in site.pages if page.startswith("/baca/")]
    paths = list(app_screens._take_screenshots(browser, site, tmp_path))
    assert len(paths) == 2 * len(DEVICES) * 6
    by_number = {
        path.name: path.read_bytes() for path in paths if path.parent.name == DEVICES[0].folder
    }
    assert len(set(by_number.values())) == 6, "six different pages"
    again = app_screens._signed_in(live_server.url)
    assert again.pages == site.pages, "what is borrowed already stays borrowed"


@pytest.mark.django_db(transaction=True)
def test_without_the_member_one_line_says_so(live_server: Any) -> None:
    with pytest.raises(KitError, match="could not sign in"):
        app_screens._signed_in(live_server.url)
