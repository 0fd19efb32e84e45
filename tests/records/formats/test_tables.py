"""Tables of titles from other programs and from people."""

import io

import pytest

from bench.member_lists import workbook
from records import formats
from records.codes import AgentKind, Audience, Scheme
from records.errors import CopiesNotTitles, TableEmpty, TableRefused, TitleColumnMissing
from records.formats import Kind, Problem, Remark
from records.formats.tables import reading
from records.formats.tables.columns import Field, Program
from records.record import Credit, Number, Record
from tests.support.records.formats.marcs import items
from tests.support.records.formats.tables import SLIMS_HEADING, columns_of, read

SLIMS_ROW = (
    '"Bumi manusia : sebuah roman","Text","Cet. 11","978-979-97312-3-4","Lentera Dipantara","2005",'
    '"535 hlm.","Tetralogi Buru","899.221 TOE b","Indonesia","Jakarta","899.221",'
    '"Kisah Minke, \\"pribumi\\".","bumi.jpg","Pramoedya Ananta Toer; penerjemah, Max Lane",'
    '"<Toer, Pramoedya Ananta><Lane, Max>","<Fiksi><Sejarah, Indonesia>","<B001><B002>"'
)

INLISLITE_HEADINGS = (
    "NO TGL_PENGADAAN NO_INDUK NO_BARCODE NO_RFID JENIS_SUMBER NAMA_SUMBER MATA_UANG HARGA "
    "KODE_LOKASI_PERPUSTAKAAN KODE_LOKASI_RUANG AKSES KATEGORI MEDIA KETERSEDIAAN "
    "NOMOR_PANGGIL_EKSEMPLAR JENIS_BAHAN JUDUL_UTAMA ANAK_JUDUL PERNYATAAN_TANGGUNGJAWAB "
    "TAJUK_PENGARANG TAJUK_PENGARANG_BADAN_KOOPERASI PENGARANG_TAMBAHAN_NAMA_ORANG "
    "PENGARANG_TAMBAHAN_NAMA_BADAN EDISI KOTA_TERBIT PENERBIT TAHUN_TERBIT JUMLAH_HALAMAN "
    "DIMENSI ISBN ISSN ISMN NO_DDC NOMOR_PANGGIL_KATALOG ABSTRAK BAHASA SUBJEK_TOPIK "
    "EDISI_SERIAL TGL_TERBIT_EDISI_SERIAL BAHAN_SERTAAN_SERIAL KETERANGAN_LAIN_SERIAL"
)


@pytest.mark.parametrize("heading", [f"{SLIMS_HEADING}\n", ""])
def test_slims_export_is_recognised_with_and_without_its_heading(heading):
    raw = f"{heading}{SLIMS_ROW}\n{SLIMS_ROW}\n"
    assert reading.sample(io.BytesIO(raw.encode())).columns.program is Program.SLIMS
    first, _second = read(raw)
    assert first == Record(
        title="Bumi manusia",
        subtitle="sebuah roman",
        credits=(
            Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta"),
            Credit("Max Lane", "Lane, Max"),
        ),
        subjects=("Fiksi", "Sejarah, Indonesia"),
        classification="899.221",
        series="Tetralogi Buru",
        publisher="Lentera Dipantara",
        place="Jakarta",
        year=2005,
        edition="Cet. 11",
        extent="535 hlm.",
        language="id",
        description='Kisah Minke, "pribumi".',
        numbers=(Number(Scheme.ISBN, "9789799731234"),),
    )


