"""No address shows an error page of the browser or of a proxy, whatever happens to the network."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from playwright.sync_api import Error, Page, expect

from tests.support.journeys import proxy as proxies
from tests.support.journeys.proxy import Proxy, Way
from tests.support.journeys.reader import signed_in
from tests.support.journeys.worker import ready, service_workers, stored, until
from tests.support.lending import factories as lending

__all__ = ["service_workers"]
SAMPLES = {
    "int": "7",
    "slug": "contoh",
    "str": "contoh",
    "path": "contoh/isi.xhtml",
    "uuid": "8d3c1c4e-5b0f-4a62-9d3f-0a8f0f6f0f6f",
}
WHY = (
    "[document.documentElement.dataset.why, document.documentElement.dataset.seen, document.title]"
)
STORED_AT = """caches.match("/privasi/", { ignoreVary: true })
  .then((found) => found.headers.get("rontal-seen"))"""
WAYS = (Way.NOTHING, Way.BARE_502)
OTHER_STATUSES = (Way.BARE_404, Way.BARE_500, Way.BARE_503)
"""The service worker looks at whether a page is the library's own, not at its status: these
are tried on the first route of each area.
"""
WINDOWS = 6
STORED = {"/privasi/", "/koleksi/", "/kartu/"}
OURS = {"Tidak ada koneksi", "Tersimpan di perangkat ini", "Menunggu dikirim"}
FACTS = """({ document, performance }) => {
  const { why, seen } = document.documentElement.dataset;
  const [{ responseStatus }] = performance.getEntriesByType("navigation");
  const heading = document.querySelector("main :not([hidden]) > h1");
  const name = heading ? heading.textContent : "";
  return [responseStatus, why || "", seen || "", document.title, name];
}"""
"""Status of the page, why and since when it is shown in place of another, title, heading."""
WALK = """async ({ addresses, windows }) => {
  const left = [...addresses], found = [];
  const facts = FACTS;
  const rest = () => new Promise((done) => setTimeout(done, 4));
  const visit = async (child, address) => {
    const before = child.document, until = Date.now() + 30000;
    child.location.replace(address);
    while (Date.now() < until) {
      await rest();
      const page = child.document; // throws where it is no page of this origin
      if (page === before || (page.readyState === "loading" && !page.querySelector("h1"))) continue;
      return [address, ...facts(child)];
    }
    return [address, 0];
  };
  const walk = async () => {
    let child = open("about:blank");
    while (left.length) {
      const address = left.shift();
      try {
        found.push(await visit(child, address));
      } catch {
        found.push([address, 0]);
        child.close();
        child = open("about:blank");
      }
    }
    child.close();
  };
  await Promise.all(Array.from({ length: windows }, walk));
  return found;
}""".replace("FACTS", FACTS)
"""Goes to each address in windows beside the page, which it can look into where they show a page of
its origin; status 0 where they do not: an error page of the browser, or one behind a redirect,
which begins a new group of windows."""


@pytest.fixture
def proxy(live_server: Any) -> Iterator[Proxy]:
    """A proxy in front of the library."""
    yield from proxies.running(live_server)


def sample(pattern: Any) -> str:
    """An address that the pattern matches."""
    if isinstance(pattern, RegexPattern):
        return "sandi/baru/1-set-password/"
    text = str(pattern)
    for name, converter in pattern.converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        given = SAMPLES["str" if kind == "string" else kind]
        text = text.replace(f"<{kind}:{name}>", given).replace(f"<str:{name}>", given)
        text = text.replace(f"<{name}>", given)
    return text


def routes(patterns: Any = None, start: str = "/") -> Iterator[str]:
    """One address for each route of the URLconf."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, start + sample(one.pattern))
        elif isinstance(one, URLPattern):
            yield start + sample(one.pattern)


def shown(page: Page, address: str) -> list[Any]:
    """Why the page at an address is shown instead, when it was stored, and its title."""
    page.goto(address, wait_until="domcontentloaded")
    found: list[Any] = page.evaluate(WHY)
    return found


def walked(page: Page, base: str, addresses: list[str]) -> list[list[Any]]:
    """Returns what the browser shows at each address: the address, then FACTS."""
    given = {"addresses": addresses, "windows": WINDOWS}
    found: list[list[Any]] = page.evaluate(WALK, given)
    assert sorted(one[0] for one in found) == sorted(addresses)
    other = page.context.new_page()
    again = [one if one[1] else [one[0], *opened(other, base + one[0])] for one in found]
    other.close()
    return again


def opened(page: Page, address: str) -> list[Any]:
    """Returns FACTS of the page at an address; status 0 where the browser shows its own."""
    try:
        page.goto(address, wait_until="domcontentloaded")
        found: list[Any] = page.evaluate(f"({FACTS})(window)")
    except Error as error:
        return [0, "", "", error.message[:100], ""]
    return found


