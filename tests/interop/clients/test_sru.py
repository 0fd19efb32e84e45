"""Searches by yaz-client, as other libraries' programs send them."""

import re

import pytest

from records.record import Credit
from tests.support.interop.clients import yaz
from tests.support.interop.titles import full_record, title

pytestmark = yaz.needed
CREDIT = [Credit("Andrea Hirata", "Hirata, Andrea")]


@pytest.fixture(autouse=True)
def shelf():
    title("Laskar Pelangi", credits=CREDIT, year=2005)
    title("Sang Pemimpi", credits=CREDIT, year=2006)
    title("Belenggu", subtitle="roman pelangi", year=1940)
    title("Salah Asuhan", **full_record())


def hits(output: str) -> list[int]:
    return [int(one) for one in re.findall(r"Number of hits: (\d+)", output)]


def faults(output: str) -> list[int]:
    return [int(one) for one in re.findall(r"diagnostic info:srw/diagnostic/1/(\d+)", output)]


def test_the_server_explains_itself(served):
    output = yaz.search(served, "explain")
    assert "schema=http://explain.z3950.org/dtd/2.0/" in output
    assert '<title lang="id" primary="true">Perpustakaan Umum Kabupaten Tabanan</title>' in output
    assert '<name set="dc">title</name>' in output
    assert 'name="marcxml"' in output


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("pelangi", 2), ("dc.title = pelangi", 2), ("dc.creator = hirata", 2),
        ("dc.title = pelangi and dc.date < 2000", 1), ("dc.date within \"2005 2006\"", 2),
        ("dc.identifier = 9789794611234", 1), ("dc.title = lask*", 1),
        ("dc.subject exact \"fiksi indonesia\"", 1), ("dc.title = tidakada", 0),
    ],
)  # fmt: skip
def test_a_search_by_index_finds_as_many_titles_as_there_are(served, query, count):
    output = yaz.search(served, f"find {query}")
    assert (hits(output), faults(output)) == ([count], [])


def test_several_records_are_returned_in_dublin_core(served):
    output = yaz.search(served, "schema dc", "find dc.creator = hirata", "show 1+2")
    assert re.findall(r"^pos=(\d+) schema=(\S+)", output, re.M) == [
        ("1", "info:srw/schema/1/dc-v1.1"),
        ("2", "info:srw/schema/1/dc-v1.1"),
    ]
    titles = set(re.findall("<dc:title>(.*?)</dc:title>", output))
    assert titles == {"Laskar Pelangi", "Sang Pemimpi"}


def test_the_second_page_of_a_search_is_the_rest_of_it(served):
    output = yaz.search(served, "find cql.allRecords = 1", "show 1+2", "show 3+2")
    assert re.findall(r"^pos=(\d+)", output, re.M) == ["1", "2", "3", "4"]
    assert len(set(re.findall("<dc:title>(.*?)</dc:title>", output))) == 4


def test_records_are_returned_as_marcxml_that_yaz_reads(served, tmp_path):
    output = yaz.search(served, "schema marcxml", 'find dc.title = "salah asuhan"', "show 1")
    (record,) = re.findall(r"<record .*?</record>", output, re.S)
    path = tmp_path / "one.xml"
    path.write_text(record, encoding="utf-8")
    lines = yaz.dump(path, "-i", "marcxml", "-o", "line").splitlines()
    assert "245 10 $a Salah Asuhan $b sebuah roman $c Abdoel Moeis" in lines
    assert "020    $a 9789794611234" in lines
    assert any(line.startswith("001 ") for line in lines)


@pytest.mark.parametrize(
    ("query", "number"),
    [("dc.title =", 10), ("pelangi and", 10), ("(pelangi", 13), ("dc.nonsense = a", 16),
     ("foo.title = a", 15), ("dc.title = p?langi", 28)],
)  # fmt: skip
def test_a_wrong_query_is_answered_with_its_diagnostic(served, query, number):
    output = yaz.search(served, f"find {query}")
    assert (faults(output), hits(output)) == ([number], [0])
    assert "Message: " in output


def test_unsupported_format_is_answered_with_its_diagnostic(served):
    assert faults(yaz.search(served, "schema mods", "find pelangi")) == [66]