def test_export_of_old_slims_has_columns_prefixed_with_their_tables():
    raw = (
        '"b.biblio_id","b.title","gmd.gmd_name","b.edition","b.isbn_issn","publ.publisher_name",'
        '"b.publish_year","b.collation","b.series_title","b.call_number","lang.language_name",'
        '"pl.place_name","b.classification","b.notes","b.image","b.file_att",'
        '"a.author_name_list","t.topic_list","i.item_code_list"\n'
        '"7","Layar "retak" kita","Text",,"979-97312-3-2","Buku Kita","2005","90 hlm.",,'
        '"899.221 SAR l","Indonesia","Denpasar","899.221",,,,"<Sari Dewi>><Lane, Max>",'
        '"<Fiksi><Bali>","<B1>"\n'
    )
    assert reading.sample(io.BytesIO(raw.encode())).columns.program is Program.SLIMS
    (record,) = read(raw)
    assert record.title == 'Layar "retak" kita'
    assert (record.publisher, record.place, record.year) == ("Buku Kita", "Denpasar", 2005)
    assert [credit.name for credit in record.credits] == ["Sari Dewi", "Max Lane"]
    assert (record.subjects, record.language) == (("Fiksi", "Bali"), "id")


def test_inlislite_collections_give_subjects_and_no_lending_rules():
    headings = INLISLITE_HEADINGS.split()
    cells = {
        "NO": "1", "NO_INDUK": "0001/2019", "AKSES": "Dapat dipinjam", "KATEGORI": "Koleksi Umum",
        "MEDIA": "Buku", "JUDUL_UTAMA": "Subak", "ANAK_JUDUL": "air dan sawah",
        "TAJUK_PENGARANG": "Sari Dewi", "TAJUK_PENGARANG_BADAN_KOOPERASI": "Dinas Pertanian Bali",
        "PENGARANG_TAMBAHAN_NAMA_ORANG": "Budi Santoso", "KOTA_TERBIT": "Tabanan",
        "PENERBIT": "Daun", "TAHUN_TERBIT": "2019", "JUMLAH_HALAMAN": "88 hlm", "NO_DDC": "631.7",
        "BAHASA": "ind", "SUBJEK_TOPIK": "Irigasi;Sawah", "ISBN": "9789799731234",
    }  # fmt: skip
    raw = workbook(headings, [cells.get(heading) for heading in headings])
    assert reading.sample(io.BytesIO(raw)).columns.program is Program.INLISLITE
    (record,) = [item.record for item in items(raw, Kind.TABLE) if item.record]
    assert (record.title, record.subtitle) == ("Subak", "air dan sawah")
    assert [credit.name for credit in record.credits] == [
        "Sari Dewi", "Dinas Pertanian Bali", "Budi Santoso"
    ]  # fmt: skip
    assert record.credits[1].kind is AgentKind.BODY
    assert record.subjects == ("Irigasi", "Sawah")
    assert (record.place, record.publisher, record.year) == ("Tabanan", "Daun", 2019)
    assert (record.classification, record.language, record.extent) == ("631.7", "id", "88 hlm")


def test_slims_list_of_copies_is_refused_with_advice():
    raw = (
        "item_code;call_number;coll_type_name;inventory_code;received_date;supplier_name;order_no;"
        "location_name;order_date;item_status_name;site;source;invoice;price;price_currency;"
        "invoice_date;input_date;last_update;title\n"
        "S1;899.221;Fiksi;I1;2019-01-02;Toko;1;Pusat;2019-01-01;;Rak 1;1;1;50000;Rupiah;"
        "2019-01-02;2019-01-02;2019-01-02;Subak\n"
    )
    with pytest.raises(CopiesNotTitles):
        read(raw)


def test_inlislite_list_is_recognised_by_its_indonesian_headings():
    raw = (
        "Daftar Katalog\n"
        "BIB-ID;Judul;Kepengarangan;Penerbitan;Edisi;Deskripsi Fisik;Subjek;ISBN;Bahasa;"
        "Nomor Panggil;Abstrak;Tahun Terbit\n"
        '0010-1;Bumi manusia / Pramoedya;"Pramoedya Ananta Toer ; penyunting, Joesoef Isak";'
        "Jakarta : Hasta Mitra, 1980;Cet. 1;viii, 354 hlm.;Fiksi Indonesia, Roman sejarah;"
        "979-8659-12-0;ind;899.221 3 TOE b;Kisah Minke;1980\n"
    )
    assert reading.sample(io.BytesIO(raw.encode())).columns.program is Program.INLISLITE
    (record,) = read(raw)
    assert record.title == "Bumi manusia"
    assert (record.place, record.publisher, record.year) == ("Jakarta", "Hasta Mitra", 1980)
    assert record.credits == (
        Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta"),
        Credit("Joesoef Isak", "Isak, Joesoef", "edt"),
    )
    assert record.subjects == ("Fiksi Indonesia", "Roman sejarah")
    assert (record.language, record.classification) == ("id", "899.2213")
    assert (record.description, record.extent) == ("Kisah Minke", "viii, 354 hlm.")


