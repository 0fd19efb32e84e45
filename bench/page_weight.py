"""Bytes of a first visit to a page over the network, counted by Chromium.

Counted are the bytes that Chromium received (`Network.loadingFinished`), with headers and as
compressed, with an empty cache, on a phone of 360 x 740 pixels with a device pixel ratio of two.
`needed` are the parts of the first screen: the document, every style sheet, font and script, and
the pictures that are visible in it. `arrived` is everything that had arrived when the last of these
parts was there, on a connection of 200 kB a second with a delay of 100 ms: other requests of the
browser count, too. `whole` is everything after scrolling to the end. Not counted are the contents
of a book (its chapters, its page pictures), which the reader requested, and an applicant's own
photos, which the browser has just uploaded.

Without arguments the pages of a library whose titles all have covers are measured
(`bench.library_with_covers`).
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from bench import browser as chromium
from bench import library_with_covers
from bench.figures import Figures, main

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page, ViewportSize

FIRST_SCREEN: Final = 60_000
WHOLE_PAGE: Final = 150_000
SCREEN: "Final[ViewportSize]" = {"width": 360, "height": 740}
DENSITY: Final = 2
LINE: Final = {"offline": False, "latency": 100, "downloadThroughput": 200_000}
QUICK: Final = ("/", "/koleksi/", "/koleksi/?q=sawah", "/daftar/", "/standar-pelayanan/", "/saran/")
NOT_COUNTED: Final = (
    "/koleksi/isi/", "/koleksi/halaman/", "/koleksi/cuplikan/",
    "/daftar/foto/card/gambar/", "/daftar/foto/face/gambar/",
)  # fmt: skip
"""Path prefixes of book content and of an applicant's own photos."""
SHOWN: Final = """() => [...document.images].filter((one) => {
  const box = one.getBoundingClientRect();
  const shows = box.width > 0 && box.bottom > 0 && box.top < innerHeight
    && box.right > 0 && box.left < innerWidth;
  return shows && one.checkVisibility();
}).map((one) => one.currentSrc)"""
ALL_IMAGES: Final = "() => [...document.images].map((one) => one.currentSrc)"
STEP: Final = "() => { scrollBy(0, innerHeight / 2); return scrollY + innerHeight; }"
HEIGHT: Final = "document.documentElement.scrollHeight"
BLOCKING: Final = frozenset({"Document", "Stylesheet", "Font"})


@dataclass
class Resource:
    """One response of the server."""

    address: str = ""
    kind: str = ""
    size: int = 0
    ended: float = 0.0


@dataclass(frozen=True)
class Weight:
    """The bytes of one page."""

    address: str
    needed: int
    arrived: int
    whole: int
    resources: list[Resource] = field(repr=False)

    def faults(self) -> list[str]:
        """Returns a sentence about exceeded budgets, with the largest resources, if any."""
        figures = (
            ("needed by the first screen", self.needed, FIRST_SCREEN),
            ("arrived with the first screen", self.arrived, FIRST_SCREEN),
            ("whole page", self.whole, WHOLE_PAGE),
        )
        broken = [f"{name} {size:,} > {most:,}" for name, size, most in figures if size > most]
        return [f"{self.address}: {', '.join(broken)}; {self.largest()}"] if broken else []

    def largest(self, count: int = 5) -> str:
        """Returns the largest resources as text."""
        found = sorted(self.resources, key=lambda one: -one.size)[:count]
        return ", ".join(f"{one.address} {one.size:,}" for one in found)


def weigh(
    browser: "Browser", base: str, path: str, cookies: Mapping[str, str] | None = None
) -> Weight:
    """Visits a page with an empty cache, waits for an idle network, and scrolls to its end.

    `cookies` are set in the browser before, for example the session of a form.
    """
    with _phone(browser) as (page, client):
        page.context.add_cookies(
            [{"name": name, "value": value, "url": base} for name, value in (cookies or {}).items()]
        )
        traffic = Traffic(client)
        page.goto(base + path, wait_until="networkidle")
        first, images = page.evaluate(SHOWN), page.evaluate(ALL_IMAGES)
        needed, complete_at = traffic.first_screen(set(first), set(images))
        arrived = traffic.arrived_by(complete_at)
        _scroll_to_end(page)
        found = traffic.own()
        for one in found:
            one.address = one.address.removeprefix(base)
        return Weight(path, needed, arrived, sum(one.size for one in found), found)


