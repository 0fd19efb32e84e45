"""Takes the screenshots of the app that browsers show in their install dialog.

    python -m tests.journeys.app_pictures http://127.0.0.1:8000

takes them from a running demo (with its books) and writes them to rontal/ui/static/ui/app. They
contain no library's name: every library shows the same ones. `tests/web/install` checks them.
"""

import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench import browser as chromium
from rontal.config.env import ROOT

FOLDER = ROOT / "rontal/ui/static/ui/app"
QUALITY = 72
NARROW = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 1.5}
WIDE = {"viewport": {"width": 1280, "height": 800}, "device_scale_factor": 1}
READING = 2_500  # milliseconds until a book has been laid out
NAMES = ("Perpustakaan Umum Kabupaten Tabanan", "Perpustakaan Tabanan")
INSTEAD = {"id": "Perpustakaan", "en": "Library"}
NAMELESS = """([names, instead]) => {
    document.querySelector(".demo-bar")?.remove();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode())
        for (const name of names) node.textContent = node.textContent.replaceAll(name, instead);
}"""
BOOK = {
    "id": "/koleksi/daun-yang-mengingat/baca/",
    "en": "/koleksi/where-water-takes-turns/cuplikan/",
}


def main(url: str) -> None:
    """Writes every screenshot in both languages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.EXECUTABLE, args=chromium.ARGUMENTS
        )
        for language in INSTEAD:
            _take_screenshot(browser, url, language)
        browser.close()


def _take_screenshot(browser: Browser, url: str, language: str) -> None:
    phone = _page(browser, url, language, NARROW)
    for name, address in (("home", "/"), ("collection", "/koleksi/")):
        phone.goto(url + address, wait_until="networkidle")
        _save(phone, f"narrow-{name}", language)
    phone.goto(url + BOOK[language], wait_until="networkidle")
    phone.wait_for_timeout(READING)
    _save(phone, "narrow-reading", language)
    desk = _page(browser, url, language, WIDE)
    desk.goto(url + "/koleksi/", wait_until="networkidle")
    _save(desk, "wide-collection", language)


def _page(browser: Browser, url: str, language: str, options: dict[str, object]) -> Page:
    context = browser.new_context(locale=language, color_scheme="light", **options)  # type: ignore[arg-type]
    context.add_cookies([{"name": "bahasa", "value": language, "url": url}])
    return context.new_page()


def _save(page: Page, name: str, language: str) -> None:
    page.evaluate(NAMELESS, [NAMES, INSTEAD[language]])
    target: Path = FOLDER / f"{name}-{language}.jpg"
    page.screenshot(path=target, type="jpeg", quality=QUALITY)
    print(f"{target.relative_to(ROOT)} {target.stat().st_size // 1_000} kB")


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