def test_list_kept_by_hand_in_a_workbook():
    raw = workbook(
        ["Perpustakaan Desa Tua"],
        ["No", "JUDUL BUKU", "Nama Pengarang", "Penerjemah", "Th. Terbit", "Usia", "No. ISBN"],
        [1, "Si Kancil", "Sari Dewi, S.Pd.", "Budi Santoso & Co", 2019, "7-10", 9789799731234],
        [2, "Tari Bali", "Dinas Kebudayaan Bali", None, 1999, "remaja", None],
    )
    fields = (None, "title", "people", "translators", "year", "ages", "isbn")
    first, second = [item.record for item in items(raw, Kind.TABLE, mapping=fields) if item.record]
    assert first.credits[0] == Credit("Sari Dewi", "Dewi, Sari")
    assert first.credits[1].role == "trl"
    assert (first.year, first.age_from, first.age_to) == (2019, 7, 10)
    assert first.isbn == "9789799731234"
    assert second.credits[0].kind is AgentKind.BODY


def test_merged_cell_applies_to_each_book():
    raw = workbook(
        ["Judul", "Pengarang", "Penerbit", None],
        [None, None, "Kota", "Nama Penerbit"],
        ["Bumi Manusia", "Pramoedya Ananta Toer", "Jakarta", "Lentera"],
        ["Jejak Langkah"],
        merged=["A1:A2", "B1:B2", "C1:D1", "B3:B4", "C3:C4", "D3:D4"],
    )
    records = [item.record for item in items(raw, Kind.TABLE) if item.record]
    assert [one.title for one in records] == ["Bumi Manusia", "Jejak Langkah"]
    assert records[0].credits == records[1].credits
    assert {(one.place, one.publisher) for one in records} == {("Jakarta", "Lentera")}


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ('"Toer, Pramoedya Ananta"', ["Pramoedya Ananta Toer"]),
        ('"Toer, Pramoedya Ananta; Lane, Max"', ["Pramoedya Ananta Toer", "Max Lane"]),
        ('"Sari Dewi, Budi Santoso"', ["Sari Dewi", "Budi Santoso"]),
        ('"Sari Dewi, M.Hum."', ["Sari Dewi"]),
        ("Sari Dewi | Budi", ["Sari Dewi", "Budi"]),
        ("Hamka", ["Hamka"]),
        ('"Ayu, Budi, Citra"', ["Ayu", "Budi", "Citra"]),
    ],
)
def test_names_in_one_cell_are_split_correctly(cell, names):
    (record,) = read(f"judul,pengarang\nX,{cell}\n")
    assert [credit.name for credit in record.credits] == names


def test_commas_between_people_in_one_row_apply_to_every_row():
    rows = "\n".join(f'X{n},"Sari Dewi, Budi Santoso"' for n in range(9))
    records = read(f'title,authors\n{rows}\nY,"Plato, Robin Waterfield"\n')
    assert [credit.name for credit in records[-1].credits] == ["Plato", "Robin Waterfield"]


