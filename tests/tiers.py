"""Tiers of tests (docs/testing.md): `core` of `./test`, `whole` of `./test all`, `long` of
`./test long`; each holds the ones before it.

    @pytest.mark.core(seconds=5)   a journey that every change has to pass, with its duration
    @pytest.mark.whole             a quick test that takes too long for every change
    @pytest.mark.long("soak")      a test with a name of its own: ./test long soak

A test without such a mark is of the tier `whole` if it needs a browser or starts servers
(`journey`, `machine`), otherwise `core`. This plugin also gives each test its longest duration.
"""

import pytest

from tests import patience

TIERS = ("core", "whole", "long")
QUICK_SECONDS, SLOW_SECONDS = 60, 200
"""Longest durations on a quiet machine, of quick tests and of journeys and machines."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options: the largest tier that runs, and the names of the long tests."""
    parser.addoption("--tier", choices=TIERS, default="long", help="the largest tier that runs")
    parser.addoption("--only-long", metavar="NAMES", help="long tests alone; all or NAME,NAME")


def tier_of(item: pytest.Item) -> str:
    """Returns the tier of the mark that is nearest to the test, or that of its kind."""
    named = next((mark.name for mark in item.iter_markers() if mark.name in TIERS), None)
    return named or ("whole" if _is_slow(item) else "core")


def _is_slow(item: pytest.Item) -> bool:
    return any(item.get_closest_marker(kind) for kind in ("journey", "machine"))


def _is_chosen(item: pytest.Item, largest: str, only_long: str | None) -> bool:
    tier = tier_of(item)
    if only_long is None:
        return TIERS.index(tier) <= TIERS.index(largest)
    if tier != "long":
        return False
    mark = item.get_closest_marker("long")
    return only_long == "all" or bool(mark and set(mark.args) & set(only_long.split(",")))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the tests of larger tiers, and limits the duration of the others."""
    largest, only_long = config.getoption("--tier"), config.getoption("--only-long")
    chosen = [item for item in items if _is_chosen(item, largest, only_long)]
    rest = set(items) - set(chosen)
    config.hook.pytest_deselected(items=[item for item in items if item in rest])
    items[:] = chosen
    for item in items:
        if not item.get_closest_marker("timeout") and tier_of(item) != "long":
            longest = SLOW_SECONDS if _is_slow(item) else QUICK_SECONDS
            item.add_marker(pytest.mark.timeout(patience.seconds(longest)))
