"""Reading Dublin Core of other programs as records."""

import pytest
from lxml import etree

from records.codes import AgentKind, Scheme
from records.formats import dublin_core
from records.record import Credit, Number
from tests.support.records.formats.records import NOVEL

ISBN = "9789793062792"


def test_record_as_typed_by_librarians():
    record = dublin_core.record(
        {
            "title": ["Laskar pelangi : sebuah novel"],
            "creator": ["Hirata, Andrea"],
            "contributor": ["Lane, Max (penerjemah)", "Balai Bahasa Bali"],
            "date": ["c2005"],
            "language": ["Indonesia"],
            "publisher": ["Yogyakarta : Bentang Pustaka, 2006"],
            "subject": ["Fiksi Indonesia", "899.221", "Fiksi Indonesia"],
            "identifier": ["oai:perpus:0306406152", f"ISBN {ISBN} (jil. 1)", "ISSN 20891234"],
        }
    )
    assert record is not None
    assert (record.title, record.subtitle) == ("Laskar pelangi", "sebuah novel")
    assert record.credits == (
        Credit("Andrea Hirata", "Hirata, Andrea"),
        Credit("Max Lane", "Lane, Max", "trl"),
        Credit("Balai Bahasa Bali", "Balai Bahasa Bali", "ctb", AgentKind.BODY),
    )
    assert (record.place, record.publisher) == ("Yogyakarta", "Bentang Pustaka")
    assert (record.year, record.language, record.classification) == (2005, "id", "899.221")
    assert record.subjects == ("Fiksi Indonesia",)
    assert record.numbers == (Number(Scheme.ISBN, ISBN), Number(Scheme.ISSN, "2089-1234"))


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("Laskar pelangi / Andrea Hirata", ("Laskar pelangi", "")),
        ("GNU/Linux", ("GNU/Linux", "")),
        ("Bumi manusia: sebuah roman", ("Bumi manusia", "sebuah roman")),
        ("Pukul 07:30", ("Pukul 07:30", "")),
    ],
)
def test_titles_are_split_into_title_and_subtitle(title, parts):
    record = dublin_core.record({"title": [title]})
    assert record is not None
    assert (record.title, record.subtitle) == parts


def test_given_subtitle_leaves_the_title_whole():
    record = dublin_core.record({"title": ["2001: pengembaraan"], "subtitle": ["novel"]})
    assert record is not None
    assert (record.title, record.subtitle) == ("2001: pengembaraan", "novel")


def test_without_a_title_there_is_no_record():
    assert dublin_core.record({"title": [" "], "creator": ["Hirata, Andrea"]}) is None


def test_written_record_is_read_unchanged():
    elements: dict[str, list[str]] = {}
    for child in etree.fromstring(dublin_core.element(NOVEL)):
        elements.setdefault(etree.QName(child).localname, []).append(child.text or "")
    record = dublin_core.record(elements)
    assert record is not None
    for name in ("title", "subtitle", "publisher", "year", "language", "classification", "subjects",
                 "description", "rights"):  # fmt: skip
        assert getattr(record, name) == getattr(NOVEL, name)
    assert [one.name for one in record.credits] == [one.name for one in NOVEL.credits]
