"""The first visit of any public page stays within 60 kB over the wire."""

from pathlib import Path

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from lxml import html

BUDGET = 60_000
PACKED = (".woff2", ".png")
LOADED = "//link[@rel='stylesheet' or @rel='preload']/@href|//script/@src|//img/@src"

BUILT = Path(__file__).resolve().parents[2] / "build/assets/ui"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def built():
    assert BUILT.exists(), "build the assets first: node rontal/ui/build.mjs"


def wire_size(content: bytes, packed: bool = True) -> int:
    """Bytes on the wire, with 600 for each answer's headers."""
    return len(brotli.compress(content) if packed else content) + 600


def fetched(client: Client, address: str) -> bytes:
    """What a browser gets from an address of a page."""
    if not address.startswith(settings.STATIC_URL):
        response = client.get(address)
        assert response.status_code == 200, address
        return response.content
    path = finders.find(address.removeprefix(settings.STATIC_URL))
    assert path, f"{address} is not built"
    return Path(path).read_bytes()


@pytest.mark.parametrize(
    "page",
    [
        "/",
        "/koleksi/",
        "/koleksi/?q=air",
        "/standar-pelayanan/",
        "/privasi/",
        "/masuk/",
        "/daftar/",
    ],
)
def test_a_first_visit_fits(client: Client, page):
    content = client.get(page, follow=True).content
    total = wire_size(content)
    for address in set(html.document_fromstring(content).xpath(LOADED)):
        total += wire_size(fetched(client, address), packed=not address.endswith(PACKED))
    assert total <= BUDGET, f"{page}: {total} bytes"
