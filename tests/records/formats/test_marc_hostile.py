"""Broken MARC files: a broken record does not affect the others."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import formats
from records.errors import FileEmpty, FileRefused, KindUnknown, TableRefused
from records.formats import Kind, Problem, Remark
from tests.support.records.formats.marcs import LEADER, TITLE, items, marc

MARC8 = LEADER.replace(" a22", "  22")
GOOD = marc("100 1  $aToer, Pramoedya Ananta", TITLE)
OTHER = marc("245 10 $aAnak semua bangsa")


def titles(raw: bytes) -> list[str]:
    return [item.record.title if item.record else f"! {item.problem}" for item in items(raw)]


def remarks(raw: bytes) -> tuple[str, ...]:
    (item,) = items(raw)
    return item.remarks


def test_wrong_length_costs_a_remark_and_no_record():
    wrong = b"00033" + GOOD[5:]
    assert titles(wrong + OTHER) == ["Bumi manusia", "Anak semua bangsa"]
    assert remarks(wrong) == (Remark.LENGTH_WRONG,)


def test_directory_counted_in_characters_is_read_by_the_order_of_fields():
    raw = marc("100 1  $aÅ, Ö ü é", "245 10 $aÉcole pour tous", "300    $a20 hlm.")
    base = 24 + 36 + 1
    counted = raw[:24] + b"100001000000" + b"245002000010" + b"300001300030" + raw[base - 1 :]
    (item,) = items(counted)
    assert item.record is not None
    assert (item.record.title, item.record.extent) == ("École pour tous", "20 hlm.")


def test_directory_in_another_order_than_the_fields_is_trusted():
    raw = marc("300    $a20 hlm.", "245 10 $aJudul")
    swapped = raw[:24] + raw[36:48] + raw[24:36] + raw[48:]
    assert titles(swapped) == ["Judul"]


def test_inconsistent_directory_is_read_as_far_as_possible():
    short = GOOD.replace(b"\x1e", b"245", 1)
    assert len(titles(short + OTHER)) == 2
    missing = marc(TITLE, "300    $a9 hlm.", "500    $aCatatan")
    cut = missing[:36] + missing[60:]
    (item,) = items(cut)
    assert item.record is not None
    assert item.record.title == "Bumi manusia"
    assert Remark.DIRECTORY_WRONG in item.remarks


@pytest.mark.parametrize("between", [b"\n", b"\r\n", b"\x00\x00", b"\x1a", b"\xef\xbb\xbf"])
def test_bytes_between_two_records_are_skipped(between):
    raw = between + GOOD + between + OTHER + between
    assert titles(raw) == ["Bumi manusia", "Anak semua bangsa"]
    assert all(item.remarks == () for item in items(raw))


def test_records_without_terminators_are_split_at_their_leaders():
    raw = GOOD[:-1] + b"\n" + OTHER[:-1] + b"\r\n" + GOOD[:-1]
    assert titles(raw) == ["Bumi manusia", "Anak semua bangsa", "Bumi manusia"]


def test_file_that_ends_within_a_record_is_reported_and_the_others_are_read():
    for end in range(1, len(OTHER) - 2):
        titles_read = titles(GOOD + OTHER[:end])
        assert titles_read[0] == "Bumi manusia"
        assert titles_read[1:] in ([], [f"! {Problem.CUT_SHORT}"])
    assert titles(GOOD + OTHER[:50]) == ["Bumi manusia", f"! {Problem.CUT_SHORT}"]


def test_garbage_between_records_is_one_broken_record():
    assert titles(GOOD + b"sampah \x1e tanpa arti\x1d" + OTHER) == [
        "Bumi manusia",
        f"! {Problem.BROKEN}",
        "Anak semua bangsa",
    ]


def test_a_broken_first_record_does_not_hide_the_rest():
    assert titles(b"xx\x1e\x1d" + GOOD)[1:] == ["Bumi manusia"]


def test_record_longer_than_its_leader_can_express_is_read_whole():
    long = marc(*[f"650  4 $aPokok bahasan {n} " + "x" * 100 for n in range(1200)], TITLE)
    assert len(long) > 130_000
    (item,) = items(long)
    assert item.record is not None
    assert item.record.title == "Bumi manusia"


def test_endless_record_is_abandoned_and_the_next_is_read(monkeypatch):
    monkeypatch.setattr("records.formats.marc.framing.MAX_BYTES", 3_000_000)
    raw = GOOD + b"x" * 9_000_000 + b"\x1d" + OTHER
    assert titles(raw) == ["Bumi manusia", f"! {Problem.TOO_LARGE}", "Anak semua bangsa"]


@pytest.mark.parametrize(
    ("text", "leader", "encoding", "remark"),
    [
        ("Café Müller", LEADER, "utf-8", ()),
        ("Café Müller", MARC8, "utf-8", (Remark.ENCODING,)),
        ("Café Müller di Québec", LEADER, "cp1252", (Remark.ENCODING,)),
        ("“Café” – Müller", MARC8, "cp1252", (Remark.ENCODING,)),
        ("México, Perú y España", MARC8, "cp1252", (Remark.ENCODING,)),
    ],
)
def test_encodings_are_detected_by_their_bytes_despite_the_leader(text, leader, encoding, remark):
    (item,) = items(marc(f"245 10 $a{text}", leader=leader, encoding=encoding))
    assert item.record is not None
    assert item.record.title == text
    assert item.remarks == remark


@pytest.mark.parametrize(("leader", "remark"), [(MARC8, ()), (LEADER, (Remark.ENCODING,))])
def test_real_marc8_is_read_despite_a_leader_claiming_utf8(leader, remark):
    marks = b"Garc\xe2ia M\xe2arquez \xe8uber das \xb5aroma".decode("ascii", "surrogateescape")
    (item,) = items(marc(f"245 10 $a{marks}$bdua", leader=leader))
    assert item.record is not None
    assert item.record.title.startswith("García Márquez über das")
    assert item.record.subtitle == "dua"
    assert item.remarks == remark


def test_marc8_of_other_scripts_is_read_by_its_escapes():
    greek = b"\x1b(S\x61\x62\x63\x1b(B".decode("ascii", "surrogateescape")
    (item,) = items(marc(f"245 10 $aHuruf {greek}", leader=MARC8))
    assert item.record is not None
    assert any("\u0370" <= char <= "\u03ff" for char in item.record.title)


def test_one_record_in_several_encodings_is_read_field_by_field():
    windows = "Penerbit Ågren & Søn".encode("cp1252").decode("ascii", "surrogateescape")
    (item,) = items(marc("245 10 $aÉcole", f"260    $aDenpasar :$b{windows},$c2001"))
    assert item.record is not None
    assert (item.record.title, item.record.publisher) == ("École", "Penerbit Ågren & Søn")


def test_control_characters_are_removed():
    (item,) = items(marc("245 10 $aBa\x00ris\x07 satu\x0bdua\u202e"))
    assert item.record is not None
    assert item.record.title == "Ba ris satu dua"


def test_reading_resumes_behind_the_last_imported_record():
    raw = GOOD + b"\n" + OTHER + b"kacau\x1d" + GOOD
    whole = items(raw)
    for item in whole:
        rest = items(raw, after=(item.number, item.at))
        assert rest == whole[item.number :]
    assert whole[-1].at == len(raw)


def test_empty_file_and_other_kinds_are_refused():
    for raw in (b"", b"\r\n \x00"):
        with pytest.raises(FileEmpty):
            items(raw)
    for raw in (b"%PDF-1.7 ...", b"judul,pengarang\nA,B\n", b"\x1d" * 10 + b"x"):
        with pytest.raises(KindUnknown):
            items(raw)


@pytest.mark.parametrize("kind", sorted(formats.RECORDS))
@settings(max_examples=150, deadline=None)
@given(raw=st.binary(max_size=400))
def test_any_bytes_give_items_or_a_named_refusal(kind, raw):
    for start in (b"", GOOD[:40], b"<collection><record>", b'{"a":', b"title,isbn\n"):
        try:
            parsed = items(start + raw, Kind(kind))
        except (FileRefused, TableRefused):
            continue
        assert [item.number for item in parsed] == sorted({item.number for item in parsed})


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_altered_record_never_spoils_its_neighbours(data):
    raw = bytearray(GOOD)
    for _turn in range(data.draw(st.integers(1, 5))):
        place = data.draw(st.integers(0, len(raw) - 2))
        raw[place] = data.draw(st.integers(0, 255).filter(lambda code: code != 0x1D))
    titles_read = titles(OTHER + bytes(raw) + OTHER)
    assert titles_read[0] == titles_read[-1] == "Anak semua bangsa"


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600), st.text(max_size=20))
def test_kind_of_any_bytes_is_detected_or_refused(raw, name):
    for start in (b"", b"PK\x03\x04", b"<", b"\xff\xfe"):
        with suppress(FileRefused):
            assert formats.kind_of(io.BytesIO(start + raw), name) in Kind


MANY = 40_000
EDGES = {
    "people": marc(*[f"700 1  $aX{n}, Y" for n in range(MANY)], TITLE),
    "subjects": marc(*[f"650  4 $as{n}" for n in range(MANY)], TITLE),
    "notes": marc(*[f"520    $acatatan {n}" for n in range(MANY)], TITLE),
    "features": marc(*[f"532 8  $aaccess{n}: x" for n in range(MANY)], TITLE),
    "brackets": marc("490 0  $a" + "(" * 300_000, "245 10 $aJudul" + " / :" * 300_000),
    "statement": marc("245 10 $aJudul /$c" + "." * 300_000 + ";(" * 300_000),
    "parts": marc("245 10 $aJudul" + "$nx" * 300_000),
    "marks": marc("245 10 $aJudul" + "\udce9" * 300_000, leader=MARC8),
}


@pytest.mark.parametrize("raw", EDGES.values(), ids=EDGES)
def test_records_built_to_take_for_ever_are_read(raw):
    (item,) = items(raw)
    assert item.record is not None
    assert item.record.title.startswith(("Judul", "Bumi"))


def test_rows_built_to_take_for_ever_are_read():
    heading = b"judul,penerbitan,kepengarangan,pengarang,subjek,isbn\n"
    cells = ["(# " * 6_000 + ")", "., " * 6_000 + "x", "." * 19_000, "a," * 9_000, "a;" * 9_000]
    row = ",".join(f'"{cell}"' for cell in [*cells, "1-" * 9_000])
    parsed = items(heading + f"{row}\n".encode() * 5, Kind.TABLE)
    assert len(parsed) == 5


def test_endless_xml_element_is_abandoned(monkeypatch):
    monkeypatch.setattr("records.formats.xml.MAX_ELEMENT_BYTES", 1_000_000)
    raw = b"<c><record><leader>x</leader>" + b"<datafield/>" * 500_000
    with pytest.raises(KindUnknown):
        items(raw, Kind.MARCXML)
