"""Opening the site without network, in Chromium with a phone's screen.

The library is served as `./run` does it; the browser has visited it, has a member signed in, and
then has no network. The device holds the member's card, a book and a page of the collection.
Measured is the time from asking for a page until it is painted with its lists, with the processor
as it is and slowed to a quarter, each in a new window of the same browser.
"""

import os
import statistics
from typing import TYPE_CHECKING, Final

from bench.book_opening import HEIGHT, SLOW, WIDTH, _browser
from bench.figures import Figures, main
from bench.served_library import MEMBER, library, session_of, settled

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext

OPENINGS: Final = 9
MAX_MS: Final = 1_000
READY: Final = """async () => {
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
}"""
PAINTED: Final = """(selectors) => new Promise((done) => {
  const painted = () => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const shows = (selector) => {
    const found = document.querySelector(selector);
    return found && found.getClientRects().length;
  };
  const check = () => (selectors.every(shows) ? painted() : requestAnimationFrame(check));
  check();
})"""
"""Resolves to the milliseconds from asking for the page until each of the selectors is painted."""
PAGES: Final = (
    ("home", "/", ["[data-books] img[src]", "[data-when-card]", "[data-pages] li"]),
    ("library card", "/kartu/", ["main svg", ".notice-line"]),
    ("offline books", "/rak/", ["[data-books] img[src]"]),
)


def measure(figures: Figures, quick: bool) -> None:
    """Measures all pages and adds the figures."""
    times = 3 if quick else OPENINGS
    with library() as served:
        import django

        django.setup()
        session = session_of(MEMBER)
        settled()
        base = f"http://{served.host}:{served.port}"
        with _browser() as browser:
            context = browser.new_context(
                viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2, is_mobile=True
            )
            context.add_cookies([{"name": "rontal", "value": session, "url": base}])
            _visited(context, base)
            context.set_offline(True)
            for rate in (1, SLOW):
                for name, path, selectors in PAGES:
                    took = statistics.median(
                        _open(context, base + path, selectors, rate) for _ in range(times)
                    )
                    how = f"processor at 1/{rate}" if rate > 1 else "processor as it is"
                    figures.at_most(f"{name} without network, {how}", took, "ms", MAX_MS)
    figures.add("load of the machine at the end", os.getloadavg()[0], "")


def _visited(context: "BrowserContext", base: str) -> None:
    page = context.new_page()
    page.goto(f"{base}/koleksi/")
    page.evaluate(READY)
    for path in ("/koleksi/", "/kartu/"):
        page.goto(base + path)
        page.wait_for_timeout(1000)
    page.goto(f"{base}/rak/")
    page.locator("a[href$='/simpan/']").first.click()
    page.locator("[data-when=ask] input[type=checkbox]").check()
    page.locator("[data-when=ask] button").click()
    page.locator("[data-when=kept]").wait_for(timeout=60_000)
    page.close()


def _open(context: "BrowserContext", address: str, selectors: list[str], rate: int) -> float:
    page = context.new_page()
    try:
        client = context.new_cdp_session(page)
        client.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.goto(address, wait_until="commit")
        return float(page.evaluate(PAINTED, selectors))
    finally:
        page.close()


if __name__ == "__main__":
    main(measure, __doc__)
