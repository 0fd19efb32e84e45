"""What a first visit to a page costs over the wire, counted by Chromium.

Counted are the bytes that Chromium received (`Network.loadingFinished`), headers included and
packed as they came, by a browser that was never here before: a phone of 360 x 740 pixels at two
device pixels each. `needed` is what the first screen is made of: the document, every style sheet,
typeface and script, and the pictures that show in it. `arrived` is all that had come when the last
of its parts was there, on a line of 200 kB a second with 100 ms each way to and fro: what the
browser asked for beside it counts, too. `whole` is everything after scrolling to the end.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

FIRST_SCREEN: Final = 60_000
WHOLE_PAGE: Final = 150_000
SCREEN: Final = {"width": 360, "height": 740}
DENSITY: Final = 2
LINE: Final = {"offline": False, "latency": 100, "downloadThroughput": 200_000}
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
    """One answer of the server."""

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
        """Sentences about the budgets that do not hold, with the largest resources."""
        figures = (
            ("needed by the first screen", self.needed, FIRST_SCREEN),
            ("arrived with the first screen", self.arrived, FIRST_SCREEN),
            ("whole page", self.whole, WHOLE_PAGE),
        )
        broken = [f"{name} {size:,} > {most:,}" for name, size, most in figures if size > most]
        return [f"{self.address}: {', '.join(broken)}; {self.largest()}"] if broken else []

    def largest(self, count: int = 5) -> str:
        """The heaviest resources."""
        found = sorted(self.resources, key=lambda one: -one.size)[:count]
        return ", ".join(f"{one.address} {one.size:,}" for one in found)


def weigh(browser: "Browser", base: str, path: str) -> Weight:
    """Visits a page with an empty cache, waits until it is quiet, scrolls to its end."""
    with _phone(browser) as (page, client):
        traffic = Traffic(client)
        page.goto(base + path, wait_until="networkidle")
        first, images = page.evaluate(SHOWN), page.evaluate(ALL_IMAGES)
        needed, complete_at = traffic.first_screen(set(first), set(images))
        arrived = traffic.arrived_by(complete_at)
        _scroll_to_end(page)
        found = list(traffic.resources.values())
        for one in found:
            one.address = one.address.removeprefix(base)
        return Weight(path, needed, arrived, sum(one.size for one in found), found)


class Traffic:
    """Everything that a page's network receives, by request and by time."""

    def __init__(self, client: "CDPSession") -> None:
        self.resources: dict[str, Resource] = {}
        self._pieces: list[tuple[float, int, str]] = []
        client.on("Network.responseReceived", self._responded)
        client.on("Network.dataReceived", self._received)
        client.on("Network.loadingFinished", self._finished)
        client.send("Network.enable")
        client.send("Network.emulateNetworkConditions", LINE | {"uploadThroughput": 100_000})

    def first_screen(self, shown: set[str], images: set[str]) -> tuple[int, float]:
        """Bytes of what the first screen is made of, and the time when its last part was there.
        Pictures that no element of the page shows (of style sheets, icons) belong to it."""
        parts = [
            one
            for one in self.resources.values()
            if one.kind in BLOCKING
            or (one.kind == "Image" and (one.address in shown or one.address not in images))
        ]
        scripts = sum(one.size for one in self.resources.values() if one.kind == "Script")
        return sum(one.size for one in parts) + scripts, max(one.ended for one in parts)

    def arrived_by(self, moment: float) -> int:
        """Bytes that had come by then; headers of an answer count with its end."""
        finished = {key for key, one in self.resources.items() if 0 < one.ended <= moment}
        whole = sum(self.resources[key].size for key in finished)
        return whole + sum(
            size for at, size, key in self._pieces if at <= moment and key not in finished
        )

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
    """A new phone; what a service worker stores for later is not the page's."""
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
    """As a reader does, half a screen at a time; the page may grow meanwhile."""
    while page.evaluate(STEP) < page.evaluate(HEIGHT) - 1:
        page.wait_for_timeout(60)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(600)
