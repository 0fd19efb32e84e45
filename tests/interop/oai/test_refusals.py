"""Errors for invalid requests of harvesters; no request causes a server error."""

import gzip
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.interop.oai import lists, tokens
from tests.support.interop.oai.harvester import OAI, checked, checked_answer, error
from tests.support.interop.titles import many, title

pytestmark = pytest.mark.django_db
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=mods", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=%C3%BC%20%26", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=0000-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00.5Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        (
            "verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z",
            "badArgument",
        ),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nonsense", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=class:800:910", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31", "noRecordsMatch"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=abc", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=abc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListSets&resumptionToken=%00%ff", "badResumptionToken"),
        ("verb=Identify&resumptionToken=abc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:rontal.invalid:7", "idDoesNotExist"),
        (
            "verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:rontal.invalid:" + "9" * 40,
            "idDoesNotExist",
        ),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=%00%0a", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:other.example:1", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=mods&identifier=oai:rontal.invalid:7",
         "cannotDisseminateFormat"),
    ],
)  # fmt: skip
def test_each_invalid_request_has_its_error_code(query, code):
    response = Client().get("/oai?" + query)
    assert response.status_code == 200
    root = checked(response.content)
    assert error(root) == code
    if code in ("badVerb", "badArgument"):
        assert not root.find(f"{OAI}request").attrib


def test_draft_is_unknown_and_a_withdrawn_title_is_listed_as_deleted():
    draft, gone = title(state=TitleState.DRAFT), title(state=TitleState.WITHDRAWN)
    arguments = {"verb": "GetRecord", "metadataPrefix": "oai_dc"}
    assert (
        error(checked_answer(**arguments, identifier=f"oai:rontal.invalid:{draft.pk}"))
        == "idDoesNotExist"
    )
    root = checked_answer(**arguments, identifier=f"oai:rontal.invalid:{gone.pk}")
    assert root.find(f".//{OAI}header").get("status") == "deleted"


def a_token(monkeypatch) -> str:
    monkeypatch.setattr(lists, "PER_PAGE", 2)
    many(6)
    return checked_answer(**LIST).findtext(f".//{OAI}resumptionToken")


def test_altered_token_is_refused(monkeypatch):
    token = a_token(monkeypatch)
    for place in range(0, len(token), 7):
        other = "A" if token[place] != "A" else "B"
        bent = token[:place] + other + token[place + 1 :]
        assert (
            error(checked_answer(verb="ListRecords", resumptionToken=bent)) == "badResumptionToken"
        )
    signed_elsewhere = signing.dumps([1, "ListRecords"], salt="somewhere else")
    assert (
        error(checked_answer(verb="ListRecords", resumptionToken=signed_elsewhere))
        == "badResumptionToken"
    )


def test_a_token_belongs_to_its_verb(monkeypatch):
    token = a_token(monkeypatch)
    assert (
        error(checked_answer(verb="ListIdentifiers", resumptionToken=token)) == "badResumptionToken"
    )
    assert error(checked_answer(verb="ListSets", resumptionToken=token)) == "badResumptionToken"


def test_token_can_be_used_again_and_expires(monkeypatch):
    token = a_token(monkeypatch)
    once, again = (checked_answer(verb="ListRecords", resumptionToken=token) for _ in range(2))
    identifiers = [[one.text for one in root.iter(f"{OAI}identifier")] for root in (once, again)]
    assert identifiers[0] == identifiers[1]
    with time_machine.travel(clock.now() + tokens.LIFETIME + timedelta(minutes=1)):
        assert (
            error(checked_answer(verb="ListRecords", resumptionToken=token)) == "badResumptionToken"
        )


def test_post_is_answered_like_get():
    book = title()
    response = Client(enforce_csrf_checks=True).post("/oai", LIST)
    assert str(book.pk) in checked(response.content).findtext(f".//{OAI}identifier")
    assert Client().put("/oai").status_code == 405


def test_responses_are_compressed_if_accepted():
    many(20)
    response = Client().get("/oai", LIST, headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    checked(gzip.decompress(response.content))
    checked(Client().get("/oai", LIST, headers={"Accept-Encoding": "gzip;q=0"}).content)


def test_proxies_revalidate_and_scripts_of_other_sites_may_read():
    response = Client().get("/oai", {"verb": "Identify"})
    assert response["Cache-Control"] == "no-cache"
    assert response["Access-Control-Allow-Origin"] == "*"


def test_the_address_may_be_typed_with_a_slash():
    response = Client().get("/oai/", {"verb": "Identify"})
    base = checked(response.content).findtext(f".//{OAI}baseURL")
    assert base == "http://127.0.0.1:8000/oai"


def test_identify_describes_the_library():
    book = title()
    root = checked_answer(verb="Identify")
    elements = {one.tag.removeprefix(OAI): one.text for one in root[2]}
    assert elements["deletedRecord"] == "persistent"
    assert elements["granularity"] == "YYYY-MM-DDThh:mm:ssZ"
    assert elements["earliestDatestamp"] == book.changed_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert elements["protocolVersion"] == "2.0"
    assert "@" in elements["adminEmail"]
    order = [one.tag.removeprefix(OAI) for one in root[2]]
    assert order == ["repositoryName", "baseURL", "protocolVersion", "adminEmail",
                     "earliestDatestamp", "deletedRecord", "granularity", "compression",
                     "description"]  # fmt: skip


def test_both_formats_are_named():
    root = checked_answer(verb="ListMetadataFormats")
    assert [one.text for one in root.iter(f"{OAI}metadataPrefix")] == ["oai_dc", "marcxml"]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.sampled_from(
            ["verb", "metadataPrefix", "from", "until", "set", "identifier", "resumptionToken", "x"]
        ),
        st.one_of(
            st.text(max_size=40),
            st.sampled_from(
                ["ListRecords", "ListSets", "GetRecord", "oai_dc", "2026-01-01", "language:id"]
            ),
        ),
    )
)
def test_any_request_gets_a_response_of_the_protocol(arguments):
    sent = {name: text.encode("utf-8", "replace") for name, text in arguments.items()}
    response = Client().get("/oai", sent)
    assert response.status_code == 200
    checked(response.content)
