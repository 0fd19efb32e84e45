"""MARCXML of libraries and protocols, and malicious XML."""

import io

import pytest

from records import formats
from records.errors import FileEmpty, KindUnknown, XmlForbidden
from records.formats import Item, Kind, Problem
from records.formats.marc import marcxml
from records.record import Record
from tests.support.records.formats.marcs import items
from tests.support.records.formats.records import NOVEL, alike

ELEMENT = marcxml.element(NOVEL).decode()


def read(text: str | bytes) -> list[Item]:
    raw = text.encode() if isinstance(text, str) else text
    assert formats.kind_of(io.BytesIO(raw), "a.xml") is Kind.MARCXML
    return items(raw, Kind.MARCXML)


def other(title: str) -> str:
    return marcxml.element(Record(title=title)).decode()


def titles(parsed: list[Item]) -> list[str]:
    return [item.record.title if item.record else f"! {item.problem}" for item in parsed]


def test_records_alone_in_a_collection_and_with_a_prefix_are_equal():
    prefixed = (
        ELEMENT.replace("xmlns=", "xmlns:marc=").replace("</", "</marc:").replace("<r", "<marc:r")
    )
    for name in ("leader", "controlfield", "datafield", "subfield"):
        prefixed = prefixed.replace(f"<{name}", f"<marc:{name}")
    bare = ELEMENT.replace(f' xmlns="{marcxml.NAMESPACE}"', "")
    for text in (ELEMENT, f"<collection>{ELEMENT}</collection>", prefixed, bare):
        (item,) = read(text)
        assert item.record is not None
        assert alike(item.record) == alike(NOVEL)


def test_records_within_answers_of_oai_pmh_and_sru():
    oai = (
        '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords><record><header>'
        "<identifier>oai:x:1</identifier></header><metadata>{}</metadata></record><record>"
        '<header status="deleted"><identifier>oai:x:2</identifier></header></record><record>'
        "<header/><metadata>{}</metadata></record></ListRecords></OAI-PMH>"
    )
    assert titles(read(oai.format(ELEMENT, other("Dua")))) == ["Bumi manusia", "Dua"]
    sru = (
        '<zs:searchRetrieveResponse xmlns:zs="http://www.loc.gov/zing/srw/"><zs:records>'
        "<zs:record><zs:recordPacking>xml</zs:recordPacking><zs:recordData>{}</zs:recordData>"
        "</zs:record></zs:records></zs:searchRetrieveResponse>"
    )
    assert titles(read(sru.format(ELEMENT))) == ["Bumi manusia"]
    packed = other("Tiga & empat").replace("&", "&amp;").replace("<", "&lt;")
    assert titles(read(sru.format(packed))) == ["Tiga & empat"]


def test_broken_xml_gives_the_records_before_and_reports_the_position():
    many = "\n".join(other(f"Judul {n}") for n in range(300))
    for broken in ("<record><leader>x</wrong>", "&nbsp;", "<<", ""):
        parsed = read(f"<collection>\n{many}\n{broken}" + other("Hilang") * bool(broken))
        assert titles(parsed)[:300] == [f"Judul {n}" for n in range(300)]
        assert parsed[-1].problem == Problem.XML_BROKEN
        assert parsed[-1].line >= 301
        assert parsed[-1].number == len(parsed)


def test_control_characters_and_windows_bytes_do_not_break_the_rest():
    raw = f"<collection>{other('Satu')}{other('Caf@')}{other('Tiga')}</collection>".encode()
    raw = raw.replace(b"Satu", b"Sa\x1ftu").replace(b"Caf@", b"Caf\xe9")
    assert titles(read(raw)) == ["Satu", "Café", "Tiga"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_every_declared_or_marked_encoding_is_read(encoding):
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?><collection>{other("Café")}</collection>'
    assert titles(read(text.encode(encoding))) == ["Café"]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE c [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    "<collection><record><leader>&b;</leader></record></collection>"
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        BOMB.replace("<!DOCTYPE", "<!-- a -->\n<!DOCTYPE"),
        BOMB.replace("<!DOCTYPE", "<!--" + "x" * 200_000 + "-->\n<!DOCTYPE"),
        '<!DOCTYPE c SYSTEM "file:///etc/passwd"><collection/>',
    ],
)
@pytest.mark.parametrize("kind", [Kind.MARCXML, Kind.ONIX])
def test_document_types_and_entities_are_refused(text, kind):
    with pytest.raises(XmlForbidden):
        items(text.encode(), kind)


def test_document_type_mentioned_in_a_description_is_text():
    assert titles(read(other("<!DOCTYPE html> untuk pemula"))) == ["<!DOCTYPE html> untuk pemula"]


def test_xml_without_records_and_empty_files_are_refused():
    for text in ("<collection/>", "<feed><entry/></feed>", "<html", "kosong"):
        with pytest.raises(KindUnknown):
            items(text.encode(), Kind.MARCXML)
    with pytest.raises(FileEmpty):
        items(b"", Kind.MARCXML)


def test_reading_resumes_behind_the_last_imported_record():
    raw = f"<c>{''.join(other(f'Judul {n}') for n in range(30))}</c>".encode()
    whole = items(raw, Kind.MARCXML)
    assert items(raw, Kind.MARCXML, after=(17, whole[16].at)) == whole[17:]


def test_endless_depth_and_width_are_broken_not_fatal():
    with pytest.raises(KindUnknown):
        items(b"<r>" * 100_000, Kind.MARCXML)
    (item,) = read(ELEMENT.replace("Bumi", "Bumi" * 500_000))
    assert item.record is not None
    assert len(item.record.title) <= 500
