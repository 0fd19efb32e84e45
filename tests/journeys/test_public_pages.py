"""Tests of every public page of a library as `./run` serves it, whose titles all have covers as
heavy as real ones: bytes over the wire, covers, touch targets, and the scores of Lighthouse. They
are in one file, so that the library is loaded once.

What is counted, and how: bench/page_weight.py, docs/adr/0030-weight-of-pages.md.
"""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser

from bench import library_with_covers, lighthouse, page_weight, public_pages
from records.covers import WIDTHS
from tests.support.journeys.page_weight import NO_FIRST_VISIT
from tests.support.journeys.tap_targets import small
from tests.support.journeys.visits import PHONE, Visit

pytestmark = pytest.mark.machine


@pytest.fixture(scope="module")
def covered_library() -> Iterator[str]:
    """Serves a library as `./run` does, whose titles all have covers; yields its address."""
    with library_with_covers.library() as address:
        yield address


def test_every_public_page_is_light(browser: Browser, covered_library: str) -> None:
    pages = public_pages.found(covered_library)
    names = {name for name, _pattern in public_pages.routes()}
    left_out = names - pages.keys() - public_pages.NO_PAGES - NO_FIRST_VISIT
    assert not left_out, f"no link leads to a page of {sorted(left_out)}"
    weights = [
        page_weight.weigh(browser, covered_library, one) for all_ in pages.values() for one in all_
    ]
    shown = max(weights, key=lambda one: one.whole)
    assert any("/koleksi/sampul/" in one.address for one in shown.resources), "no covers were shown"
    faults = [fault for one in weights for fault in one.faults()]
    assert not faults, "\n".join(faults)


SLOTS: Final = """() => [...document.images].filter((one) => one.currentSrc && one.naturalWidth
  && one.currentSrc.includes("/koleksi/sampul/")).map((one) => ({
    slot: one.getBoundingClientRect().width * devicePixelRatio,
    came: Number(one.currentSrc.match(/-(\\d+)\\.webp$/)[1]),
  }))"""
MOVED: Final = """window.moved = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.moved += one.value)))
  .observe({ type: "layout-shift", buffered: true });"""
PHONE_AND_DESK: Final = (({"width": 360, "height": 740}, 2), ({"width": 1440, "height": 900}, 2))


@pytest.mark.parametrize(("screen", "density"), PHONE_AND_DESK)
def test_covers_come_as_wide_as_their_slots_and_move_nothing(
    visit: Visit, covered_library: str, screen: dict[str, int], density: int
) -> None:
    lists = public_pages.found(covered_library)
    names = ("home", "collection", "subject", "series", "agent", "similar", "title", "register")
    wrong, seen = [], 0
    for path in [path for name in names for path in lists[name]]:
        page = visit(viewport=screen, device_scale_factor=density)
        page.add_init_script(MOVED)
        page.goto(covered_library + path, wait_until="networkidle")
        for cover in page.evaluate(SLOTS):
            seen += 1
            fitting = [one for one in WIDTHS if one >= cover["slot"] - 1] or [max(WIDTHS)]
            if cover["came"] != min(fitting):
                wrong.append(f"{path}: {cover}")
        assert page.evaluate("moved") < 0.001, path  # a pixel of rounding is no move
    assert seen > 20
    assert not wrong, "\n".join(wrong)


def test_targets_of_public_pages(visit: Visit, covered_library: str) -> None:
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True)
    pages = public_pages.found(covered_library)
    paths = [
        path for name, all_ in pages.items() if name not in public_pages.NO_PAGES for path in all_
    ]
    assert len(paths) > 25
    found = [line for path in paths for line in small(page, covered_library + path)]
    assert not found, "\n".join(found)


PAGES: Final = (
    "/", "/koleksi/", "/koleksi/menulis-di-daun/", "/daftar/", "/standar-pelayanan/", "/saran/",
    "/masuk/", "/pasang/",
)  # fmt: skip
SEARCH: Final = "/koleksi/?q=sawah"


@pytest.mark.long("lighthouse")
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_left_to_mend(covered_library: str, path: str) -> None:
    report = lighthouse.audit(covered_library + path)
    assert not report.faults, "\n".join(report.faults)
    assert report.scores == dict.fromkeys(lighthouse.CERTAIN, 1.0)


@pytest.mark.long("lighthouse")
def test_of_a_search_nothing_is_left_but_that_engines_shall_not_list_it(
    covered_library: str,
) -> None:
    report = lighthouse.audit(covered_library + SEARCH)
    assert [fault.split(":")[0] for fault in report.faults] == [lighthouse.UNLISTED]
    assert report.scores | {"seo": 1.0} == dict.fromkeys(lighthouse.CERTAIN, 1.0)