@pytest.mark.parametrize(
    ("heading", "cell", "name", "value"),
    [
        ("tahun", "2008.0", "year", 2008),
        ("tahun", "c2011", "year", 2011),
        ("bahasa", "Bahasa Inggris", "language", "en"),
        ("bahasa", "Jawa", "language", "jv"),
        ("language_code", "en-US", "language", "en-US"),
        ("sasaran", "Anak-anak", "audience", Audience.CHILDREN),
        ("Kelompok Usia", "12+", "age_from", 12),
        ("No. Panggil", "R 959.8 SUK", "classification", "959.8"),
        ("No. Panggil", "R.297.403 ENS 3", "classification", "297.403"),
        ("No. Panggil", "2x9 mul", "classification", "2X9"),
        ("No. Panggil", "301.183 2 HUS", "classification", "301.1832"),
        ("No. Panggil", "813.54 2005", "classification", "813.54"),
        ("No. Panggil", "FIK AND", "classification", ""),
        ("klasifikasi", "1.4", "classification", "001.4"),
        ("klasifikasi", "NONE", "classification", ""),
        ("tahun", "1427 H", "year", 2006),
        ("tahun", "1427 H/2007 M", "year", 2007),
        ("No. Panggil", "959.8 SUK", "classification", "959.8"),
        ("isbn", "439023483", "isbn", "9780439023481"),
        ("isbn13", "9.78043902348e+12", "isbn", ""),
        ("Sub Judul", "dasar", "subtitle", "dasar"),
        ("Sinopsis", "Kisah", "description", "Kisah"),
    ],
)
def test_cells_as_written_by_people_and_spreadsheets(heading, cell, name, value):
    (record,) = read(f"judul,{heading}\nX,{cell}\n")
    assert getattr(record, name) == value


def test_series_behind_the_title_is_used_if_there_is_no_column():
    (record,) = read('title,isbn\n"Catching Fire (The Hunger Games, #2)",\n')
    assert (record.title, record.series, record.series_number) == (
        "Catching Fire",
        "The Hunger Games",
        "2",
    )


def test_rows_are_numbered_as_in_spreadsheets_and_untitled_ones_reported():
    parsed = items(b"judul,tahun\nA,1999\n,2000\n\nB,kemarin\n", Kind.TABLE)
    assert [(item.number, item.problem) for item in parsed] == [
        (2, ""),
        (3, Problem.NO_TITLE),
        (5, ""),
    ]
    assert parsed[2].remarks == (Remark.YEAR_UNKNOWN,)


def test_row_with_unbalanced_quotes_is_read_and_reported():
    parsed = items(b'judul,penerbit\n"A,Sari\nB,Budi\n', Kind.TABLE)
    assert [item.record.title for item in parsed if item.record] == ["A", "B"]
    assert parsed[0].remarks == (Remark.QUOTES_WRONG,)


def test_two_hundred_columns_do_no_harm():
    wide = ",".join(["judul", *[f"k{n}" for n in range(199)]])
    rows = "\n".join(",".join(["Bumi"] + ["x"] * 199) for _row in range(20))
    assert len(read(f"{wide}\n{rows}\n")) == 20


def test_table_without_titles_asks_for_their_column_and_uses_the_answer():
    raw = "kolom a,kolom b\nBumi manusia,Toer\n"
    with pytest.raises(TitleColumnMissing):
        read(raw)
    records = read(raw, mapping=(Field.TITLE, "people"))
    assert records[-1].title == "Bumi manusia"
    assert records[-1].credits == (Credit("Toer", "Toer"),)


def test_reading_resumes_behind_the_last_imported_row():
    raw = ("judul\n" + "".join(f"Judul {n}\n" for n in range(50))).encode()
    whole = items(raw, Kind.TABLE)
    assert items(raw, Kind.TABLE, after=(whole[20].number, whole[20].at)) == whole[21:]


def test_other_files_are_refused_with_their_own_reasons():
    with pytest.raises(TableEmpty):
        items(b"", Kind.TABLE)
    with pytest.raises(TableRefused):
        items(b"%PDF-1.4", Kind.TABLE)


def test_every_field_has_a_heading_that_is_recognised():
    headings = ",".join(formats.HEADINGS.values())
    columns = reading.sample(io.BytesIO(f"{headings}\n".encode())).columns
    assert set(columns.fields) == set(Field)


@pytest.mark.parametrize(("above", "heading"), [(14, 15), (15, 0)])
def test_headings_are_found_in_the_first_fifteen_rows(above, heading):
    table = "Daftar koleksi,\n" * above + "judul,pengarang\nBumi Manusia,Pramoedya\n"
    assert columns_of(table).heading == heading
