"""Tests of the app in a real browser: installable, installed, opened, and the hint."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bench import browser as chromium
from tests.support.journeys import tls
from tests.support.journeys.visits import PHONE
from tests.support.journeys.worker import until
from tests.support.ui.app_icon import RING
from tests.support.web.install import AGENTS

WIDE = {"width": 1440, "height": 900}
WATCHING = (
    "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
    "if (!entry.hadRecentInput) window.moved += entry.value;"
    "})).observe({type: 'layout-shift', buffered: true})"
)
"""Sums up the cumulative layout shift (CLS) without user input."""

COUNTING = """;window.offers = window.asked = 0;
window.addEventListener("beforeinstallprompt", event => {
    const prompt = event.prompt.bind(event);
    event.prompt = () => { window.asked += 1; return prompt(); };
    window.offers += 1;
});"""
"""Counts how often the browser offers its dialog and how often the page opens it."""

STILL = 0.01
"""Limit of the layout shift: late fonts shift less, the hint would shift ten times as much."""

EARLIER = "localStorage.setItem('rontal-visits', JSON.stringify({count: 1, last: Date.now() - %d}))"
HALF_AN_HOUR = 30 * 60 * 1000
Installing = Callable[..., BrowserContext]


@pytest.fixture
def installing(browser: Browser, tmp_path: Path) -> Iterator[Installing]:
    """Starts browsers with a profile on the disk, in which apps can be installed; the browser's own
    check whether somebody visits the site often is switched off.
    """
    opened: list[BrowserContext] = []

    def start(*args: str, **options: Any) -> BrowserContext:
        context = browser.browser_type.launch_persistent_context(
            tmp_path / f"profile-{len(opened)}",
            executable_path=chromium.EXECUTABLE,
            ignore_default_args=["--headless"],
            args=["--headless=new", *chromium.ARGUMENTS, "--bypass-app-banner-engagement-checks",
                  *args],
            **{"locale": "id-ID", **options},
        )  # fmt: skip
        context.set_default_timeout(30_000)
        opened.append(context)
        return context

    yield start
    for context in opened:
        context.close()


def faults(context: BrowserContext, page: Page) -> tuple[list[Any], list[Any], dict[str, Any]]:
    """Returns Chromium's errors about installing the page and its manifest, and the manifest."""
    devtools = context.new_cdp_session(page)
    manifest = devtools.send("Page.getAppManifest")
    problems = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    return problems, manifest["errors"], json.loads(manifest["data"])


@pytest.fixture(params=["without a logo", "with a logo"])
def logo(request: Any, settings: Any, tmp_path: Path) -> None:
    if request.param == "with a logo":
        path = tmp_path / "logo.svg"
        path.write_text(RING)
        look = replace(settings.LIBRARY.look, logo=str(path))
        settings.LIBRARY = replace(settings.LIBRARY, look=look)


@pytest.mark.usefixtures("logo")
def test_chromium_offers_installation_in_both_languages(
    installing: Installing, live_server: Any
) -> None:
    context = installing()
    page = context.pages[0]
    for language in ("id", "en"):
        context.add_cookies([{"name": "bahasa", "value": language, "url": live_server.url}])
        for address in ("/", "/koleksi/", "/pasang/", "/masuk/"):
            page.goto(live_server.url + address)
            problems, errors, manifest = faults(context, page)
            assert (problems, errors) == ([], []), address
            assert manifest["lang"] == language
            identity = context.new_cdp_session(page).send("Page.getAppId")
            assert identity["appId"] == live_server.url + "/"


