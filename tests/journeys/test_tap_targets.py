"""Tests that touch targets are 48 px high and wide on every page of members; test_public_pages.py
tests the public ones by the same measure.

Exceptions, as in WCAG 2.5.5: links within a line of text (the display of such a link is `inline`,
which includes titles of books in lists), and sliders, which the browser draws.
"""

from typing import Any, Final

import pytest

from tests.support.journeys.home import reader_with_everything
from tests.support.journeys.reader import signed_in
from tests.support.journeys.tap_targets import small
from tests.support.journeys.visits import PHONE, Visit

pytestmark = pytest.mark.machine


MEMBERS: Final = (
    "/", "/rak/", "/rak/ingin/", "/rak/catatan/", "/rak/riwayat/", "/kartu/", "/akun/data/",
    "/akun/pemberitahuan/", "/akun/keamanan/", "/koleksi/", "/rak/tersimpan/", "/luring/menunggu/",
    "/akun/aplikasi/", "/akun/data/berhenti/",
)  # fmt: skip


def test_targets_of_the_pages_of_members(visit: Visit, live_server: Any) -> None:
    reader, reading = reader_with_everything()
    page = visit(viewport=PHONE, is_mobile=True, has_touch=True)
    signed_in(page, live_server, reader)
    title = f"/koleksi/{reading.title.slug}/"
    found = [line for path in (*MEMBERS, title) for line in small(page, live_server.url + path)]
    assert not found, "\n".join(found)
