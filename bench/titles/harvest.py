"""A client harvests the whole collection over HTTP, as Indonesia OneSearch would.

The first client is lxml over one persistent connection; the second is sickle, which most harvesters
in Python use: it opens a connection for each page and parses every record itself, so that only the
time until a page has arrived is the server's. Server, database and client share the machine's
cores. Every identifier is checked: none may be missing or occur twice.
"""

import gzip
import os
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import quote

import sickle
from lxml import etree
from sickle.response import OAIResponse

from bench import served_library
from bench.figures import Figures

if TYPE_CHECKING:
    from bench.catalogue import Options

OAI = "{http://www.openarchives.org/OAI/2.0/}"
BUDGET = 8_000
SETTLED_SECONDS = 6


def measure(figures: Figures, options: "Options") -> None:
    """Measures both clients and adds the rows to `figures`."""
    from rontal.catalogue.models import Title

    expected = Title.objects.exclude(state="draft").count()
    time.sleep(SETTLED_SECONDS)  # the newest seconds are not listed yet
    port = served_library.free_port()
    os.environ["RONTAL_PORT"] = str(port)
    with served_library.running([sys.executable, "-m", "rontal.config.web"], ("127.0.0.1", port)):
        client = HTTPConnection("127.0.0.1", port, timeout=60)
        _harvest(client, "ListIdentifiers", "oai_dc", most=1)
        for verb, prefix in [
            ("ListRecords", "oai_dc"), ("ListRecords", "marcxml"), ("ListIdentifiers", "oai_dc"),
        ]:  # fmt: skip
            start = time.perf_counter()
            identifiers = _harvest(client, verb, prefix)
            speed = len(identifiers) / (time.perf_counter() - start)
            name = f"{verb} {prefix}, {options.size:,} titles, one client"
            if prefix == "oai_dc":
                figures.at_least(name, speed, "records/s", BUDGET)
            else:
                figures.add(name, speed, "records/s")
            _check_harvest(figures, f"{verb} {prefix}", identifiers, expected)
        _by_sickle(figures, f"http://127.0.0.1:{port}/oai", expected)


class TimedSickle(sickle.Sickle):  # type: ignore[misc]
    """Sickle that sums up the seconds until responses had arrived and were decompressed."""

    waited = 0.0

    def harvest(self, **arguments: str) -> OAIResponse:
        """Makes one request and receives the whole response, before it is parsed."""
        start = time.perf_counter()
        try:
            return super().harvest(**arguments)
        finally:
            self.waited += time.perf_counter() - start


def _by_sickle(figures: Figures, address: str, expected: int) -> None:
    client = TimedSickle(address, timeout=60)
    start = time.perf_counter()
    records = client.ListRecords(metadataPrefix="oai_dc")
    identifiers = [record.header.identifier for record in records]
    seconds = time.perf_counter() - start
    figures.add("sickle: ListRecords oai_dc, all records", len(identifiers), "records")
    figures.add("sickle: records a second, the client's own work included",
                len(identifiers) / seconds, "records/s")  # fmt: skip
    figures.add("sickle: records a second of waiting for the server",
                len(identifiers) / client.waited, "records/s")  # fmt: skip
    figures.add("sickle: the server's share of the time", client.waited / seconds * 100, "%")
    _check_harvest(figures, "sickle", identifiers, expected)


def _check_harvest(figures: Figures, name: str, identifiers: list[str], expected: int) -> None:
    if len(identifiers) != expected or len(set(identifiers)) != expected:
        raise RuntimeError(f"{name}: {len(identifiers)} records, {len(set(identifiers))} different")
    figures.add(f"{name}: missing or repeated", 0, "records")


def _harvest(client: HTTPConnection, verb: str, prefix: str, most: int = 10**9) -> list[str]:
    """Returns the identifiers of a whole list, or of its first `most` pages."""
    identifiers: list[str] = []
    query = f"verb={verb}&metadataPrefix={prefix}"
    while query and most:
        client.request("GET", f"/oai?{query}", headers={"Accept-Encoding": "gzip"})
        response = client.getresponse()
        content = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        root = etree.fromstring(content)
        identifiers += [one.findtext(f"{OAI}identifier") or "" for one in root.iter(f"{OAI}header")]
        token = root.findtext(f".//{OAI}resumptionToken")
        query = f"verb={verb}&resumptionToken={quote(token)}" if token else ""
        most -= 1
    return identifiers
