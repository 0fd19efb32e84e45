"""Harvests by sickle, a widely used harvester in Python."""

from datetime import timedelta

import pytest
import sickle
from sickle import oaiexceptions
from sickle.iterator import OAIResponseIterator

from rontal.catalogue.models import Tombstone
from rontal.catalogue.states import TitleState
from rontal.interop.oai import lists
from tests.support.interop.titles import START, changed, full_record, many, title

PER_PAGE = 10


@pytest.fixture
def harvester(served, monkeypatch):
    monkeypatch.setattr(lists, "PER_PAGE", PER_PAGE)
    return sickle.Sickle(f"{served}/oai", max_retries=0, timeout=30)


def number(header) -> int:
    return int(header.identifier.rpartition(":")[2])


def test_library_identifies_itself(harvester):
    identify = harvester.Identify()
    assert identify.repositoryName == "Perpustakaan Umum Kabupaten Tabanan"
    assert (identify.protocolVersion, identify.granularity) == ("2.0", "YYYY-MM-DDThh:mm:ssZ")
    assert identify.deletedRecord == "persistent"
    assert "@" in identify.adminEmail


def test_both_formats_are_offered(harvester):
    formats = {one.metadataPrefix: one for one in harvester.ListMetadataFormats()}
    assert set(formats) == {"oai_dc", "marcxml"}
    assert formats["marcxml"].metadataNamespace == "http://www.loc.gov/MARC21/slim"


def test_all_sets_are_listed_over_any_number_of_pages(harvester, monkeypatch):
    title(language="ban", classification="899.221")
    whole = {one.setSpec: one.setName for one in harvester.ListSets()}
    assert {"language:ban", "class:800", "class:800:890", "format:epub"} <= set(whole)
    monkeypatch.setattr(lists, "SETS_PER_PAGE", 4)
    assert {one.setSpec: one.setName for one in harvester.ListSets()} == whole


@pytest.mark.parametrize("prefix", ["oai_dc", "marcxml"])
def test_every_record_is_listed_once_over_all_pages(harvester, prefix):
    titles_made = many(4 * PER_PAGE + 3)
    records = list(harvester.ListRecords(metadataPrefix=prefix))
    assert [number(one.header) for one in records] == [one.pk for one in titles_made]
    assert all(one.metadata for one in records)


def test_every_identifier_is_listed_once_over_all_pages(harvester):
    titles_made = many(3 * PER_PAGE)
    headers = list(harvester.ListIdentifiers(metadataPrefix="oai_dc"))
    assert [number(one) for one in headers] == [one.pk for one in titles_made]


def test_harvest_by_responses_has_one_per_page(served, harvester):
    many(2 * PER_PAGE + 1)
    by_answers = sickle.Sickle(f"{served}/oai", iterator=OAIResponseIterator)
    answers = list(by_answers.ListRecords(metadataPrefix="oai_dc"))
    assert len(answers) == 3
    assert all(answer.http_response.ok for answer in answers)


def test_harvest_resumes_from_a_saved_token(harvester):
    titles_made = many(3 * PER_PAGE)
    first = harvester.ListRecords(metadataPrefix="oai_dc")
    token = first.resumption_token
    assert (token.cursor, token.complete_list_size) == ("0", str(len(titles_made)))
    rest = list(harvester.ListRecords(resumptionToken=token.token))
    assert [number(one.header) for one in rest] == [one.pk for one in titles_made[PER_PAGE:]]


def test_record_contains_dublin_core(harvester):
    book = title("Salah Asuhan", **full_record())
    identifier = f"oai:rontal.invalid:{book.pk}"
    metadata = harvester.GetRecord(identifier=identifier, metadataPrefix="oai_dc").metadata
    assert metadata["title"] == ["Salah Asuhan: sebuah roman"]
    assert (metadata["creator"], metadata["contributor"]) == (["Moeis, Abdoel"], ["Tiru, I Made"])
    assert "Bali" in metadata["subject"]
    assert "urn:isbn:9789794611234" in metadata["identifier"]
    assert (metadata["date"], metadata["language"]) == (["1928"], ["id"])
    assert metadata["description"] == ["Tentang <Hanafi> & Corrie."]


def test_sets_narrow_a_harvest(harvester):
    title(classification="813")
    balinese = title(language="ban", classification="899.26")
    for part in ("language:ban", "class:800:890"):
        headers = list(harvester.ListIdentifiers(metadataPrefix="oai_dc", set=part))
        assert [number(one) for one in headers] == [balinese.pk]
        assert part in headers[0].setSpecs


def test_from_and_until_narrow_a_harvest(harvester):
    titles_made = many(6)
    arguments = {"metadataPrefix": "oai_dc", "from": "2026-03-01T08:00:02Z",
             "until": "2026-03-01T08:00:04Z"}  # fmt: skip
    headers = list(harvester.ListIdentifiers(**arguments))
    assert [number(one) for one in headers] == [one.pk for one in titles_made[2:5]]
    days = {"metadataPrefix": "oai_dc", "from": "2026-03-01", "until": "2026-03-01"}
    assert len(list(harvester.ListIdentifiers(**days))) == 6


def test_second_harvest_returns_changes(harvester):
    titles_made = many(5)
    first = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    since = max(one.header.datestamp for one in first)
    changed(titles_made[1], START + timedelta(days=1))
    again = harvester.ListRecords(**{"metadataPrefix": "oai_dc", "from": since})
    assert [number(one.header) for one in again] == [titles_made[4].pk, titles_made[1].pk]


def test_deleted_records_are_listed_and_can_be_skipped(harvester):
    current, gone = title(), title(state=TitleState.WITHDRAWN)
    stone = title()
    deleted = stone.pk
    stone.delete()
    Tombstone.objects.update(changed_at=START)
    deleted_by_number = {
        number(one.header): one.deleted for one in harvester.ListRecords(metadataPrefix="oai_dc")
    }
    assert deleted_by_number == {current.pk: False, gone.pk: True, deleted: True}
    living = harvester.ListRecords(metadataPrefix="oai_dc", ignore_deleted=True)
    assert [number(one.header) for one in living] == [current.pk]
    identifier = f"oai:rontal.invalid:{gone.pk}"
    assert harvester.GetRecord(identifier=identifier, metadataPrefix="oai_dc").deleted


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"metadataPrefix": "mods"}, oaiexceptions.CannotDisseminateFormat),
        ({}, oaiexceptions.BadArgument),
        ({"metadataPrefix": "oai_dc", "from": "kemarin"}, oaiexceptions.BadArgument),
        ({"metadataPrefix": "oai_dc", "nonsense": "1"}, oaiexceptions.BadArgument),
        ({"metadataPrefix": "oai_dc", "set": "language:su"}, oaiexceptions.NoRecordsMatch),
        ({"metadataPrefix": "oai_dc", "until": "1999-01-01"}, oaiexceptions.NoRecordsMatch),
        ({"resumptionToken": "made-up"}, oaiexceptions.BadResumptionToken),
    ],
)
def test_each_invalid_request_is_the_error_of_the_protocol(harvester, arguments, error):
    title()
    with pytest.raises(error):
        harvester.ListRecords(**arguments)


def test_unknown_identifier_and_unknown_verb_are_errors(harvester):
    with pytest.raises(oaiexceptions.IdDoesNotExist):
        harvester.GetRecord(identifier="oai:rontal.invalid:999999", metadataPrefix="oai_dc")
    answer = harvester.harvest(verb="ListEverything").xml
    assert answer.find("{*}error").get("code") == "badVerb"
