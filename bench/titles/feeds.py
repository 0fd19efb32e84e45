"""OPDS feeds as reading apps get them: uncached, uncached with the password of an app, and cached.

Anonymous and signed-in requests for the same pages alternate on one server, so that other load on
the machine affects both; cached feeds are compared with a constant body of their size.
"""

import base64
from typing import TYPE_CHECKING

from bench import load_generator
from bench.figures import Figures
from bench.served_library import constant
from bench.titles.serving import Address, served

if TYPE_CHECKING:
    from bench.catalogue import Options

MIN_SHARE_WITH_PASSWORD = 0.8
MIN_CACHED_SHARE = 0.5
FRESH = {"HX-Request": "true"}  # a header for which no cached page is used
PACKED = {"Accept-Encoding": "br"}
PAGES = 100
VERSIONS = {"OPDS 1.2": "/opds/", "OPDS 2.0": "/opds/2/"}


def measure(figures: Figures, options: "Options") -> None:
    """Measures the feeds and adds the rows to `figures`."""
    seconds = 4.0 if options.quick else 16.0
    shown = FRESH | {"Authorization": _password()}
    with served() as address:
        for version, root in VERSIONS.items():
            paths = [f"{root}semua/?page={number}" for number in range(1, PAGES + 1)]
            fresh, own = _turns(address, paths, shown, seconds)
            figures.add(f"{version}, a page of 25, fresh", fresh, "/s")
            figures.add(f"{version}, a page of 25, fresh, with a password", own, "/s")
            figures.at_least(
                f"{version}: share with a password", own / fresh, "", MIN_SHARE_WITH_PASSWORD
            )
            _measure_cached(figures, address, version, paths[0], seconds / 4)


def _turns(
    address: Address, paths: list[str], shown: dict[str, str], seconds: float
) -> tuple[float, float]:
    """Returns the responses a second for a visitor and for an app, measured alternately."""
    messages = [
        [load_generator.request("127.0.0.1", path, headers) for path in paths]
        for headers in (FRESH, shown)
    ]
    sums = [0.0, 0.0]
    for turn in (0, 1, 0, 1, 1, 0, 1, 0):
        load_generator.run_many(address, messages[turn], seconds=0.2)
        sums[turn] += (
            load_generator.run_many(address, messages[turn], seconds=seconds / 8).per_second / 4
        )
    return sums[0], sums[1]


def _measure_cached(
    figures: Figures, address: Address, version: str, path: str, seconds: float
) -> None:
    """Measures a cached feed, as a share of a constant body of its size."""
    message = load_generator.request("127.0.0.1", path, PACKED)
    load_generator.run(address, message, seconds=0.5)
    cached = load_generator.run(address, message, seconds=seconds)
    with constant() as bare:
        body = load_generator.request("127.0.0.1", f"/?size={cached.size}")
        most = load_generator.run(bare, body, seconds=seconds)
    figures.add(f"{version}, a page of 25, kept", cached.per_second, "/s")
    figures.at_least(
        f"{version}, kept: share of a constant body of {cached.size} bytes",
        cached.per_second / most.per_second,
        "",
        MIN_CACHED_SHARE,
    )


def _password() -> str:
    """Returns the Authorization header of a member's app."""
    from rontal.accounts.reading_apps.services import make_password
    from rontal.core.actors import Actor
    from tests.support.membership import factories

    actor = Actor.person(factories.member().user_id)
    password = make_password(name="bench", actor=actor)[1]
    return "Basic " + base64.b64encode(f"siapa:{password}".encode()).decode()
