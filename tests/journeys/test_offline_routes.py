"""No address shows an error page of the browser or of a proxy, whatever happens to the network."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern
from playwright.sync_api import Error, Page, expect

from tests.journeys import proxy as proxies
from tests.journeys.proxy import Proxy, Way
from tests.journeys.test_reading import signed_in
from tests.journeys.worker import ready, service_workers, stored, until
from tests.lending import factories as lending

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
BARE = (Way.BARE_404, Way.BARE_500, Way.BARE_502, Way.BARE_503)
MANY = 12  # each twelfth address is asked for with each of these errors, the others with one
OURS = {"Tidak ada koneksi", "Tersimpan di perangkat ini", "Menunggu dikirim"}


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


def test_each_route_has_a_page_of_ours_where_nothing_or_a_proxy_answers(
    page: Page, proxy: Proxy
) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    addresses = list(dict.fromkeys(routes()))
    assert len(addresses) > 250
    assert {"/", "/rak/", "/kartu/", "/meja/", "/koleksi/contoh/"} <= set(addresses)
    wrong = []
    for number, address in enumerate(addresses):
        all_of_them = number % MANY == 0
        for way in (Way.NOTHING, *(BARE if all_of_them else [BARE[number % len(BARE)]])):
            proxy.way = way
            wrong += [
                f"{way.name} {address}: {said}" for said in trouble(page, proxy.url + address)
            ]
    assert not wrong, "\n".join(wrong)


def trouble(page: Page, address: str) -> list[str]:
    """Returns what is wrong with the page at an address."""
    try:
        why, seen, title = shown(page, address)
    except Error as error:
        return [error.message[:100]]
    if seen or (why is not None and title.split(" · ")[0] in OURS):
        return []
    return [f"{title}, {why}"]


@pytest.mark.parametrize("address", ["/", "/privasi/", "/rak/", "/meja/", "/koleksi/", "/daftar/"])
def test_a_page_that_breaks_off_is_not_shown_in_half(
    page: Page, proxy: Proxy, address: str
) -> None:
    page.goto(f"{proxy.url}/masuk/")
    ready(page)
    proxy.way = Way.CUT
    _why, _seen, title = shown(page, proxy.url + address)
    assert title.split(" · ")[0] in OURS


def test_a_library_that_says_nothing_is_given_up(page: Page, proxy: Proxy) -> None:
    page.goto(f"{proxy.url}/")
    ready(page)
    page.goto(f"{proxy.url}/privasi/")
    until(page, lambda: "/privasi/" in [path for _name, path in stored(page)], "stored")
    proxy.way = Way.HANG
    page.context.set_default_navigation_timeout(40_000)
    _why, seen, _title = shown(page, f"{proxy.url}/privasi/")
    assert seen, "what was stored comes after three seconds"
    expect(page.get_by_text("Tidak ada koneksi: halaman ini")).to_be_visible()
    why, _seen, _title = shown(page, f"{proxy.url}/masuk/")
    assert why == "pelayan"


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
