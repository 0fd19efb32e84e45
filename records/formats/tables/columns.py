"""Recognises the meaning of a table's columns by their headings.

Known headings are those of SLiMS (its export of bibliographies, without headings unless requested;
version 3 has others), of INLISLite 3 (its lists, and its sheet of collections with one row per
copy), of this program's own CSV, and common Indonesian and English ones.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from records.tables import headings

HEADING_WITHIN: Final = 15
"""Number of rows in which the headings are searched; a title row may precede them."""


class Field(StrEnum):
    """Meanings of columns. From PEOPLE_SORTED on they belong to this program's own CSV."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    PEOPLE = "people"
    EDITORS = "editors"
    TRANSLATORS = "translators"
    ILLUSTRATORS = "illustrators"
    BODIES = "bodies"
    STATEMENT = "statement"
    PUBLICATION = "publication"
    PUBLISHER = "publisher"
    PLACE = "place"
    YEAR = "year"
    EDITION = "edition"
    EXTENT = "extent"
    SERIES = "series"
    SERIES_NUMBER = "series_number"
    CLASSIFICATION = "classification"
    CALL_NUMBER = "call_number"
    LANGUAGE = "language"
    ISBN = "isbn"
    ISSN = "issn"
    DOI = "doi"
    ADDRESS = "address"
    CONTROL = "control"
    SUBJECTS = "subjects"
    DESCRIPTION = "description"
    AUDIENCE = "audience"
    AGES = "ages"
    RIGHTS = "rights"
    PEOPLE_SORTED = "people_sorted"
    PEOPLE_ROLES = "people_roles"
    PEOPLE_KINDS = "people_kinds"
    PEOPLE_DATES = "people_dates"
    AGE_FROM = "age_from"
    AGE_TO = "age_to"
    IDENTIFIERS = "identifiers"
    ACCESSIBILITY = "accessibility"


class Program(StrEnum):
    """Program that a table seems to come from."""

    SLIMS = "slims"
    INLISLITE = "inlislite"
    RONTAL = "rontal"
    OTHER = "other"


_F = Field
SEVERAL: Final = frozenset(
    (_F.PEOPLE, _F.EDITORS, _F.TRANSLATORS, _F.ILLUSTRATORS, _F.BODIES, _F.ISBN, _F.SUBJECTS)
)
"""Meanings that several columns of a table may have: Pengarang 1, Pengarang 2."""
SLIMS_ORDER: Final[tuple[Field | None, ...]] = (
    _F.TITLE, None, _F.EDITION, _F.ISBN, _F.PUBLISHER, _F.YEAR, _F.EXTENT, _F.SERIES,
    _F.CALL_NUMBER, _F.LANGUAGE, _F.PLACE, _F.CLASSIFICATION, _F.DESCRIPTION, None, _F.STATEMENT,
    _F.PEOPLE, _F.SUBJECTS, None,
)  # fmt: skip
"""Columns of SLiMS's export without headings, in order."""
OUR_ORDER: Final = (
    _F.TITLE, _F.SUBTITLE, _F.PEOPLE, _F.PEOPLE_SORTED, _F.PEOPLE_ROLES, _F.PEOPLE_KINDS,
    _F.PEOPLE_DATES, _F.SUBJECTS, _F.CLASSIFICATION, _F.SERIES, _F.SERIES_NUMBER, _F.PUBLISHER,
    _F.PLACE, _F.YEAR, _F.EDITION, _F.EXTENT, _F.LANGUAGE, _F.AUDIENCE, _F.AGE_FROM, _F.AGE_TO,
    _F.DESCRIPTION, _F.IDENTIFIERS, _F.RIGHTS, _F.ACCESSIBILITY, _F.CONTROL, _F.ADDRESS,
)  # fmt: skip
"""Columns of this program's own CSV, in order."""