def test_chromium_offers_installation_over_https(
    installing: Installing, live_server: Any, tmp_path: Path
) -> None:
    with tls.in_front_of(live_server.url, tmp_path) as secure:
        context = installing(f"--ignore-certificate-errors-spki-list={secure.key}")
        page = context.pages[0]
        page.goto(secure.url + "/")
        assert page.evaluate("isSecureContext && location.protocol") == "https:"
        problems, errors, manifest = faults(context, page)
        assert (problems, errors) == ([], [])
        sources = [icon["src"] for icon in manifest["icons"] + manifest["screenshots"]]
        sizes = page.evaluate(
            "sources => Promise.all(sources.map(async src => { const image = new Image();"
            " image.src = src; await image.decode(); return [src, image.naturalWidth]; }))",
            sources,
        )
        declared = {icon["src"]: int(icon["sizes"].split("x")[0]) for icon in
                    manifest["icons"] + manifest["screenshots"]}  # fmt: skip
        assert dict(sizes) == declared


def test_name_with_markup_breaks_nothing(
    installing: Installing, live_server: Any, settings: Any
) -> None:
    names = ['"Kutip" \\ </script>', "N" * 200, "مكتبة بالي", "📚 Baca 👩🏽‍🏫"]
    context = installing()
    page = context.pages[0]
    for name in names:
        settings.LIBRARY = replace(settings.LIBRARY, name=name, short_name=name)
        page.goto(live_server.url + "/pasang/")
        problems, errors, manifest = faults(context, page)
        assert (problems, errors, manifest["name"]) == ([], [], name)


def test_installed_app_opens_standalone_without_a_hint(
    installing: Installing, live_server: Any
) -> None:
    context = installing()
    page = context.pages[0]
    page.goto(live_server.url + "/pasang/")
    devtools = context.new_cdp_session(page)
    app = {"manifestId": live_server.url + "/"}
    devtools.send("PWA.install", app)
    devtools.send("PWA.changeAppUserSettings", {**app, "displayMode": "standalone"})
    with context.expect_page() as opening:
        devtools.send("PWA.launch", app)
    window = opening.value
    window.wait_for_load_state()
    assert window.url == live_server.url + "/"
    assert window.evaluate("matchMedia('(display-mode: standalone)').matches")
    window.evaluate(EARLIER % HALF_AN_HOUR)
    window.reload()
    assert json.loads(window.evaluate("localStorage['rontal-visits']"))["count"] == 2
    expect(window.locator("[data-install-hint]")).to_be_hidden()
    window.goto(live_server.url + "/pasang/")
    expect(window.get_by_text("Anda sedang memakai aplikasinya")).to_be_visible()
    expect(window.locator(".install-device")).to_be_hidden()
    page.reload()
    expect(page.get_by_text("Anda sedang memakai aplikasinya")).to_be_hidden()


def test_button_appears_with_the_offer_of_the_browser_and_shifts_nothing(
    installing: Installing, live_server: Any
) -> None:
    agent = next(iter(AGENTS))
    context = installing(viewport=PHONE, user_agent=agent)
    context.add_init_script(WATCHING + COUNTING)
    page = context.pages[0]
    page.goto(live_server.url + "/pasang/")
    button = page.get_by_role("button", name="Pasang")
    expect(button).to_be_visible()
    expect(page.get_by_text("Ikuti langkah berikut")).to_be_hidden()
    assert page.evaluate("window.moved") < STILL
    button.click()
    until(page, lambda: page.evaluate("window.asked >= 1"), "window.asked >= 1")
    assert page.url == live_server.url + "/pasang/"


def test_installed_app_is_confirmed_and_not_offered_again(page: Page, live_server: Any) -> None:
    """The event reports that an installation has begun; a test cannot press the button of the
    browser's dialog.
    """
    second_visit(page, live_server.url + "/privasi/")
    expect(page.locator("[data-install-hint]")).to_be_visible()
    page.evaluate("window.dispatchEvent(new Event('appinstalled'))")
    expect(page.locator("[data-install-hint]")).to_be_hidden()
    page.reload()
    expect(page.locator("[data-install-hint]")).to_be_hidden()
    page.set_extra_http_headers({"User-Agent": next(iter(AGENTS))})
    page.goto(live_server.url + "/pasang/")
    expect(
        page.get_by_text("Aplikasi sudah terpasang di perangkat ini.", exact=True)
    ).to_be_visible()