def trouble(way: Way, found: list[Any]) -> str:
    """Returns what is wrong with a page that was shown while the library could not be reached."""
    address, status, why, seen, title, heading = found
    fine = status == 200 and heading
    if seen:
        fine = fine and address in STORED
    else:
        other = "pelayan" if way is Way.NOTHING else "luring"
        fine = fine and title.split(" · ")[0] in OURS and why != other
    return "" if fine else f"{way.name} {found}"


@pytest.mark.parametrize("who", ["visitor", "member"])
def test_each_route_has_a_page_of_ours_where_nothing_or_a_proxy_answers(
    page: Page, proxy: Proxy, who: str
) -> None:
    addresses = [*dict.fromkeys(routes()), "/tidak/ada/", "/static/tidak-ada.css"]
    assert len(addresses) > 250
    assert {"/", "/rak/", "/kartu/", "/meja/", "/koleksi/contoh/"} <= set(addresses)
    if who == "member":
        signed_in(page, proxy, lending.borrower())
    page.goto(f"{proxy.url}/privasi/")
    ready(page)
    stores = STORED if who == "member" else STORED - {"/kartu/"}
    for address in stores:
        page.goto(f"{proxy.url}{address}")
        until(page, lambda: address in [path for _, path in stored(page)], "stored")  # noqa: B023
    wrong = []
    for way in WAYS:
        proxy.way = way
        found = walked(page, proxy.url, addresses)
        assert {one[0] for one in found if one[3]} == stores, "opened from the store"
        wrong += [said for one in found if (said := trouble(way, one))]
    for way in OTHER_STATUSES:
        proxy.way = way
        found = walked(page, proxy.url, list(areas(addresses)))
        wrong += [said for one in found if (said := trouble(way, one))]
    assert not wrong, "\n".join(wrong)


def areas(addresses: list[str]) -> Iterator[str]:
    """Yields the first address with each first part of a path."""
    first_parts = {address.split("/")[1]: address for address in reversed(addresses)}
    yield from first_parts.values()


@pytest.mark.parametrize("way", [Way.NOTHING, Way.BARE_404, Way.BARE_502])
def test_an_error_page_would_be_noticed(page: Page, proxy: Proxy, way: Way) -> None:
    page.goto(f"{proxy.url}/privasi/")
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then((one) => one.unregister())")
    page.goto(f"{proxy.url}/privasi/")
    proxy.way = way
    (found,) = walked(page, proxy.url, ["/rak/"])
    assert trouble(way, found)


@pytest.mark.parametrize("way", proxies.CUTS)
@pytest.mark.parametrize("address", ["/", "/privasi/", "/rak/", "/meja/", "/koleksi/", "/daftar/"])
def test_a_page_that_breaks_off_is_not_shown_in_half(
    page: Page, proxy: Proxy, address: str, way: Way
) -> None:
    page.goto(f"{proxy.url}/masuk/")
    ready(page)
    proxy.way = way
    _why, _seen, title = shown(page, proxy.url + address)
    assert title.split(" · ")[0] in OURS


def test_a_library_that_says_nothing_is_given_up_after_three_seconds(
    page: Page, proxy: Proxy
) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    page.goto(f"{proxy.url}/privasi/")
    until(page, lambda: "/privasi/" in [path for _name, path in stored(page)], "stored")
    proxy.way = Way.HELD
    _why, seen, _title = shown(page, f"{proxy.url}/privasi/")
    waited = proxy.since(b"GET /privasi/")
    assert seen, "what was stored is shown in place of the library's page"
    assert 2.5 < waited < 12, "three seconds, and the time that a busy machine takes to show it"
    expect(page.get_by_text("Tidak ada koneksi: halaman ini")).to_be_visible()
    proxy.released.set()
    until(page, lambda: page.evaluate(STORED_AT) > seen, "the late answer is stored")


def test_a_library_that_says_nothing_is_given_up_where_nothing_is_stored(
    page: Page, proxy: Proxy
) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    proxy.way = Way.HANG
    page.context.set_default_navigation_timeout(60_000)
    why, _seen, _title = shown(page, f"{proxy.url}/masuk/")
    assert why == "pelayan"
    assert 18 < proxy.since(b"GET /masuk/") < 40, "twenty seconds"


def test_pages_of_ours_that_say_what_is_wrong_pass_through(page: Page, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    page.goto(f"{proxy.url}/koleksi/tidak-ada/")
    expect(page.locator("h1")).to_have_text("Tidak ada apa-apa di sini untuk Anda")
    person = lending.borrower()
    signed_in(page, proxy, person)
    page.goto(f"{proxy.url}/meja/")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate(WHY)[0] is None


def test_an_empty_answer_to_a_visit_is_a_page_of_ours(page: Page, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    why, _seen, _title = shown(page, f"{proxy.url}/tampilan/")
    assert why == "pelayan", "405 without a body would be the browser's own page"