_HEADING_WORDS: Final = {
    _F.TITLE: "title judul judul_buku judul_utama title_proper judul_asli nama_buku book_title "
    "judul_koleksi judul_bahan_pustaka judul_e_book judul_ebook title_245",
    _F.SUBTITLE: "subtitle sub_title anak_judul sub_judul subjudul remainder_of_title",
    _F.PEOPLE: "people authors author pengarang penulis nama_pengarang nama_penulis author_name "
    "pengarang_utama pengarang_tambahan tajuk_pengarang creator creators pengarang_1 pengarang_2 "
    "pengarang_3 penulis_1 penulis_2 contributor contributors tajuk_entri_utama main_entry "
    "kontributor author_1 author_2 additional_author tajuk_entri_tambahan author_name_list "
    "tajuk_pengarang_nama_orang pengarang_tambahan_nama_orang penulis_tambahan",
    _F.EDITORS: "editors editor penyunting nama_editor",
    _F.TRANSLATORS: "translators translator penerjemah penterjemah alih_bahasa",
    _F.ILLUSTRATORS: "illustrators illustrator ilustrator",
    _F.BODIES: "corporate_author badan_korporasi pengarang_badan nama_badan "
    "tajuk_pengarang_badan_korporasi tajuk_pengarang_badan_kooperasi "
    "tajuk_pengarang_nama_badan pengarang_tambahan_nama_badan",
    _F.STATEMENT: "sor statement_of_responsibility kepengarangan pernyataan_tanggung_jawab "
    "penanggung_jawab pernyataan_penanggungjawab pernyataan_tanggungjawab",
    _F.PUBLICATION: "publication penerbitan impresum imprint keterangan_penerbitan publikasi "
    "data_penerbitan",
    _F.PUBLISHER: "publisher penerbit publisher_name nama_penerbit",
    _F.PLACE: "place place_name tempat_terbit kota_terbit publish_location place_of_publication "
    "tempat_penerbitan kota publication_place publish_place",
    _F.YEAR: "year publish_year tahun tahun_terbit thn_terbit publication_year year_published "
    "original_publication_year publication_date tanggal_terbit thn date tahun_penerbitan",
    _F.EDITION: "edition edisi cetakan pernyataan_edisi edisi_cetakan",
    _F.EXTENT: "extent collation deskripsi_fisik physical_description kolasi jumlah_halaman "
    "halaman pages num_pages jml_halaman tebal number_of_pages deskripsi_fisik_koleksi "
    "jumlah_halaman_dan_dimensi",
    _F.SERIES: "series series_title seri judul_seri pernyataan_seri series_name seri_buku",
    _F.SERIES_NUMBER: "series_number nomor_seri no_seri jilid volume series_volume nomor_jilid",
    _F.CLASSIFICATION: "classification klasifikasi ddc dewey no_klas nomor_klas no_klasifikasi "
    "nomor_klasifikasi class_number no_ddc nomor_ddc kelas dewey_no klas",
    _F.CALL_NUMBER: "call_number nomor_panggil no_panggil callnumber no_panggil_ddc "
    "nomor_panggil_katalog",
    _F.LANGUAGE: "language bahasa language_name language_code kode_bahasa languages bahasa_teks",
    _F.ISBN: "isbn isbn_issn isbn13 isbn_13 isbn10 isbn_10 no_isbn nomor_isbn e_isbn eisbn isbn_1 "
    "isbn_2 issn_isbn",
    _F.ISSN: "issn nomor_issn no_issn",
    _F.DOI: "doi",
    _F.ADDRESS: "address url uri link tautan alamat_web lokasi_daring akses_online url_katalog",
    _F.CONTROL: "control biblio_id bib_id bibid control_number nomor_kontrol "
    "no_kontrol nomor_rekod record_id biblioid",
    _F.SUBJECTS: "subjects subject topics topik subjek subyek tajuk_subjek kategori category "
    "categories keywords kata_kunci genre genres tags subyek_topik tajuk_subyek subjek_topik "
    "topic_list",
    _F.DESCRIPTION: "description notes abstrak deskripsi sinopsis synopsis abstract ringkasan "
    "summary catatan keterangan isi_ringkas blurb",
    _F.AUDIENCE: "audience sasaran target_pembaca kelompok_sasaran target_audience pembaca "
    "kelompok_pembaca peruntukan",
    _F.AGES: "ages umur usia kelompok_umur rentang_usia age_range kelompok_usia",
    _F.RIGHTS: "rights hak hak_cipta lisensi license licence copyright",
    _F.PEOPLE_SORTED: "people_sorted",
    _F.PEOPLE_ROLES: "people_roles",
    _F.PEOPLE_KINDS: "people_kinds",
    _F.PEOPLE_DATES: "people_dates",
    _F.AGE_FROM: "age_from usia_dari umur_dari",
    _F.AGE_TO: "age_to usia_sampai umur_sampai",
    _F.IDENTIFIERS: "identifiers",
    _F.ACCESSIBILITY: "accessibility",
}
_MEANS: Final = {word: field for field, words in _HEADING_WORDS.items() for word in words.split()}
HEADINGS: Final = {field: words.split()[0] for field, words in _HEADING_WORDS.items()}
"""Heading written for each meaning; it is recognised when read again."""
# Ranks headings where several columns have the same meaning: lower is better, unlisted is 1.
_BETTER: Final = {
    "title": 0, "judul": 0, "judul_asli": 2, "publish_year": 0, "tahun_terbit": 0, "date": 2,
    "tanggal_terbit": 2, "language_name": 0, "abstrak": 0, "sinopsis": 0, "keterangan": 2,
    "catatan": 2, "notes": 2, "halaman": 2, "pages": 2, "kota": 2, "kelas": 2, "cetakan": 2,

}  # fmt: skip
_SLIMS: Final = {
    "gmd_name", "isbn_issn", "publisher_name", "publish_year", "collation", "series_title",
    "language_name", "place_name", "sor", "item_code", "topics",
}  # fmt: skip
_INLISLITE: Final = {
    "kepengarangan", "penerbitan", "deskripsi_fisik", "nomor_panggil", "no_panggil", "bib_id",
    "bibid", "tajuk_pengarang", "abstrak", "tahun_terbit", "jenis_bahan", "subjek",
    "judul_utama", "nomor_panggil_katalog", "subjek_topik", "no_ddc",
}  # fmt: skip
_COPIES_OF_INLISLITE: Final = {"akses", "kategori", "media", "ketersediaan", "jenis_sumber"}
"""Headings of INLISLite's list of copies, in which `kategori` is the lending category of a copy and
not its subject."""
_COPIES_OF_SLIMS: Final = {
    "item_code", "coll_type_name", "inventory_code", "supplier_name", "location_name",
    "item_status_name", "price_currency",
}  # fmt: skip
_MANY: Final = 4
"""Number of matching headings that cannot be a coincidence."""
_OURS: Final = {"people_sorted", "people_roles", "people_kinds", "people_dates"}
_PICKED: Final = re.compile(r"(<[^<>]*>)+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a table. `heading` is the number of rows before the data (headings and any title
    rows above them), 0 without headings; `fields` has one entry per column."""

    heading: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    program: Program


def recognise(sample: Sequence[Sequence[str]]) -> Columns:
    """Returns the columns of a table from its first rows."""
    width = max((len(row) for row in sample), default=0)
    place, heading = max(
        enumerate(sample[:HEADING_WITHIN]), key=lambda item: _known(item[1]), default=(0, [])
    )
    if _known(heading) < 2 and not (place == 0 and _is_title(heading)):
        slims = _is_slims(sample, width)
        fields = _padded(SLIMS_ORDER, width) if slims else (None,) * width
        program = Program.SLIMS if slims else Program.OTHER
        return Columns(0, ("",) * width, fields, program)
    shown = (*heading, *[""] * (width - len(heading)))
    plain = [headings.plain_heading(cell, _MEANS) for cell in shown]
    if set(plain) >= _COPIES_OF_INLISLITE:
        plain[plain.index("kategori")] = ""
    chosen, program = _chosen(plain), _program(plain)
    if program is Program.OTHER and _is_slims(sample[place + 1 :], width):
        chosen, program = _completed(chosen), Program.SLIMS
    return Columns(place + 1, shown, tuple(chosen), program)


def lists_copies(columns: Columns) -> bool:
    """Returns True for SLiMS's export of copies: one row per copy, with only the title's name."""
    found_headings = {headings.plain_heading(cell, _COPIES_OF_SLIMS) for cell in columns.headings}
    return len(found_headings & _COPIES_OF_SLIMS) >= _MANY and Field.PEOPLE not in columns.fields


def _known(row: Sequence[str]) -> int:
    known_fields = {
        _MEANS.get(headings.plain_heading(cell, _MEANS)) for cell in row if len(cell) < 60
    }
    return len(known_fields - {None})


def _is_title(row: Sequence[str]) -> bool:
    """Returns True where a cell is a heading for titles (a plain list of titles)."""
    return any(_MEANS.get(headings.plain_heading(cell, _MEANS)) is _F.TITLE for cell in row)


def _chosen(plain: list[str]) -> list[Field | None]:
    """Returns the field of each column: a field is given to one column only, the one with the best
    or first heading, unless it is in SEVERAL."""
    best: dict[Field, int] = {}
    chosen: list[Field | None] = [None] * len(plain)
    for place, heading in enumerate(plain):
        field = _MEANS.get(heading)
        if field in SEVERAL:
            chosen[place] = field
        elif field is not None:
            current = best.get(field)
            if current is None or _BETTER.get(heading, 1) < _BETTER.get(plain[current], 1):
                best[field] = place
    for field, place in best.items():
        chosen[place] = field
    return chosen


def _completed(chosen: list[Field | None]) -> list[Field | None]:
    """Fills columns with unknown headings by the column order of SLiMS's export."""
    usual = _padded(SLIMS_ORDER, len(chosen))
    return [
        here or (there if there in SEVERAL or there not in chosen else None)
        for here, there in zip(chosen, usual, strict=True)
    ]


def _program(plain: list[str]) -> Program:
    present = set(plain)
    if present >= _OURS:
        return Program.RONTAL
    slims, inlislite = len(_SLIMS & present), len(_INLISLITE & present)
    if slims >= 3 and slims >= inlislite:
        return Program.SLIMS
    return Program.INLISLITE if inlislite >= 3 else Program.OTHER


def _is_slims(sample: Sequence[Sequence[str]], width: int) -> bool:
    """Returns True where the table has the width of SLiMS's export, and authors and topics are in
    angle brackets."""
    if not len(SLIMS_ORDER) - 1 <= width <= len(SLIMS_ORDER) + 1:
        return False
    cells = [row[place] for row in sample for place in (15, 16) if len(row) > place and row[place]]
    fitting = sum(bool(_PICKED.fullmatch(cell)) for cell in cells)
    return bool(cells) and fitting >= len(cells) * 0.8


def _padded(fields: Sequence[Field | None], width: int) -> tuple[Field | None, ...]:
    return (*fields, *[None] * width)[:width]
