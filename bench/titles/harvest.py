"""A client harvests the whole collection over HTTP, as Indonesia OneSearch would.

The client is lxml over one kept connection; server, database and client share the machine's
cores. Every identifier is looked at: none may be missing, none come twice.
"""

import gzip
import os
import sys
import time
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import quote

from lxml import etree

from bench import served
from bench.figures import Figures

if TYPE_CHECKING:
    from bench.catalogue import Options

OAI = "{http://www.openarchives.org/OAI/2.0/}"
BUDGET = 8_000
SETTLED_SECONDS = 6


def measure(figures: Figures, options: "Options") -> None:
    """Fills the rows."""
    from rontal.catalogue.models import Title

    expected = Title.objects.exclude(state="draft").count()
    time.sleep(SETTLED_SECONDS)  # the newest seconds are not told yet
    port = served.free_port()
    os.environ["RONTAL_PORT"] = str(port)
    with served.running([sys.executable, "-m", "rontal.config.web"], ("127.0.0.1", port)):
        client = HTTPConnection("127.0.0.1", port, timeout=60)
        _harvest(client, "ListIdentifiers", "oai_dc", most=1)
        for verb, prefix in [
            ("ListRecords", "oai_dc"), ("ListRecords", "marcxml"), ("ListIdentifiers", "oai_dc"),
        ]:  # fmt: skip
            start = time.perf_counter()
            told = _harvest(client, verb, prefix)
            speed = len(told) / (time.perf_counter() - start)
            name = f"{verb} {prefix}, {options.size:,} titles, one client"
            if prefix == "oai_dc":
                figures.at_least(name, speed, "records/s", BUDGET)
            else:
                figures.add(name, speed, "records/s")
            if len(told) != expected or len(set(told)) != expected:
                raise RuntimeError(f"{verb}: {len(told)} records, {len(set(told))} different")
            figures.add(f"{verb} {prefix}: missing or told twice", 0, "records")


def _harvest(client: HTTPConnection, verb: str, prefix: str, most: int = 10**9) -> list[str]:
    """The identifiers of a whole list, or of its first pages."""
    told: list[str] = []
    query = f"verb={verb}&metadataPrefix={prefix}"
    while query and most:
        client.request("GET", f"/oai?{query}", headers={"Accept-Encoding": "gzip"})
        response = client.getresponse()
        content = response.read()
        if response.headers.get("Content-Encoding") == "gzip":
            content = gzip.decompress(content)
        root = etree.fromstring(content)
        told += [one.findtext(f"{OAI}identifier") for one in root.iter(f"{OAI}header")]
        token = root.findtext(f".//{OAI}resumptionToken")
        query = f"verb={verb}&resumptionToken={quote(token)}" if token else ""
        most -= 1
    return told
