"""Round trips: every format returns what was written, and other programs can read it."""

import csv
import io
import re
from datetime import UTC, datetime

import pymarc
import pytest
from hypothesis import example, given, settings
from lxml import etree

from records import formats
from records.codes import Scheme
from records.formats import Kind, dublin_core
from records.formats.identity import Identity
from records.formats.marc import marcxml
from records.formats.marc.binary import MAX_BYTES, binary
from records.record import Credit, Number, Record
from tests.support.records.formats.marcs import items
from tests.support.records.formats.records import NOVEL, alike, records

# Patterns from the Library of Congress's MARCXML schema.
LEADER = re.compile(r"[\d ]{5}[\dA-Za-z ][\dA-Za-z][\dA-Za-z ]{3}22[\d ]{5}[\dA-Za-z ]{3}4500")
TAG = re.compile(r"0[1-9A-Z][0-9A-Z]|[1-9A-Z][0-9A-Z]{2}")
INDICATORS = re.compile(r"[\da-z ]{2}")
KNOWN = Identity(
    "12",
    "tabanan",
    "https://contoh.id/koleksi/bumi-manusia/",
    datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
    datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    ("application/epub+zip",),
)


def written(written_records: list[tuple[Record, Identity]], kind: Kind) -> bytes:
    out = io.BytesIO()
    formats.write(written_records, kind, out)
    return out.getvalue()


def back(record: Record, kind: Kind) -> Record:
    """Writes the record, reads it again and returns it."""
    (item,) = items(written([(record, Identity())], kind), kind)
    assert item.record is not None, item.problem
    assert item.remarks == ()
    return item.record


@pytest.mark.parametrize("kind", sorted(formats.WRITTEN))
def test_novel_is_read_back_unchanged(kind):
    assert alike(back(NOVEL, kind)) == alike(NOVEL)


@pytest.mark.whole
@pytest.mark.parametrize("kind", sorted(formats.WRITTEN))
@settings(max_examples=60, deadline=None)
@given(record=records())
@example(record=Record(title="Akhir", extent="1 jilid +"))
def test_any_clean_record_is_read_back_unchanged(kind, record):
    assert alike(back(record, kind)) == alike(record)


@pytest.mark.parametrize("kind", [Kind.MARC, Kind.MARCXML])
def test_number_mistaken_for_a_name_is_not_exported_as_one(kind):
    wrong = Record("Bumi manusia", credits=(Credit("1234", "Toer, Pramoedya Ananta"),))
    (credit,) = back(wrong, kind).credits
    assert credit.name == "Pramoedya Ananta Toer"


@pytest.mark.parametrize("kind", sorted(formats.WRITTEN))
def test_many_records_are_read_back_in_order_and_kind(kind):
    originals = [(Record(title=f"Judul {n}"), Identity(str(n), "tabanan")) for n in range(500)]
    raw = written(originals, kind)
    assert formats.kind_of(io.BytesIO(raw), "") is kind
    read_back = [item.record for item in items(raw, kind) if item.record]
    assert [record.title for record in read_back] == [f"Judul {n}" for n in range(500)]
    assert read_back[7].numbers == (Number(Scheme.CONTROL, "tabanan:7"),)


def test_pymarc_reads_the_written_records():
    raw = written([(NOVEL, KNOWN)], Kind.MARC)
    (record,) = pymarc.MARCReader(raw)
    assert record is not None
    assert len(str(record["008"].data)) == 40
    assert record["001"].data == "12"
    assert record["005"].data == "20260203040506.0"
    assert record.title == "Bumi manusia sebuah roman"
    assert record["100"]["a"] == "Toer, Pramoedya Ananta"
    assert record["245"]["c"] == "Pramoedya Ananta Toer"
    assert record.as_marc() == raw
    (again,) = pymarc.parse_xml_to_array(io.BytesIO(written([(NOVEL, KNOWN)], Kind.MARCXML)))
    assert [str(field) for field in again.fields] == [str(field) for field in record.fields]


