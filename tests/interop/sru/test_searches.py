"""Search results of SRU."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import etree

from records.codes import AgentKind, Scheme
from records.record import Credit, Number
from records.text import fold
from rontal.catalogue.models import Agent, BookFile, Contributor, Title
from rontal.catalogue.services import rename_agent
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.interop.sru import cql, query_translation
from rontal.search import expression_search, expressions
from rontal.search import selectors as search
from rontal.search.results import Results
from tests.support.interop.sru.client import (
    SRW,
    checked,
    checked_search,
    fault,
    titles_found,
    total,
)
from tests.support.interop.titles import title

pytestmark = pytest.mark.django_db
MARC = "{http://www.loc.gov/MARC21/slim}"
HIRATA = [Credit("Andrea Hirata", "Hirata, Andrea")]
PANE = [Credit("Armijn Pane", "Pane, Armijn")]


@pytest.fixture(autouse=True)
def shelf():
    laskar = title(
        "Laskar Pelangi", credits=HIRATA, subjects=["Fiksi Indonesia"], year=2005,
        publisher="Bentang Pustaka", numbers=[Number(Scheme.ISBN, "9789793062792")],
    )  # fmt: skip
    title("Sang Pemimpi", credits=HIRATA, subjects=["Fiksi Indonesia"], year=2006, language="en")
    title("Belenggu", subtitle="roman pelangi", credits=PANE, subjects=["Roman"], year=1940)
    title("Pelangi di atas sawah", subjects=["Pertanian"], year=1999, language="ban-Bali")
    title("Pelangi yang disembunyikan", state=TitleState.WITHDRAWN, credits=HIRATA)
    BookFile.objects.create(title=laskar, open_name="l.epub", digest="d", size=1)
    return laskar


SLOW = "SELECT pg_sleep(3), count(*) FROM catalogue_title t "
ALL = {"Laskar Pelangi", "Sang Pemimpi", "Belenggu: roman pelangi", "Pelangi di atas sawah"}


@pytest.mark.whole
@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("pelangi", "LBP"),
        ("PELANGI", "LBP"),
        ('"laskar pelangi"', "L"),
        ("cql.serverChoice all \"pelangi laskar\"", "L"),
        ("cql.anywhere any \"laskar belenggu\"", "LB"),
        ("cql.anywhere = pelang*", "LBP"),
        ("dc.title = pelangi", "LBP"),
        ("title = pelangi", "LBP"),
        ("dc.title = \"laskar pelangi\"", "L"),
        ("dc.title = \"pelangi laskar\"", ""),
        ("dc.title all \"pelangi laskar\"", "L"),
        ("dc.title any \"laskar belenggu\"", "LB"),
        ("dc.title exact \"laskar pelangi\"", "L"),
        ("dc.title == belenggu", "B"),
        ("dc.title exact pelangi", ""),
        ("dc.title = lask*", "L"),
        ("dc.title = \"sang pemimpi\"", "S"),
        ("dc.creator = hirata", "LS"),
        ("dc.creator = \"andrea hirata\"", "LS"),
        ("dc.creator = \"hirata, andrea\"", "LS"),
        ("author = hir*", "LS"),
        ("bath.name any \"hirata pane\"", "LSB"),
        ("dc.subject = \"fiksi indonesia\"", "LS"),
        ("dc.subject exact roman", "B"),
        ("dc.publisher = bentang", "L"),
        ("dc.date = 2005", "L"),
        ("dc.date < 2000", "BP"),
        ("dc.date <= 1999", "BP"),
        ("dc.date > 2005", "S"),
        ("dc.date >= 2005", "LS"),
        ("dc.date within \"1990 2005\"", "LP"),
        ("dc.date <> 2005", "SBP"),
        ("dc.language = id", "LB"),
        ("dc.language = ind", "LB"),
        ("dc.language = ban", "P"),
        ("dc.format = epub", "L"),
        ("dc.format = \"application/epub+zip\"", "L"),
        ("bath.isbn = 979-3062-79-7", "L"),
        ("bath.isbn = 9789793062792", "L"),
        ("dc.identifier = \"urn:isbn:9789793062792\"", "L"),
        ("dc.identifier = 123", ""),
        ("cql.allRecords = 1", "LSBP"),
        ("pelangi and dc.date > 2000", "L"),
        ("pelangi and dc.language = ban", "P"),
        ("pelangi and dc.format = epub and dc.date = 2005", "L"),
        ("pelangi or hirata", "LSBP"),
        ("pelangi not laskar", "BP"),
        ("dc.creator = hirata and dc.date = 2006", "S"),
        ("dc.creator = hirata not dc.title = laskar", "S"),
        ("dc.title = belenggu or dc.title = laskar and dc.date = 2005", "L"),
        ("dc.title = belenggu or (dc.title = laskar and dc.date = 2005)", "LB"),
        ("((((pelangi))))", "LBP"),
        ("dc.title <> pelangi", "S"),
        ("PELANGI AND DC.CREATOR = HIRATA", "L"),
        ("title", ""),
    ],
)  # fmt: skip
def test_query_finds_these_titles(query, labels):
    initials = {name[0]: name for name in ALL}
    assert titles_found(query) == {initials[label] for label in labels}


ISBN, ISSN, RECORD = "9786020312583", "2089-1237", "INLIS000000000000042"


@pytest.fixture
def hamka():
    """Creates a title with every searchable field, whose author has been renamed since."""
    book = title(
        "Tenggelamnya Kapal", credits=[Credit("Hamka", "Hamka")], year=1938,
        publisher="PT. Gramedia Pustaka Utama, Tbk.",
        numbers=[
            Number(Scheme.ISBN, ISBN), Number(Scheme.ISSN, ISSN),
            Number(Scheme.CONTROL, f"PERPUSNAS:{RECORD}"),
        ],
    )  # fmt: skip
    agent = Agent.objects.get(name="Hamka")
    form = {"name": "Haji Abdul Malik", "sort_name": "Malik, Haji Abdul", "dates": "1908-1981"}
    rename_agent(agent_id=agent.pk, **form, kind=AgentKind.PERSON, actor=Actor.system("test"))
    Contributor.objects.filter(title=book).update(printed="Buya (H.A.M.K.A.)")
    return book


@pytest.mark.whole
@pytest.mark.parametrize(
    "query",
    [
        'dc.publisher = "PT. Gramedia Pustaka Utama, Tbk."',
        'dc.publisher exact "PT. Gramedia Pustaka Utama, Tbk."',
        'dc.publisher any "gramedia lain"',
        "dc.creator = hamka",
        'dc.creator = "Malik, Haji Abdul, 1908-1981"',
        'dc.creator = "Buya (H.A.M.K.A.)"',
        'dc.creator exact "Malik, Haji Abdul, 1908-1981"',
        'dc.creator exact "malik, haji abdul"',
        'dc.creator == "Haji Abdul Malik"',
        "dc.creator exact Hamka",
        'dc.creator exact "Buya (H.A.M.K.A.)"',
        "dc.creator exact buya*",
        'dc.creator = "1908"',
        'dc.creator any "hamka 1700"',
        "bath.personalName = malik",
        "bath.issn = 20891237",
        "bath.issn = 2089-1237",
        'cql.anywhere = "978-602-03-1258-3"',
        f"cql.anywhere = {ISSN}",
        f"dc.identifier = {RECORD}",
        f'dc.identifier = "PERPUSNAS:{RECORD}"',
        f'dc.identifier = "(PERPUSNAS){RECORD}"',
    ],
)
def test_title_is_found_by_each_field_of_its_own_record(hamka, query):
    assert titles_found(query) == {"Tenggelamnya Kapal"}


@pytest.mark.parametrize(
    "query",
    [
        "dc.creator exact malik",
        'dc.creator exact "abdul malik"',
        'dc.creator exact "haji abdul malik hamka"',
        'dc.creator = "tenggelamnya"',
    ],
)
def test_part_of_a_name_does_not_match_the_whole(hamka, query):
    assert titles_found(query) == set()


@pytest.mark.parametrize("most", [0, 1_000])
def test_people_are_the_same_for_any_number_of_matching_titles(hamka, monkeypatch, most):
    monkeypatch.setattr(expression_search, "MAX_NAMED", most)
    title("Hamka, sebuah riwayat", credits=PANE)
    assert titles_found("dc.creator = hamka") == {"Tenggelamnya Kapal"}
    assert titles_found("dc.creator = hirata") == {"Laskar Pelangi", "Sang Pemimpi"}
    assert titles_found('dc.creator exact "hirata, andrea" not dc.date = 2005') == {"Sang Pemimpi"}


def test_range_of_years_is_no_number(hamka):
    title("Sejarah Bali 1945-1998")
    assert titles_found("cql.anywhere = 1945-1998") == {"Sejarah Bali 1945-1998"}
    assert not isinstance(
        query_translation.expression(cql.parse("1945-1998")), expressions.BooleanExpression
    )
    assert isinstance(query_translation.expression(cql.parse(ISSN)), expressions.BooleanExpression)


def test_record_number_is_no_other_number(hamka):
    assert titles_found("bath.issn = INLIS000000000000042") == set()
    assert titles_found("dc.identifier = 42") == set()


@pytest.mark.parametrize(
    "text",
    ["PT. Gramedia (Jakarta)", "Éditions d'Été", "Al-Qur’an", "a,b", "", "Naïve & Co", "ᬩᬮᬶ x"],
)
def test_postgresql_folds_texts_like_the_search(text):
    folded = expression_search._folded("t.x")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {folded} FROM (SELECT %s::text AS x) t", [text])
        assert cursor.fetchone()[0] == fold(text)


@pytest.mark.parametrize(
    ("query", "index"),
    [
        (f"dc.identifier = {RECORD}", "identifier_value"),
        ("dc.identifier = 9789793062792", "identifier_value"),
        ('dc.creator any "hamka buya"', "contributor_printed"),
    ],
)
def test_numbers_and_printed_names_are_looked_up_by_an_index(hamka, query, index):
    sql, parameters = expression_search._sql(query_translation.expression(cql.parse(query)))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN SELECT t.id FROM catalogue_title t WHERE {sql}", parameters)
        assert index in " ".join(line for (line,) in cursor.fetchall())


@pytest.mark.parametrize("query", ["dc.identifier = 978-979-3062-79-2", "bath.issn = 2089-1237"])
def test_number_with_a_scheme_is_looked_up_in_the_index_alone(query):
    sql, _parameters = expression_search._sql(query_translation.expression(cql.parse(query)))
    assert "control" not in sql


def test_title_has_a_key_column(shelf):
    assert titles_found(f"rec.id = {shelf.pk}") == {"Laskar Pelangi"}
    assert titles_found(f'rec.id = "oai:rontal.invalid:{shelf.pk}"') == {"Laskar Pelangi"}


def test_pages_of_records():
    first = checked_search("cql.allRecords=1", maximumRecords=3)
    assert (total(first), first.findtext(f"{SRW}nextRecordPosition")) == (4, "4")
    last = checked_search("cql.allRecords=1", maximumRecords=3, startRecord=4)
    assert last.find(f"{SRW}nextRecordPosition") is None
    places = [one.text for root in (first, last) for one in root.iter(f"{SRW}recordPosition")]
    assert places == ["1", "2", "3", "4"]
    assert total(checked_search("pelangi", maximumRecords=0)) == 3
    assert not list(checked_search("pelangi", maximumRecords=0).iter(f"{SRW}record"))
    assert fault(checked_search("pelangi", startRecord=9)) == 61
    assert fault(checked_search("dc.title = pelangi", startRecord=999_999_999)) == 61
    assert fault(checked_search("pelangi", startRecord=999_999_999)) == 61
    assert fault(checked_search("nothingnothing", startRecord=1)) is None


def test_records_in_marcxml():
    for schema in ("marcxml", "info:srw/schema/1/marcxml-v1.1"):
        root = checked_search("dc.title = laskar", recordSchema=schema)
        (record,) = root.iter(f"{MARC}record")
        assert record.findtext(f"{MARC}datafield[@tag='020']/{MARC}subfield") == "9789793062792"
        assert root.findtext(f".//{SRW}recordSchema") == "info:srw/schema/1/marcxml-v1.1"


def test_records_as_text():
    root = checked_search("dc.title = laskar", recordPacking="string", recordSchema="marcxml")
    text = root.findtext(f".//{SRW}recordData")
    assert etree.fromstring(text).tag == f"{MARC}record"


def test_the_bare_address_explains_the_server():
    for response in (Client().get("/sru"), Client().get("/sru?operation=explain&version=1.1")):
        text = etree.tostring(checked(response.content), encoding="unicode")
        for name in ("dc-v1.1", "marcxml-v1.1", "serverChoice", "<database", "isbn"):
            assert name in text


def test_post_searches_too():
    parameters = {"operation": "searchRetrieve", "version": "1.1", "query": "pelangi"}
    root = checked(Client(enforce_csrf_checks=True).post("/sru", parameters).content)
    assert total(root) == 3
    assert root.findtext(f"{SRW}version") == "1.1"


@pytest.mark.parametrize("query", ["pelangi", "dc.title = pelangi or dc.creator = hirata"])
def test_queries_do_not_grow_with_records(query, django_assert_num_queries):
    def query_count(most: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            checked_search(query, maximumRecords=most)
        return len(queries)

    assert query_count(1) == query_count(10)


def test_query_with_too_many_matches_is_refused(monkeypatch):
    monkeypatch.setattr(expression_search, "MAX_IDS", 2)
    assert fault(checked_search("pelangi or dc.date = 1800")) == 60
    assert titles_found("dc.title = pelangi and dc.date = 1999") == {"Pelangi di atas sawah"}
    assert total(checked_search("pelangi")) == 3


def test_query_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(expression_search, "TIMEOUT_MS", 100)
    monkeypatch.setattr(expression_search, "_COUNT", SLOW)
    assert fault(checked_search("dc.title = pelangi")) == 60
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def test_title_withdrawn_before_the_search_noticed_is_not_listed(monkeypatch):
    ids = list(Title.objects.filter(title__contains="Pelangi").values_list("pk", flat=True))
    old = Results(ids, len(ids))
    monkeypatch.setattr(search, "find", lambda *_words, **_arguments: old)
    assert "Pelangi yang disembunyikan" not in titles_found("pelangi")


def test_the_address_may_be_typed_with_a_slash():
    response = Client().get("/sru/", {"query": "pelangi"})
    assert total(checked(response.content)) > 0
    assert response["Cache-Control"] == "no-cache"


def test_explain_lists_exactly_the_supported_relations():
    record = checked(Client().get("/sru").content)
    supports = record.iter("{http://explain.z3950.org/dtd/2.0/}supports")
    relations = {one.text for one in supports if one.get("type") == "relation"}
    search_terms = {one: ["dc.title {} belenggu", 'dc.date {} "1940"'] for one in cql.RELATIONS}
    search_terms["within"] = ['dc.date {} "1930 1950"']
    answered = {
        relation
        for relation, queries in search_terms.items()
        if any(fault(checked_search(query.format(relation))) is None for query in queries)
    }
    assert relations == answered
