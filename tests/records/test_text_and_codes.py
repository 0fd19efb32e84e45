"""Cleaning and folding of text, identifiers, codes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.codes import audience, language_tag
from records.identifiers import hyphened, is_issn, isbn13
from records.text import fold, plain, unmarked


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Ayat-Ayat CINTA", "ayat ayat cinta"),
        ("Jum'at  Kliwon", "jumat kliwon"),
        ("Qur’an", "quran"),
        ("Rontal™", "rontaltm"),
        ("Café Élan", "cafe elan"),
        ("Ngūrah Ṛṣi", "ngurah rsi"),
        ("Straße", "strasse"),
        ("???", ""),
        ("ᬩᬮᬶ", "ᬩᬮᬶ"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_plain_text_is_one_line_without_hidden_marks(text: str) -> None:
    line = plain(text)
    assert line == plain(line)
    assert not set(line) & set("\n\r\t\x00\u202e\u200b\ufeff")


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("urn:isbn:9780306406157", "9780306406157"),
        ("978-0-306-40615-7", "9780306406157"),
        ("ISBN 0-306-40615-2", "9780306406157"),
        ("080442957X", "9780804429573"),
        ("9780306406158", ""),
        ("0306406153", ""),
        ("urn:uuid:03064061-5205-4b43-8f0e-6a1a3b1f0001", ""),
        ("", ""),
    ],
)
def test_isbn(text: str, number: str) -> None:
    assert isbn13(text) == number


def test_isbn_in_its_parts() -> None:
    assert hyphened("9786020312583") == "978-602-03-1258-3"
    assert hyphened("9780316769488") == "978-0-316-76948-8"
    assert hyphened("9799999999990") == "9799999999990"
    assert hyphened("9786650000000") == "9786650000000"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("0378-5955", True),
        ("ISSN 2434-561x", True),
        ("20891237", True),
        ("1945-1998", False),
        ("2089-1234", False),
        ("2434-5610", False),
        ("", False),
        ("issn", False),
    ],
)
def test_an_issn_has_its_check_digit(text: str, right: bool) -> None:
    assert is_issn(text) is right


@pytest.mark.parametrize(
    ("text", "tag"),
    [("id", "id"), ("IND", "id"), ("en_US", "en-US"), ("in", "id"), ("", "und"), ("<b>", "und")],
)
def test_language(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "group"),
    [("anak", "children"), ("Remaja", "young"), ("dewasa", "adults"), ("umum", "everyone")],
)
def test_audience(text: str, group: str) -> None:
    assert audience(text) == group


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<p class="x">Tentang <b>Arai</b>, juga.</p><p>Dua.</p>', " Tentang Arai, juga.  Dua. "),
        ("Sawah &amp; desa&#8211;Bali", "Sawah & desa–Bali"),
        ("&lt;p&gt;Sawah<br>desa &hellip;", " Sawah desa …"),
        ("bila a < b dan b > c; <Fiksi> AT&T; &", "bila a < b dan b > c; <Fiksi> AT&T; &"),
        ("<p" * 20_000 + "&" * 20_000, "<p" * 20_000 + "&" * 20_000),
    ],
)
def test_tags_and_entities_are_removed_and_similar_text_remains(text, expected):
    assert unmarked(text) == expected