def test_hint_opens_the_dialog_of_the_browser_if_there_is_one(
    installing: Installing, live_server: Any
) -> None:
    context = installing(viewport=PHONE)
    context.add_init_script(COUNTING)
    page = context.pages[0]
    page.goto(live_server.url + "/privasi/")
    page.evaluate(EARLIER % HALF_AN_HOUR)
    page.goto(live_server.url + "/privasi/")
    until(page, lambda: page.evaluate("window.offers >= 1"), "window.offers >= 1")
    page.locator("[data-install-hint]").get_by_role("link", name="Pasang aplikasi").click()
    until(page, lambda: page.evaluate("window.asked >= 1"), "window.asked >= 1")
    assert page.url == live_server.url + "/privasi/"


def second_visit(page: Page, url: str, earlier: int = HALF_AN_HOUR) -> None:
    """Visits the page once, and again this many milliseconds later."""
    page.add_init_script(WATCHING)
    page.goto(url)
    expect(page.locator("[data-install-hint]")).to_be_hidden()
    page.evaluate(EARLIER % earlier)
    page.goto(url, wait_until="networkidle")


def test_hint_appears_at_the_second_visit_and_can_be_dismissed_for_good(
    page: Page, live_server: Any, axe: Any
) -> None:
    second_visit(page, live_server.url + "/")
    hint = page.locator("[data-install-hint]")
    expect(hint).to_be_visible()
    assert page.evaluate("window.moved") < STILL
    assert page.evaluate("scrollY") == 0
    assert hint.bounding_box()["y"] >= PHONE["height"]  # out of sight: below the visible part
    hint.scroll_into_view_if_needed()
    assert covered(page) == []
    axe(page)
    hint.get_by_role("link", name="Pasang aplikasi").focus()
    page.keyboard.press("Tab")
    expect(hint.get_by_role("button", name="Jangan tampilkan lagi")).to_be_focused()
    page.keyboard.press("Enter")
    expect(hint).to_be_hidden()
    expect(page.locator("main")).to_be_focused()
    assert page.evaluate("window.moved") < STILL
    page.evaluate("localStorage.setItem('rontal-visits', JSON.stringify({count: 40, last: 0}))")
    page.goto(live_server.url + "/")
    expect(hint).to_be_hidden()


def covered(page: Page) -> list[str]:
    """Returns the neighbours of the hint that are under it."""
    return page.evaluate(
        """() => {
        const hint = document.querySelector("[data-install-hint]").getBoundingClientRect();
        return [...document.querySelectorAll("main > *, footer, header")].filter(other => {
            const box = other.getBoundingClientRect();
            return box.height && box.top < hint.bottom - 0.5 && box.bottom > hint.top + 0.5;
        }).map(other => other.outerHTML.slice(0, 80));
    }"""
    )


@pytest.mark.parametrize("address", ["/", "/privasi/", "/standar-pelayanan/"])
def test_hint_covers_nothing_at_any_scroll_position(
    page: Page, live_server: Any, address: str
) -> None:
    second_visit(page, live_server.url + address)
    hint = page.locator("[data-install-hint]")
    expect(hint).to_be_visible()
    assert hint.evaluate("one => getComputedStyle(one).position") == "static"
    for part in (0, 0.5, 1):
        page.evaluate(
            "part => scrollTo({top: part * document.body.scrollHeight, behavior: 'instant'})", part
        )
        assert covered(page) == [], (address, part)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    hint.evaluate("one => Object.assign(one.style, {position: 'fixed', bottom: 0})")
    assert covered(page), "what it would cover is found"


def test_hint_links_to_the_page_about_installing(page: Page, live_server: Any) -> None:
    second_visit(page, live_server.url + "/privasi/")
    page.locator("[data-install-hint]").get_by_role("link", name="Pasang aplikasi").click()
    expect(page).to_have_url(live_server.url + "/pasang/")
    expect(page.locator("[data-install-hint]")).to_be_hidden()


