"""Citations read back by third-party parsers."""

from urllib.parse import parse_qs

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from records.codes import AgentKind, Scheme
from records.formats.citing import bibtex, openurl, ris
from records.formats.citing.makers import CREATORS, Maker, makers
from records.record import Credit, Number, Record

ADDRESS = "https://perpustakaan.example/koleksi/salah-asuhan/"
FULL = Record(
    title="Salah Asuhan",
    subtitle="100% {roman} & kisah_cinta",
    credits=[
        Credit("Abdoel Moeis", "Moeis, Abdoel"),
        Credit("I Made Tiru", "I Made Tiru"),
        Credit("Dinas Arsip and Perpustakaan", role="aut", kind=AgentKind.BODY),
        Credit("Martin King Jr", "King, Martin, Jr", role="edt"),
        Credit("Robin Susanto", "Susanto, Robin", role="trl"),
        Credit("Siti Gambar", "Gambar, Siti", role="ill"),
    ],
    subjects=["Fiksi Indonesia", "Bali"],
    series="Seri Roman",
    series_number="4",
    publisher="Balai Pustaka",
    place="Jakarta",
    year=1928,
    edition="Cet. 3",
    language="id",
    description="Baris satu.\nBaris dua.",
    numbers=[
        Number(Scheme.ISBN, "9789794071397"),
        Number(Scheme.DOI, "10.1000/182"),
        Number(Scheme.CONTROL, "x:1"),
    ],
)
TEXTS = st.text(
    st.characters(blacklist_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=40
).filter(lambda text: text.strip())


def test_names_are_split_in_list_order() -> None:
    assert makers(FULL, CREATORS) == [
        Maker("Moeis", "Abdoel"),
        Maker("I Made Tiru"),
        Maker("Dinas Arsip and Perpustakaan", body=True),
    ]
    king = makers(FULL, frozenset({"edt"}))[0]
    assert (king.natural, king.inverted) == ("Martin King, Jr", "King, Martin, Jr")
    twice = Record(title="A", credits=[Credit("B"), Credit("B"), Credit("B", role="art")])
    assert makers(twice, CREATORS) == [Maker("B")]


def test_ris_reader_reads_every_field() -> None:
    text = ris.reference(FULL, ADDRESS)
    assert text.startswith("TY  - BOOK\r\n")
    assert text.endswith("\r\nER  - \r\n")
    (reference,) = rispy.loads(text)
    assert reference == {
        "type_of_reference": "BOOK",
        "authors": ["Moeis, Abdoel", "I Made Tiru", "Dinas Arsip and Perpustakaan"],
        "subsidiary_authors": ["Susanto, Robin"],
        "unknown_tag": {"ED": ["King, Martin, Jr"]},
        "title": "Salah Asuhan: 100% {roman} & kisah_cinta",
        "year": "1928",
        "publisher": "Balai Pustaka",
        "place_published": "Jakarta",
        "edition": "Cet. 3",
        "tertiary_title": "Seri Roman",
        "volume": "4",
        "language": "id",
        "issn": "9789794071397",
        "doi": "10.1000/182",
        "keywords": ["Fiksi Indonesia", "Bali"],
        "abstract": "Baris satu. Baris dua.",
        "urls": [ADDRESS],
    }


def test_bibtex_reader_reads_every_field() -> None:
    bibliography = parse_string(bibtex.entry(FULL, ADDRESS), "bibtex")
    entry = bibliography.entries["moeis1928salah"]
    assert entry.type == "book"
    people = entry.persons["author"]
    assert [str(one) for one in people] == [
        "Moeis, Abdoel",
        "{I Made Tiru}",
        "{Dinas Arsip and Perpustakaan}",
    ]
    (king,) = entry.persons["editor"]
    assert (king.last_names, king.first_names, king.lineage_names) == (["King"], ["Martin"], ["Jr"])
    assert entry.fields["title"] == (
        r"Salah Asuhan: 100\% \textbraceleft{}roman\textbraceright{} \& kisah\_cinta"
    )
    assert dict(entry.fields) == dict(entry.fields) | {
        "translator": "Susanto, Robin",
        "year": "1928",
        "publisher": "Balai Pustaka",
        "address": "Jakarta",
        "edition": "Cet. 3",
        "series": "Seri Roman",
        "number": "4",
        "language": "id",
        "isbn": "9789794071397",
        "doi": "10.1000/182",
        "keywords": "Fiksi Indonesia, Bali",
        "url": ADDRESS,
    }


@pytest.mark.parametrize(
    ("record", "key"),
    [
        (Record(title="Ötzi, der Mann"), "otzi"),
        (Record(title="東京", credits=[Credit("村上春樹")]), "untitled"),
        (Record(title="A-B c", year=1999, credits=[Credit("X", role="edt")]), "x1999a"),
    ],
)
def test_keys_are_letters_and_digits(record: Record, key: str) -> None:
    assert bibtex.key(record) == key


@given(title=TEXTS, name=TEXTS, sort_name=TEXTS, publisher=TEXTS)
def test_no_text_breaks_a_file(title: str, name: str, sort_name: str, publisher: str) -> None:
    record = Record(
        title=title,
        credits=[Credit(name, sort_name), Credit("Sari", "Sari")],
        publisher=publisher,
    )
    (reference,) = rispy.loads(ris.reference(record, ADDRESS))
    assert reference["title"] == " ".join(title.split())
    assert reference["urls"] == [ADDRESS]
    entries = parse_string(bibtex.entry(record, ADDRESS), "bibtex").entries
    (entry,) = entries.values()
    assert entry.fields["url"] == ADDRESS
    assert str(entry.persons["author"][-1]) == "Sari"


def test_page_contains_the_title_as_a_context_object() -> None:
    assert parse_qs(openurl.query(FULL, ADDRESS)) == {
        "ctx_ver": ["Z39.88-2004"],
        "rft_val_fmt": ["info:ofi/fmt:kev:mtx:book"],
        "rft.genre": ["book"],
        "rft.btitle": ["Salah Asuhan: 100% {roman} & kisah_cinta"],
        "rft.aulast": ["Moeis"],
        "rft.aufirst": ["Abdoel"],
        "rft.au": ["I Made Tiru", "Dinas Arsip and Perpustakaan"],
        "rft.date": ["1928"],
        "rft.pub": ["Balai Pustaka"],
        "rft.place": ["Jakarta"],
        "rft.edition": ["Cet. 3"],
        "rft.series": ["Seri Roman"],
        "rft.isbn": ["9789794071397"],
        "rft_id": [ADDRESS],
    }


def test_corporate_body_is_marked_as_one_and_a_record_without_people_has_none() -> None:
    body = Record(title="A", credits=[Credit("Dinas", kind=AgentKind.BODY)])
    assert "rft.aucorp=Dinas" in openurl.query(body, ADDRESS)
    alone = openurl.query(Record(title='"<'), ADDRESS)
    assert "rft.au" not in alone
    assert '"<' not in alone
