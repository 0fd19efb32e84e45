"""Opening a long novel and turning its pages, in Chromium with a phone's screen.

The library is served as `./run` does it; the browser runs on the same machine. The novel is
generated: 1.5 MB of text in forty chapters, and the server has its files in memory. Measured are
the time from the navigation to the reader until the first page of text is painted, with an empty
cache and with the library's scripts and style sheets in the cache, and the time from a key until
the next page is painted; at full processor speed and at a quarter of it.
"""

import os
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from bench import browser as chromium
from bench import generated_novel
from bench.figures import Figures, main
from bench.served_library import MEMBER, Served, library, session_of, settled

if TYPE_CHECKING:
    from playwright.sync_api import Browser, CDPSession, Page

WIDTH, HEIGHT = 360, 740
SLOW: Final = 4
FIRST_MS: Final = 1_000
TURN_MS: Final = 100
OPENINGS, TURNS, CHAPTERS = 5, 30, 10
WATCH: Final = """() => {
  const view = () => document.querySelector("foliate-paginator");
  const painted = (done) => requestAnimationFrame(() => setTimeout(() => done(performance.now())));
  const bench = (window.bench = { turns: [] });
  bench.opened = new Promise((done) => {
    const check = () => {
      const [page] = view() ? view().getContents() : [];
      const shown = page && page.doc && page.doc.body && page.doc.body.innerText.length > 100;
      const ready = shown && document.querySelector("[data-wait]").hidden;
      if (ready) painted(done);
      else requestAnimationFrame(check);
    };
    document.addEventListener("DOMContentLoaded", check);
  });
  bench.watch = () => {
    let pressed = 0;
    document.addEventListener("keydown", (event) => (pressed = event.timeStamp), true);
    view().addEventListener("relocate", () => {
      const from = pressed;
      pressed = 0;
      if (from) painted((at) => bench.turns.push(at - from));
    });
  };
}"""


def measure(figures: Figures, quick: bool) -> None:
    """Measures opening and turning, and adds the figures."""
    openings = 3 if quick else OPENINGS
    with library() as served:
        import django

        django.setup()
        loan, session = _loan(), session_of(MEMBER)
        settled()
        with _browser() as browser:  # no queries inside: Django refuses them in the event loop
            visits = Visits(served, browser, loan, session)
            visits.open(1)  # so that the server has the book in memory
            for rate in (1, SLOW):
                _opening(figures, visits, rate, openings)
            for rate in (1, SLOW):
                _turning(figures, visits, rate)
            for kind, size in visits.bytes_of_first().items():
                figures.add(f"first visit, {kind} over the wire", size / 1000, "kB")
    figures.add("load of the machine at the end", os.getloadavg()[0], "")


class Visits:
    """Visits to the reader of one loan, each in a new browser context of the member."""

    def __init__(self, served: Served, browser: "Browser", loan_id: int, session: str) -> None:
        self._browser = browser
        self._base = f"http://{served.host}:{served.port}"
        self._address = f"{self._base}/baca/{loan_id}/"
        self._session = session

    def open(self, rate: int, *, again: bool = False) -> float:
        """Returns milliseconds until the first page is painted; `again` with a warm cache."""
        with self._page(rate) as (page, _client):
            if again:
                self._painted(page)
            return self._painted(page)

    def turn(self, rate: int, turns: int, chapters: int) -> tuple[list[float], list[float]]:
        """Returns milliseconds of turns within a chapter, and of turns into the next one."""
        with self._page(rate) as (page, _client):
            self._painted(page)
            page.evaluate("bench.watch()")
            inside = [self._press(page, "ArrowRight") for _ in range(turns)]
            onward = []
            for _chapter in range(chapters):
                page.evaluate("document.querySelector('foliate-paginator').nextSection()")
                page.wait_for_timeout(400)
                self._press(page, "ArrowLeft")
                page.wait_for_timeout(400)
                onward.append(self._press(page, "ArrowRight"))
        return inside, onward

    def bytes_of_first(self) -> dict[str, float]:
        """Returns the bytes of a first visit over the network, by kind."""
        with self._page(1) as (page, client):
            kinds: dict[str, str] = {}
            sizes: dict[str, float] = {}
            client.on(
                "Network.responseReceived", lambda e: kinds.update({e["requestId"]: e["type"]})
            )
            client.on(
                "Network.loadingFinished",
                lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}),
            )
            client.send("Network.enable")
            self._painted(page)
            page.wait_for_timeout(500)
        scripts = sum(size for one, size in sizes.items() if kinds.get(one) == "Script")
        return {"script": scripts, "all": sum(sizes.values())}

    @contextmanager
    def _page(self, rate: int) -> "Iterator[tuple[Page, CDPSession]]":
        context = self._browser.new_context(
            viewport={"width": WIDTH, "height": HEIGHT},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
        )
        context.add_cookies([{"name": "rontal", "value": self._session, "url": self._base}])
        context.add_init_script(f"if (top === self) ({WATCH})()")
        try:
            page = context.new_page()
            client = context.new_cdp_session(page)
            client.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            yield page, client
        finally:
            context.close()

    def _painted(self, page: "Page") -> float:
        page.goto(self._address, wait_until="commit")
        return float(page.evaluate("bench.opened"))

    def _press(self, page: "Page", key: str) -> float:
        """Returns milliseconds from the key to the paint; then waits 200 ms, like a fast reader."""
        before = page.evaluate("bench.turns.length")
        page.keyboard.press(key)
        page.wait_for_function("before => bench.turns.length > before", arg=before)
        page.wait_for_timeout(200)
        return float(page.evaluate("bench.turns.at(-1)"))


def _opening(figures: Figures, visits: Visits, rate: int, times: int) -> None:
    how = f"processor at 1/{rate}" if rate > 1 else "processor as it is"
    cold = statistics.median(visits.open(rate) for _ in range(times))
    warm = statistics.median(visits.open(rate, again=True) for _ in range(times))
    for name, took in (("empty cache", cold), ("script cached", warm)):
        figure = f"first page, {name}, {how}, median"
        if rate == 1:
            figures.at_most(figure, took, "ms", FIRST_MS)
        else:
            figures.add(figure, took, "ms")


def _turning(figures: Figures, visits: Visits, rate: int) -> None:
    how = f"processor at 1/{rate}" if rate > 1 else "processor as it is"
    inside, onward = visits.turn(rate, TURNS, CHAPTERS)
    figures.at_most(f"next page, {how}, median", statistics.median(inside), "ms", TURN_MS)
    figures.add(f"next page, {how}, 95 of 100", statistics.quantiles(inside, n=20)[-1], "ms")
    figures.add(f"next chapter, {how}, median", statistics.median(onward), "ms")


@contextmanager
def _browser() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.EXECUTABLE,
            args=chromium.ARGUMENTS,
        )
        try:
            yield browser
        finally:
            browser.close()


def _loan() -> int:
    """Imports the novel and lends it to the member; returns the id of the loan."""
    from rontal.accounts.models import User
    from rontal.catalogue.services import import_files
    from rontal.core.actors import Actor
    from rontal.lending import services

    system = Actor.system("bench")
    with TemporaryDirectory(prefix="rontal-bench-") as folder:
        path = Path(folder) / "novel.epub"
        generated_novel.write(path)
        title = import_files(paths=[path], actor=system)[0].title_id
    assert title is not None, "the novel is taken in"
    services.grant_licence(title_id=title, copies=1, actor=system)
    actor = Actor.person(User.objects.get(email=MEMBER).pk)
    return services.borrow(title_id=title, actor=actor).pk


if __name__ == "__main__":
    main(measure, __doc__)
