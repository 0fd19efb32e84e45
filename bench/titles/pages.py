"""Pages of the catalogue as a browser gets them: uncached from the database, and from the cache.

Served by the same server as `rontal serve`, compared with bare Django with a constant body of the
same size and with bare Django on the same database: a slower machine is slower for all. An uncached
page is requested with a header for which no cached page is used (`HX-Request`), so that one server
gives both; every request asks for another title or other words.
"""

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bench import load_generator
from bench.figures import Figures
from bench.served_library import bare, constant
from bench.titles.serving import Address, served

if TYPE_CHECKING:
    from bench.catalogue import Options

MIN_TITLES = 1_000
MIN_SEARCHES = 400
MIN_SHARE = 0.5
BARE_TITLES = 1_700
"""Responses a second of bare Django with one statement, on the machine where the budget was set."""
FRESH = {"HX-Request": "true"}
PACKED = {"Accept-Encoding": "br"}


def measure(figures: Figures, options: "Options") -> None:
    """Measures the pages and adds the rows to `figures`."""
    seconds = 3.0 if options.quick else 10.0
    titles, words = _titles(), _words()
    signed_in = {"Cookie": f"rontal={_session()}", **FRESH}
    with served() as address:
        shown = [f"/koleksi/{slug}/" for slug in titles]
        searched = [f"/koleksi/?q={word}" for word in words]
        fresh = _rate(address, shown, FRESH, seconds)
        figures.at_least("title page, fresh", fresh, "/s", MIN_TITLES)
        own = _rate(address, shown, signed_in, seconds)
        figures.at_least("title page, signed in", own, "/s", MIN_TITLES)
        fresh_rate = _rate(address, searched, FRESH, seconds)
        figures.at_least("search page of 20 with filters, fresh", fresh_rate, "/s", MIN_SEARCHES)
        figures.add("front of the collection, fresh", _rate(address, ["/koleksi/"], FRESH, 2), "/s")
        _compare_with_bare_django(figures, titles, {"title page": fresh, "signed in": own}, seconds)
        people = _rate(address, [f"/koleksi/subjek/{pk}-x/" for pk in (1,)], FRESH, 1)
        figures.add("address with a wrong name, sent on", people, "/s")
        _measure_cached(figures, address, shown[0], searched[0], seconds)


def _compare_with_bare_django(
    figures: Figures, titles: list[str], shown: dict[str, float], seconds: float
) -> None:
    """Compares uncached pages with bare Django; the required share comes from the budget."""
    with bare() as address:
        one = _rate(address, [f"/satu/{slug}/" for slug in titles], {}, seconds)
        starts = range(1, 40 * len(titles), 40)
        many = _rate(address, [f"/daftar/?mulai={pk}" for pk in starts], {}, seconds)
    figures.add("bare Django, one statement and a small template", one, "/s")
    figures.add("bare Django, a list of 20", many, "/s")
    for name, rate in shown.items():
        share, least = rate / one, MIN_TITLES / BARE_TITLES
        figures.at_least(f"{name}: share of bare Django's one", share, "", round(least, 3))


def _measure_cached(
    figures: Figures, address: Address, shown: str, searched: str, seconds: float
) -> None:
    """Measures cached pages, as a share of constant bodies of their size."""
    for name, path in (("title page", shown), ("search page", searched), ("shelves", "/koleksi/")):
        message = load_generator.request("127.0.0.1", path, PACKED)
        load_generator.run(address, message, seconds=0.5)
        cached = load_generator.run(address, message, seconds=seconds / 2)
        with constant() as bare:
            body = load_generator.request("127.0.0.1", f"/?size={cached.size}")
            most = load_generator.run(bare, body, seconds=seconds / 2)
        figures.add(f"{name}, kept", cached.per_second, "/s")
        figures.at_least(
            f"{name}, kept: share of a constant body of {cached.size} bytes",
            cached.per_second / most.per_second, "", MIN_SHARE,
        )  # fmt: skip


def _rate(address: Address, paths: Sequence[str], headers: dict[str, str], seconds: float) -> float:
    messages = [load_generator.request("127.0.0.1", path, headers) for path in paths]
    load_generator.run_many(address, messages, seconds=min(1.0, seconds / 3))
    return load_generator.run_many(address, messages, seconds=seconds).per_second


def _titles() -> list[str]:
    from rontal.catalogue.models import Title

    slugs = list(Title.objects.filter(state="public").values_list("slug", flat=True)[:50_000])
    return random.Random(5).sample(slugs, min(2_000, len(slugs)))  # noqa: S311


def _words() -> list[str]:
    """Returns words of titles, frequent words as often as they occur."""
    from rontal.catalogue.models import Title

    names = Title.objects.filter(state="public").values_list("sort_title", flat=True)[:20_000]
    words = [word for name in names for word in name.split() if len(word) > 3]
    return random.Random(5).sample(words, min(1_000, len(words)))  # noqa: S311


def _session() -> str:
    """Returns the session key of a signed-in member."""
    from django.test import Client

    from rontal.accounts.models import User
    from tests.support.membership import factories

    client = Client()
    client.force_login(User.objects.get(pk=factories.member().user_id))
    return client.cookies["rontal"].value
