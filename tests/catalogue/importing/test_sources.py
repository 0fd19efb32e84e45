"""Records of other libraries, fetched over real HTTP."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from records.record import Record
from rontal.catalogue.importing.errors import SourceAway, SourceForbidden, SourceUnreadable
from rontal.catalogue.importing.sources import fetching, search
from rontal.catalogue.importing.sources.fetching import fetch
from rontal.catalogue.models import Title
from rontal.core.profile import Protocol, Target
from tests.support.catalogue.importing.factories import ISBN, imported

MARC = """<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 a 4500</leader>
<controlfield tag="001">77</controlfield><datafield tag="245" ind1="0" ind2="0">
<subfield code="a">Babad Mengwi</subfield></datafield></record>"""
DC = f"""<dc xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Subak</dc:title>
<dc:creator>Sutawan, Nyoman</dc:creator><dc:date>1999</dc:date>
<dc:identifier>ISBN {ISBN}</dc:identifier></dc>"""
SRU = (
    '<searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>2'
    "</numberOfRecords><records>"
    f"<record><recordData>{MARC}</recordData></record>"
    f"<record><recordData>{DC}</recordData></record></records></searchRetrieveResponse>"
)
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title><entry><title>Edensor</title>'
    "<author><name>Andrea Hirata</name></author><contributor><name>Max Lane</name></contributor>"
    '<Series xmlns="http://schema.org/" name="Laskar Pelangi" position="3"/></entry></feed>'
)
JSON = json.dumps(
    {
        "publications": [
            {
                "metadata": {
                    "title": "Cantik Itu Luka",
                    "author": {"name": "Eka"},
                    "translator": [{"name": "Annie Tucker", "sortAs": "Tucker, Annie"}],
                    "published": "2002-01-01",
                    "belongsTo": {"series": {"name": "Sastra", "position": 2.0}},
                }
            },
            {"metadata": {"title": "Lelaki Harimau", "belongsTo": {"series": "Sastra"}}},
        ]
    }
)
PAGES = {
    "/sru": SRU, "/atom": ATOM, "/json": JSON, "/no": "<html/>", "/big": "x" * 11_000_000,
    "/bomb": '<!DOCTYPE a [<!ENTITY b "c">]><feed>&b;</feed>',
}  # fmt: skip


class Library(BaseHTTPRequestHandler):
    """HTTP server of another library."""

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.send_response(302 if path == "/loop" else 200 if path in PAGES else 404)
        if path == "/loop":
            self.send_header("Location", "/loop")
        self.end_headers()
        self.wfile.write(PAGES.get(path, "").encode())

    def log_message(self, *_words: object) -> None:
        """Suppresses the log."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Library)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def records(protocol: Protocol, address: str) -> list[Record]:
    return search(Target("Lain", protocol, address, private=True), "apa saja")


def fetched_titles(protocol: Protocol, address: str) -> list[str]:
    return [record.title for record in records(protocol, address)]


def test_sru_returns_marc_and_dublin_core(base: str) -> None:
    assert fetched_titles(Protocol.SRU, f"{base}/sru") == ["Babad Mengwi", "Subak"]


def test_people_and_series_of_both_versions_of_opds_are_read(base: str) -> None:
    (edensor,) = records(Protocol.OPDS, f"{base}/atom")
    assert (edensor.title, edensor.series, edensor.series_number) == (
        "Edensor",
        "Laskar Pelangi",
        "3",
    )
    assert [(one.name, one.role) for one in edensor.credits] == [
        ("Andrea Hirata", "aut"),
        ("Max Lane", "ctb"),
    ]
    cantik, lelaki = records(Protocol.OPDS, f"{base}/json")
    assert (cantik.series, cantik.series_number, cantik.year) == ("Sastra", "2", 2002)
    assert [(one.sort_name, one.role) for one in cantik.credits] == [
        ("Eka", "aut"),
        ("Tucker, Annie", "trl"),
    ]
    assert (lelaki.series, lelaki.series_number) == ("Sastra", "")


@pytest.mark.django_db
def test_copied_record_is_imported_like_any_other(base: str) -> None:
    target = Target("Lain", Protocol.SRU, f"{base}/sru", private=True)
    run = imported(search(target, ISBN))
    assert run.counts == {"new": 2}
    assert Title.objects.get(title="Subak").year == 1999


@pytest.mark.parametrize("path", ["/no", "/bomb"])
def test_invalid_response_is_reported(base: str, path: str) -> None:
    for protocol in Protocol:
        with pytest.raises(SourceUnreadable):
            fetched_titles(protocol, base + path)


@pytest.mark.parametrize("path", ["/loop", "/missing", "/big"])
def test_endless_and_missing_responses_end(base: str, path: str) -> None:
    with pytest.raises(SourceAway):
        fetch(base + path, private=True)


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd", "ftp://example.org/", "http://127.0.0.1/", "http://[::1]/",
        "http://10.0.0.1/", "http://169.254.169.254/latest", "http://[::ffff:127.0.0.1]/",
        "http://localhost/", "http://a:b@example.org/", "http://0.0.0.0/", "http:///x", "",
        "http://127.0.0.1/\r\nX: y", "http://x:99999/", "http://[64:ff9b::a00:1]/",
        "http://[64:ff9b:1::a00:1]/", "http://[2002:a00:1::]/", "http://[2001::f5ff:fffe]/",
    ],
)  # fmt: skip
def test_addresses_of_the_own_network_are_not_requested(address: str) -> None:
    with pytest.raises(SourceForbidden):
        fetch(address)


def dripping(listener: socket.socket, sent: list[bytes]) -> None:
    """Answers a request with a header that has no end, a byte at a time."""
    line, _address = listener.accept()
    with line, suppress(OSError):
        line.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _turn in range(600):
            line.sendall(b"a")
            sent.append(b"a")
            time.sleep(0.05)


@pytest.mark.whole
def test_slow_headers_count_into_the_time_of_a_fetch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.5)
    sent: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = threading.Thread(target=dripping, args=(listener, sent), daemon=True)
        server.start()
        with pytest.raises(SourceAway):
            fetch(f"http://127.0.0.1:{listener.getsockname()[1]}/", private=True)
        server.join()
    assert len(sent) < 600
