"""Tests of the Lighthouse scores of the most visited pages: accessibility, best practices and SEO.
The score for speed depends on the machine: bench/lighthouse.py.
"""

from typing import Final

import pytest

from bench import lighthouse

pytestmark = pytest.mark.machine

PAGES: Final = (
    "/", "/koleksi/", "/koleksi/menulis-di-daun/", "/daftar/", "/standar-pelayanan/", "/saran/",
    "/masuk/", "/pasang/",
)  # fmt: skip
SEARCH: Final = "/koleksi/?q=sawah"


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_left_to_mend(covered_library: str, path: str) -> None:
    report = lighthouse.audit(covered_library + path)
    assert not report.faults, "\n".join(report.faults)
    assert report.scores == dict.fromkeys(lighthouse.CERTAIN, 1.0)


def test_of_a_search_nothing_is_left_but_that_engines_shall_not_list_it(
    covered_library: str,
) -> None:
    report = lighthouse.audit(covered_library + SEARCH)
    assert [fault.split(":")[0] for fault in report.faults] == [lighthouse.UNLISTED]
    assert report.scores | {"seo": 1.0} == dict.fromkeys(lighthouse.CERTAIN, 1.0)
