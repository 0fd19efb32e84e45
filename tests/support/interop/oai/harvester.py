"""Harvester for tests: sends requests, checks required parts of responses, pages through lists."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

from django.test import Client
from lxml import etree

OAI = "{http://www.openarchives.org/OAI/2.0/}"
VERBS = {
    "Identify", "ListSets", "ListMetadataFormats", "ListIdentifiers", "ListRecords", "GetRecord",
}  # fmt: skip
ARGUMENTS = {
    "verb", "identifier", "metadataPrefix", "from", "until", "set", "resumptionToken",
}  # fmt: skip
SIGNS = r"[A-Za-z0-9\-_.!~*'()]"
DAY = r"\d{4}-\d\d-\d\d"
STAMP = DAY + r"T\d\d:\d\d:\d\dZ"


def checked_answer(client: Client | None = None, **arguments: str) -> etree._Element:
    """Returns the checked response; `from_` stands for the argument `from`."""
    parameters = {name.rstrip("_"): value for name, value in arguments.items()}
    response = (client or Client()).get("/oai?" + urlencode(parameters))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    return checked(response.content)


def checked(content: bytes) -> etree._Element:
    """Returns the root of a response after checking what every response must have."""
    root = etree.fromstring(content)
    assert root.tag == f"{OAI}OAI-PMH"
    date, request, *body = root
    assert (date.tag, request.tag) == (f"{OAI}responseDate", f"{OAI}request")
    assert _matches(STAMP, date.text)
    assert request.text == "http://127.0.0.1:8000/oai"
    assert set(request.attrib) <= ARGUMENTS
    assert _matches(f"{SIGNS}+", request.get("metadataPrefix", "oai_dc"))
    assert _matches(f"{SIGNS}+(:{SIGNS}+)*", request.get("set", "class:800"))
    for name in ("from", "until"):
        assert _matches(f"{DAY}|{STAMP}", request.get(name, "2026-01-01")), name
    if body[0].tag == f"{OAI}error":
        assert all(one.tag == f"{OAI}error" and one.text for one in body)
    else:
        (answer,) = body
        assert answer.tag.removeprefix(OAI) in VERBS
        assert request.get("verb") == answer.tag.removeprefix(OAI)
        _check_headers(answer)
    return root


def error(root: etree._Element) -> str | None:
    error_element = root.find(f"{OAI}error")
    return None if error_element is None else error_element.get("code")


def pages(client: Client | None = None, **arguments: str) -> Iterator[etree._Element]:
    """Yields every response of a list."""
    received = 0
    while True:
        root = checked_answer(client, **arguments)
        yield root
        count = len(root[2]) - len(root[2].findall(f"{OAI}resumptionToken"))
        token = root[2].find(f"{OAI}resumptionToken")
        if token is None:
            return
        assert int(token.get("cursor")) == received
        received += count
        if not token.text:
            return
        assert _matches(STAMP, token.get("expirationDate"))
        arguments = {"verb": arguments["verb"], "resumptionToken": token.text}


def harvested(client: Client | None = None, **arguments: str) -> list[etree._Element]:
    """Returns every header of a whole list of records or identifiers."""
    parameters = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"} | arguments
    return [header for root in pages(client, **parameters) for header in root.iter(f"{OAI}header")]


def number(header: etree._Element) -> int:
    return int(header.findtext(f"{OAI}identifier").rpartition(":")[2])


def numbers(headers: list[etree._Element]) -> list[int]:
    return [number(header) for header in headers]


def _check_headers(answer: etree._Element) -> None:
    for record in answer.iter(f"{OAI}record"):
        deleted = record[0].get("status") == "deleted"
        assert [one.tag for one in record] == [f"{OAI}header"] + [f"{OAI}metadata"] * (not deleted)
        assert deleted or len(record[1]) == 1
    for header in answer.iter(f"{OAI}header"):
        names = [one.tag.removeprefix(OAI) for one in header]
        assert names[:2] == ["identifier", "datestamp"]
        assert set(names[2:]) <= {"setSpec"}
        assert header.get("status") in (None, "deleted")
        assert _matches(STAMP, header.findtext(f"{OAI}datestamp"))
        for spec in header.findall(f"{OAI}setSpec"):
            assert _matches(f"{SIGNS}+(:{SIGNS}+)*", spec.text)


def _matches(pattern: str, text: str | None) -> bool:
    return re.fullmatch(pattern, text or "") is not None
