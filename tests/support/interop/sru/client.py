"""SRU client for tests: sends requests and checks what every response must have."""

from urllib.parse import urlencode

from django.test import Client
from lxml import etree

SRW = "{http://www.loc.gov/zing/srw/}"
DIAGNOSTIC = "{http://www.loc.gov/zing/srw/diagnostic/}"
DC = "{http://purl.org/dc/elements/1.1/}"
ECHO = ["version", "query", "startRecord", "maximumRecords", "recordPacking", "recordSchema"]
ORDER = ["version", "numberOfRecords", "records", "nextRecordPosition",
         "echoedSearchRetrieveRequest", "diagnostics"]  # fmt: skip


def checked_search(query: str | None = None, **arguments: object) -> etree._Element:
    """Returns the checked response of a search."""
    parameters = {"operation": "searchRetrieve", "version": "1.2"} | arguments
    if query is not None:
        parameters["query"] = query
    response = Client().get("/sru?" + urlencode(parameters))
    assert response.status_code == 200
    return checked(response.content)


def checked(content: bytes) -> etree._Element:
    root = etree.fromstring(content)
    assert root.tag in (f"{SRW}searchRetrieveResponse", f"{SRW}explainResponse")
    if root.tag == f"{SRW}searchRetrieveResponse":
        names = [one.tag.removeprefix(SRW) for one in root]
        assert names == [name for name in ORDER if name in names]
        assert names[:2] == ["version", "numberOfRecords"]
        _check_echo(root)
        for record in root.iter(f"{SRW}record"):
            parts = [one.tag.removeprefix(SRW) for one in record]
            assert parts == ["recordSchema", "recordPacking", "recordData", "recordPosition"]
    return root


def _check_echo(root: etree._Element) -> None:
    """Checks that the request is echoed with its version and query, or not at all."""
    for echo in root.iter(f"{SRW}echoedSearchRetrieveRequest"):
        parameters = {one.tag.removeprefix(SRW): one.text for one in echo}
        assert list(parameters) == [name for name in ECHO if name in parameters]
        assert list(parameters)[:2] == ["version", "query"]
        assert int(parameters.get("startRecord", 1)) >= 1
        assert int(parameters.get("maximumRecords", 0)) >= 0


def titles_found(query: str, **arguments: object) -> set[str]:
    """Returns the titles found by a search without diagnostic, in Dublin Core."""
    root = checked_search(query, **arguments)
    assert fault(root) is None, etree.tostring(root)
    return {one.text for one in root.iter(f"{DC}title")}


def total(root: etree._Element) -> int:
    return int(root.findtext(f"{SRW}numberOfRecords"))


def fault(root: etree._Element) -> int | None:
    """Returns the number of the diagnostic, None if there is none."""
    uri = root.findtext(f".//{DIAGNOSTIC}uri")
    return None if uri is None else int(uri.rpartition("/")[2])
