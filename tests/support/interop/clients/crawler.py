"""Walks through all responses of a protocol."""

import base64
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
SRW = "{http://www.loc.gov/zing/srw/}"
CHANGES = re.compile("acquisition/borrow|rel/revoke")
"""Relations of links that change something even with GET."""
MAX_PAGES = 600


@dataclass(frozen=True)
class Answer:
    """Response: its URL, status, media type and content."""

    address: str
    status: int
    kind: str
    content: bytes

    @property
    def name(self) -> str:
        """Label of the response in error messages."""
        return f"{self.status} {self.address}"


def fetch(address: str, *, method: str = "GET", app: str = "", cookie: str = "") -> Answer:
    """Returns one response of any status; `app` is a name and an app password."""
    headers = {"Accept": "*/*", "Accept-Language": "en"}
    if app:
        headers["Authorization"] = f"Basic {base64.b64encode(app.encode()).decode()}"
    if cookie:
        headers["Cookie"] = cookie
    data = b"" if method == "POST" else None
    request = urllib.request.Request(address, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return _answer(address, response)
    except urllib.error.HTTPError as error:
        return _answer(address, error)


def _answer(address: str, response: Any) -> Answer:
    kind = response.headers["Content-Type"].partition(";")[0]
    return Answer(address, response.status, kind, response.read())


def feeds(root: str, app: str = "") -> list[Answer]:
    """Returns all documents that feeds link to. Facets are followed only from unfiltered lists, so
    that the walk ends; links that borrow or return are not followed."""
    waiting, visited, answers = [root], {root}, []
    while waiting:
        answer = fetch(waiting.pop(), app=app)
        answers.append(answer)
        assert len(answers) < MAX_PAGES
        here = {href for rel, href in _links(answer) if _leads(rel, answer.address)}
        fresh = {href for href in here - visited if href.startswith(root)}
        visited |= fresh
        waiting += sorted(fresh)
    return answers


def _leads(rel: str, address: str) -> bool:
    narrowed = "?" in address and "facet" in rel
    return not narrowed and not CHANGES.search(rel)


def _links(answer: Answer) -> Iterator[tuple[str, str]]:
    """Yields relation and URL of links to other documents of the catalogue."""
    if answer.kind == "application/atom+xml":
        for link in etree.fromstring(answer.content).iter(f"{ATOM}link"):
            if "atom+xml" in link.get("type"):
                yield link.get("rel"), link.get("href")
    elif answer.kind.endswith("json"):
        yield from _json_links(json.loads(answer.content))


def _json_links(node: Any) -> Iterator[tuple[str, str]]:
    if isinstance(node, list):
        for one in node:
            yield from _json_links(one)
    if isinstance(node, dict):
        for one in node.values():
            yield from _json_links(one)
        if "href" in node and "opds" in node.get("type", ""):
            yield node.get("rel", ""), node["href"].replace("{?query}", "?query=lontar")


def borrow_links(answer: Answer) -> list[str]:
    """Returns the URLs that borrow or place a hold."""
    return [href for rel, href in _links(answer) if rel.endswith("acquisition/borrow")]


def revoke_links(answer: Answer) -> list[str]:
    """Returns the URLs that return a loan or cancel a hold."""
    return [href for rel, href in _links(answer) if rel.endswith("rel/revoke")]


def harvest(site: str) -> list[Answer]:
    """Returns OAI-PMH responses: all verbs, both formats, whole lists, single records."""
    answers = [_oai(site, verb="Identify"), _oai(site, verb="ListMetadataFormats")]
    answers += _whole_list(site, verb="ListSets")
    for prefix in ("oai_dc", "marcxml"):
        answers += _whole_list(site, verb="ListIdentifiers", metadataPrefix=prefix)
        records = _whole_list(site, verb="ListRecords", metadataPrefix=prefix)
        answers += records
        for page in records:
            for node in etree.fromstring(page.content).iter(f"{OAI}identifier"):
                arguments = {"verb": "GetRecord", "metadataPrefix": prefix, "identifier": node.text}
                answers.append(_oai(site, **arguments))
    return answers


def _whole_list(site: str, **arguments: str) -> list[Answer]:
    answers = [_oai(site, **arguments)]
    while token := etree.fromstring(answers[-1].content).findtext(f".//{OAI}resumptionToken"):
        answers.append(_oai(site, verb=arguments["verb"], resumptionToken=token))
    return answers


def wrong_harvests(site: str) -> list[Answer]:
    """Returns OAI-PMH responses to invalid requests: at least one for each error."""
    dc = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    requests: list[dict[str, str]] = [
        {}, {"verb": "ListEverything"}, {"verb": "ListRecords"}, dc | {"metadataPrefix": "mods"},
        dc | {"from": "kemarin"}, dc | {"nonsense": "<&>"}, dc | {"until": "1999-01-01"},
        dc | {"set": "language:su"}, {"verb": "ListRecords", "resumptionToken": "made-up"},
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:elsewhere:1"},
        {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "not an address \"<"},
        {"verb": "GetRecord"}, {"verb": "ListMetadataFormats", "identifier": "oai:elsewhere:1"},
        dc | {"set": "no set at all"}, dc | {"metadataPrefix": "ümlaut &"},
        dc | {"metadataPrefix": "mods", "set": "a b", "from": "kemarin"}, dc | {"set": ""},
        dc | {"from": "2026-03-01", "until": "2026-03-01T08:00:00Z"},
    ]  # fmt: skip
    twice = [f"{site}/oai?verb=Identify&verb=Identify"]
    return [_oai(site, **one) for one in requests] + [fetch(address) for address in twice]


def _oai(site: str, **arguments: str) -> Answer:
    return fetch(f"{site}/oai?{urlencode(arguments)}")


def searches(site: str) -> list[Answer]:
    """Returns SRU responses: explain, and searches in every schema and packing to their ends."""
    answers = [fetch(f"{site}/sru")]
    for version in ("1.1", "1.2"):
        for packing in ("xml", "string"):
            common = {"version": version, "recordPacking": packing}
            answers.append(_sru(site, operation="explain", **common))
            for schema in ("dc", "marcxml"):
                answers += _whole_search(site, recordSchema=schema, **common)
    answers.append(_search(site, query="tidakada"))
    answers.append(_search(site, query="lontar", maximumRecords="0"))
    return answers


def _whole_search(site: str, **arguments: str) -> list[Answer]:
    answers, position = [], "1"
    while position:
        arguments |= {"startRecord": position, "maximumRecords": "9"}
        answers.append(_search(site, query="cql.allRecords = 1", **arguments))
        position = etree.fromstring(answers[-1].content).findtext(f"{SRW}nextRecordPosition") or ""
    return answers


def wrong_searches(site: str) -> list[Answer]:
    """Returns SRU responses with a diagnostic."""
    queries = ["dc.title =", "a and", "(a", 'dc.title = "a', "dc.nonsense = a", "foo.title = a",
               "dc.title = p?langi", "a prox b", "a" * 3000, "dc.date < old", "<&>"]  # fmt: skip
    answers = [_search(site, query=query) for query in queries]
    more = [{"startRecord": "999"}, {"startRecord": "nol"}, {"recordSchema": "mods"},
            {"recordPacking": "zip"}, {"sortKeys": "title"}, {"stylesheet": "/a.xsl"},
            {"recordXPath": "//a"}, {"version": "9"}, {"nonsense": "1"}, {"query": ""},
            {"maximumRecords": "-1"}, {"startRecord": "0"}]  # fmt: skip
    answers += [_search(site, **({"query": "lontar"} | one)) for one in more]
    answers.append(_sru(site, operation="searchRetrieve", version="1.2"))
    answers += [
        _sru(site, operation="scan", version="1.2", scanClause="a"),
        _sru(site, operation=""),
    ]
    return [*answers, _sru(site, operation="explain"), _sru(site, operation="explain", version="0")]


def _search(site: str, **arguments: str) -> Answer:
    return _sru(site, **({"operation": "searchRetrieve", "version": "1.2"} | arguments))


def _sru(site: str, **arguments: str) -> Answer:
    return fetch(f"{site}/sru?{urlencode(arguments)}")


def sitemaps(site: str) -> tuple[Answer, list[Answer]]:
    """Returns the sitemap index and its parts, whose URLs are mapped to the test server."""
    index = fetch(f"{site}/sitemap.xml")
    places = [node.text for node in etree.fromstring(index.content).iter("{*}loc")]
    return index, [fetch(re.sub("^https?://[^/]*", site, place)) for place in places]