def test_record_too_long_for_iso_2709_loses_its_least_important_fields_and_is_named():
    names = [Credit(f"{n} " + "語" * 290, f"{n} " + "語" * 290) for n in range(50)]
    subjects = [f"{n} " + "語" * 190 for n in range(50)]
    properties = {"accessibilitySummary": [f"{n} " + "語" * 900 for n in range(10)]}
    long = Record(
        "Panjang", "", names, subjects, description="語 " * 5_000, accessibility=properties
    )
    out = io.BytesIO()
    report = formats.write([(NOVEL, Identity("1")), (long, Identity("2"))], Kind.MARC, out)
    assert (report.records, report.shortened) == (2, ("2",))
    parsed = items(out.getvalue())
    assert [item.record.title for item in parsed if item.record] == ["Bumi manusia", "Panjang"]
    assert len(binary(long)[0]) <= MAX_BYTES
    assert list(pymarc.MARCReader(out.getvalue()))[1] is not None


def test_marcxml_element_is_well_formed_for_any_text():
    bad = Record(title='<a & "b"> \x00\x0b\ufffe c', description="]]> &amp; \ud800")
    root = etree.fromstring(marcxml.element(bad, Identity("<1>", "a&b")))
    title = root.find(f".//{{{marcxml.NAMESPACE}}}datafield[@tag='245']")
    assert title is not None
    assert title[0].text == '<a & "b">  c'


def test_dublin_core_lists_people_in_list_order_and_numbers_as_urns():
    root = etree.fromstring(dublin_core.element(NOVEL, KNOWN))
    elements = [(etree.QName(child).localname, child.text) for child in root]
    assert elements == [
        ("title", "Bumi manusia: sebuah roman"),
        ("creator", "Toer, Pramoedya Ananta"),
        ("contributor", "Lane, Max"),
        ("contributor", "Lentera"),
        ("subject", "Fiksi Indonesia"),
        ("subject", "Indonesia -- Sejarah -- 1900"),
        ("subject", "899.2213"),
        ("description", 'Minke & Annelies <"1898">.'),
        ("publisher", "Lentera Dipantara"),
        ("date", "2005"),
        ("type", "Text"),
        ("format", "application/epub+zip"),
        ("format", "535 hlm."),
        ("identifier", "https://contoh.id/koleksi/bumi-manusia/"),
        ("identifier", "urn:isbn:9789799731234"),
        ("identifier", "https://contoh.id/1"),
        ("language", "id"),
        ("relation", "Tetralogi Buru ; 1"),
        ("rights", "© 2005"),
    ]


@pytest.mark.whole
@settings(max_examples=60, deadline=None)
@given(record=records())
def test_elements_of_any_record_are_well_formed(record):
    etree.fromstring(dublin_core.element(record, KNOWN))
    leader, *fields = etree.fromstring(marcxml.element(record, KNOWN))
    assert LEADER.fullmatch(leader.text or "")
    kinds = [etree.QName(field).localname for field in fields]
    assert kinds == sorted(kinds), "control fields come first"
    for field in fields[kinds.index("datafield") :]:
        assert TAG.fullmatch(field.get("tag", ""))
        assert INDICATORS.fullmatch(field.get("ind1", "") + field.get("ind2", ""))
        assert [sub for sub in field if len(sub.get("code", "")) == 1 and sub.text]


def test_no_cell_of_the_own_table_is_a_formula():
    wicked = Record(
        title="=HYPERLINK(1)", publisher="+62", place="-1", edition="@SUM(A1)", rights="'=x"
    )
    raw = written([(wicked, Identity())], Kind.TABLE)
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in rows[1])
    assert back(wicked, Kind.TABLE) == wicked


def test_only_kinds_that_can_be_written_are():
    with pytest.raises(formats.KindUnknown):
        written([(NOVEL, KNOWN)], Kind.ONIX)