class Traffic:
    """Everything that a page receives over the network, by request and by time."""

    def __init__(self, client: "CDPSession") -> None:
        self.resources: dict[str, Resource] = {}
        self._pieces: list[tuple[float, int, str]] = []
        client.on("Network.responseReceived", self._responded)
        client.on("Network.dataReceived", self._received)
        client.on("Network.loadingFinished", self._finished)
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", LINE | {"uploadThroughput": 100_000})

    def first_screen(self, shown: set[str], images: set[str]) -> tuple[int, float]:
        """Returns the bytes of the parts of the first screen, and the time when the last one
        arrived.

        Pictures that no element of the page shows (of style sheets, icons) belong to it.
        """
        parts = [
            one
            for one in self.own()
            if one.kind in BLOCKING
            or (one.kind == "Image" and (one.address in shown or one.address not in images))
        ]
        scripts = sum(one.size for one in self.own() if one.kind == "Script")
        return sum(one.size for one in parts) + scripts, max(one.ended for one in parts)

    def own(self) -> list[Resource]:
        return [
            one
            for one in self.resources.values()
            if not urlsplit(one.address).path.startswith(NOT_COUNTED)
        ]

    def arrived_by(self, moment: float) -> int:
        """Returns the bytes that had arrived by then; headers count at a response's end."""
        own = self.own()
        underway = sum(
            size
            for at, size, key in self._pieces
            if at <= moment < self.resources[key].ended and self.resources[key] in own
        )
        return underway + sum(one.size for one in own if 0 < one.ended <= moment)

    def _responded(self, event: dict[str, Any]) -> None:
        one = self._of(event)
        one.address, one.kind = event["response"]["url"], event["type"]

    def _received(self, event: dict[str, Any]) -> None:
        self._pieces.append((event["timestamp"], event["encodedDataLength"], event["requestId"]))

    def _finished(self, event: dict[str, Any]) -> None:
        one = self._of(event)
        one.size, one.ended = round(event["encodedDataLength"]), event["timestamp"]

    def _of(self, event: dict[str, Any]) -> Resource:
        return self.resources.setdefault(event["requestId"], Resource())


@contextmanager
def _phone(browser: "Browser") -> "Iterator[tuple[Page, CDPSession]]":
    """Opens a new phone without a service worker, whose prefetching must not count."""
    context = browser.new_context(
        viewport=SCREEN,
        device_scale_factor=DENSITY,
        is_mobile=True,
        has_touch=True,
        locale="id-ID",
        service_workers="block",
    )
    try:
        page = context.new_page()
        yield page, context.new_cdp_session(page)
    finally:
        context.close()


def _scroll_to_end(page: "Page") -> None:
    """Scrolls to the end, half a screen at a time; the page may grow meanwhile."""
    while page.evaluate(STEP) < page.evaluate(HEIGHT) - 1:
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)


def measure(figures: Figures, quick: bool) -> None:
    """Measures the pages; with `quick` the most visited ones."""
    from playwright.sync_api import sync_playwright

    with library_with_covers.library() as base, sync_playwright() as playwright:
        paths = QUICK if quick else tuple(_every_page(base))
        browser = playwright.chromium.launch(
            executable_path=chromium.EXECUTABLE,
            args=chromium.ARGUMENTS,
        )
        for path in paths:
            found = weigh(browser, base, path)
            kilobytes = [one / 1000 for one in (found.needed, found.arrived, found.whole)]
            figures.at_most(f"{path}: first screen", kilobytes[0], "kB", FIRST_SCREEN / 1000)
            figures.at_most(f"{path}: with it arrived", kilobytes[1], "kB", FIRST_SCREEN / 1000)
            figures.at_most(f"{path}: whole page", kilobytes[2], "kB", WHOLE_PAGE / 1000)
        browser.close()


def _every_page(base: str) -> Iterator[str]:
    os.environ |= {"RONTAL_MODE": "demo", "DJANGO_SETTINGS_MODULE": "rontal.config.settings"}
    import django

    django.setup()
    from bench import public_pages

    for pages in public_pages.found(base).values():
        yield from pages


if __name__ == "__main__":
    main(measure, __doc__)