def test_pages_of_one_visit_count_as_one_visit(page: Page, live_server: Any) -> None:
    second_visit(page, live_server.url + "/", earlier=HALF_AN_HOUR - 60_000)
    assert json.loads(page.evaluate("localStorage['rontal-visits']"))["count"] == 1
    expect(page.locator("[data-install-hint]")).to_be_hidden()


def test_another_day_counts_as_another_visit(page: Page, live_server: Any) -> None:
    page.clock.install(time="2026-11-27T23:55:00+08:00")
    page.goto(live_server.url + "/")
    expect(page.locator("[data-install-hint]")).to_be_hidden()
    page.clock.set_fixed_time("2026-11-28T00:05:00+08:00")
    page.goto(live_server.url + "/")
    expect(page.locator("[data-install-hint]")).to_be_visible()


@pytest.mark.parametrize("address", ["/daftar/", "/masuk/", "/saran/", "/pasang/", "/gaya/404/"])
def test_no_hint_on_forms_and_on_the_page_about_installing(
    page: Page, live_server: Any, address: str
) -> None:
    page.goto(live_server.url + "/")
    page.evaluate(EARLIER % HALF_AN_HOUR)
    page.goto(live_server.url + address)
    assert json.loads(page.evaluate("localStorage['rontal-visits']"))["count"] == 2
    expect(page.locator("[data-install-hint]")).to_be_hidden()


def test_no_hint_if_it_would_shift_visible_content(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/koleksi/")
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": PHONE["width"], "height": height})
    second_visit(page, live_server.url + "/koleksi/")
    expect(page.locator("[data-install-hint]")).to_be_hidden()
    assert page.evaluate("window.moved") < STILL
    page.evaluate("document.querySelector('[data-install-hint]').hidden = false")
    until(
        page, lambda: page.evaluate("window.moved") > 5 * STILL, "it moves"
    )  # so the test would have noticed it


def test_browser_without_storage_gets_pages_and_no_hint(page: Page, live_server: Any) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    for _visit in range(2):
        page.goto(live_server.url + "/privasi/")
        expect(page.locator("html")).to_have_attribute("data-script", "on")
        expect(page.locator("[data-install-hint]")).to_be_hidden()


def test_page_about_installing_works_without_script(plain_page: Page, live_server: Any) -> None:
    plain_page.goto(live_server.url + "/pasang/")
    plain_page.get_by_role("link", name="iPhone atau iPad, Safari").click()
    expect(plain_page.get_by_role("heading", name="iPhone atau iPad, Safari")).to_be_visible()
    expect(plain_page.locator(".install-steps li").first).to_be_visible()
    expect(plain_page.locator("[data-install-hint]")).to_be_hidden()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "desk"])
def test_page_about_installing_has_no_violation_on_any_device(
    visit: Callable[..., Page], live_server: Any, axe: Any, size: dict[str, int], colours: str
) -> None:
    page = visit(viewport=size, color_scheme=colours)
    page.add_init_script(WATCHING)
    for device in ("android", "samsung", "iphone", "edge", "firefox", "mac", "dalam-aplikasi"):
        page.goto(f"{live_server.url}/pasang/?di={device}", wait_until="networkidle")
        assert page.evaluate("window.moved") < STILL, device
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], device


def test_switching_the_theme_colours_the_bars_at_once(page: Page, live_server: Any) -> None:
    chosen = (
        "[...document.querySelectorAll('meta[name=theme-color]')]"
        ".filter(meta => matchMedia(meta.media).matches).map(meta => meta.content)"
    )
    page.goto(live_server.url + "/privasi/")
    [light] = page.evaluate(chosen)
    page.get_by_text("Menu").click()
    with page.expect_response("**/tampilan/"):
        page.get_by_role("button", name="Gelap").click()
    [dark] = page.evaluate(chosen)
    assert dark != light
    page.reload()
    assert page.evaluate(chosen) == [dark]
