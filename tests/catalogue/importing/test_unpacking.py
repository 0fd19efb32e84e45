"""Importing a ZIP of books like a folder."""

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import IO

import pytest

from records.errors import (
    FileRefused,
    ZipLocked,
    ZipTooLarge,
    ZipUnsafe,
    ZipWithoutBooks,
)
from records.formats import Kind, kind_of
from rontal.catalogue.importing import jobs, services, unpacking
from rontal.catalogue.importing.kinds import Options
from rontal.catalogue.importing.models import Import, ImportFile, ImportRow
from rontal.catalogue.importing.steps import archives
from rontal.catalogue.models import BookFile, Title
from rontal.core.models import SealedFile
from tests.support.catalogue.importing.factories import SYSTEM
from tests.support.records import epubs

OPF = """<package xmlns="http://www.idpf.org/2007/opf"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>{}</dc:title></metadata></package>"""
PICTURE = epubs.picture(kind="JPEG")


def packed(files: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    target.seek(0)
    return target


def names(files: dict[str, bytes | str]) -> list[str]:
    return [name for name, _content in unpacking.files(packed(files), "paket.zip")]


def test_kind_of_a_zip_is_that_of_its_content() -> None:
    book = epubs.book("Air")
    assert kind_of(packed({"a/air.epub": book, "a/cover.jpg": PICTURE}), "x.zip") is Kind.ZIP
    assert kind_of(packed({"1.jpg": PICTURE, "2.jpg": PICTURE}), "x.zip") is Kind.IMAGES
    assert kind_of(packed({"1.jpg": PICTURE, "catatan.pdf": b"x"}), "x.cbz") is Kind.IMAGES
    assert kind_of(io.BytesIO(book), "x.zip") is Kind.EPUB
    with pytest.raises(ZipWithoutBooks):
        kind_of(packed({"catatan.txt": b"x"}), "x.zip")


def test_names_include_the_zip_and_its_folders_and_junk_is_skipped() -> None:
    files: dict[str, bytes | str] = {
        "fiksi/10.epub": b"x", "fiksi/2.epub": b"x", "fiksi/cover.jpg": PICTURE, "air.pdf": b"x",
        "__MACOSX/._air.pdf": b"x", ".DS_Store": b"x", "lontar/2.jpg": PICTURE,
        "lontar/10.jpg": PICTURE, "kosong/": b"",
    }  # fmt: skip
    assert sorted(names(files)) == [
        "paket.zip/air.pdf", "paket.zip/fiksi/10.epub", "paket.zip/fiksi/2.epub",
        "paket.zip/lontar.cbz",
    ]  # fmt: skip
    [scans] = [
        content
        for name, content in unpacking.files(packed(files), "paket.zip")
        if name.endswith(".cbz")
    ]
    assert zipfile.ZipFile(scans).namelist() == ["2.jpg", "10.jpg"]


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"../luar.epub": b"x"}, ZipUnsafe),
        ({"/mutlak.epub": b"x"}, ZipUnsafe),
        ({"a\\b.epub": b"x"}, ZipUnsafe),
        ({"c:luar.epub": b"x"}, ZipUnsafe),
        ({"bom.epub": b"\0" * 20_000_000}, ZipTooLarge),
        ({f"{number}.epub": b"" for number in range(2_001)}, ZipTooLarge),
        ({"__MACOSX/._air.epub": b"x", "kosong/": b""}, ZipWithoutBooks),
        ({f"{number}/1.jpg": b"" for number in range(51)}, ZipTooLarge),
    ],
)
def test_harmful_members_are_skipped(files: dict[str, bytes | str], why: type[FileRefused]) -> None:
    with pytest.raises(why):
        names(files)


def test_encrypted_damaged_and_unsupported_zips_are_refused() -> None:
    with pytest.raises(ZipLocked):
        unpacking.files(packed({"a.epub": b"x"}, zipfile.ZIP_LZMA), "x.zip")
    with pytest.raises(ZipLocked):
        unpacking.files(io.BytesIO(b"PK\x03\x04 rusak"), "x.zip")
    locked = bytearray(packed({"a.epub": b"x"}).getvalue())
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    with pytest.raises(ZipLocked):
        unpacking.files(io.BytesIO(bytes(locked)), "x.zip")


def test_false_size_is_not_trusted() -> None:
    lying = bytearray(packed({"a.epub": b"\0" * 5_000_000}).getvalue())
    at = lying.index(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (9).to_bytes(4, "little")
    [(_name, content)] = unpacking.files(io.BytesIO(bytes(lying)), "x.zip")
    assert content.read() == b""


@pytest.mark.whole
@pytest.mark.django_db
def test_zip_of_books_is_imported_with_a_report_of_each_file() -> None:
    inner = packed({"x.epub": epubs.book("Dalam")}).getvalue()
    damaged = packed({"rusak.epub": epubs.book("Rusak")}, zipfile.ZIP_STORED).getvalue()
    broken = damaged.replace(b"mimetype", b"mimetypo", 1)
    files: dict[str, bytes | str] = {
        "Sari/Air/air.epub": epubs.book("Air di Subak"),
        "Sari/Air/metadata.opf": OPF.format("Air, Menurut Katalog"),
        "Sari/Laut/laut.epub": epubs.book("Laut"),
        "Sari/Laut/metadata.opf": OPF.format("Laut, Menurut Katalog"),
        "dalam.zip": inner,
        "catatan.txt": b"halo",
    }
    for content in (packed(files), io.BytesIO(broken)):
        run = services.start_import(
            content=content, file_name="paket.zip", options=Options(), actor=SYSTEM
        )
        services.begin_importing(import_id=run.pk, actor=SYSTEM)
        jobs.import_records(import_id=run.pk, seconds=600)
    codes = dict(ImportRow.objects.order_by("run", "number").values_list("label", "codes"))
    assert codes["paket.zip/dalam.zip"] == ["book_zip_within"]
    assert codes["paket.zip/catatan.txt"] == ["book_unknown_kind"]
    assert codes["paket.zip/rusak.epub"] == ["epub_not_one"]
    titles = set(Title.objects.values_list("title", flat=True))
    assert titles == {"Air, Menurut Katalog", "Laut, Menurut Katalog"}
    assert BookFile.objects.count() == 2
    assert ImportFile.objects.filter(run=run).count() in (0, 1)


@pytest.mark.django_db
def test_two_folders_may_contain_books_of_one_name() -> None:
    files: dict[str, bytes | str] = {
        "satu/buku.epub": epubs.book("Satu"), "satu/buku.opf": OPF.format("Satu Betul"),
        "dua/buku.epub": epubs.book("Dua"), "scan/1.jpg": PICTURE,
    }  # fmt: skip
    run = services.start_import(
        content=packed(files), file_name="p.zip", options=Options(), actor=SYSTEM
    )
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    jobs.import_records(import_id=run.pk, seconds=600)
    assert set(Title.objects.values_list("title", flat=True)) == {"Satu Betul", "Dua", "scan"}


@pytest.mark.django_db
def test_zip_beside_a_list_of_books_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "paket.zip"
    path.write_bytes(packed({"catatan.txt": b"x"}).getvalue())
    run = services.start_paths(paths=[path], options=Options(), actor=SYSTEM)
    services.begin_importing(import_id=run.pk, actor=SYSTEM)
    jobs.import_records(import_id=run.pk, seconds=600)
    assert ImportRow.objects.get().codes == ["book_zip_within"]


def begun_with(files: dict[str, bytes | str]) -> Import:
    run = services.start_import(
        content=packed(files), file_name="p.zip", options=Options(), actor=SYSTEM
    )
    return services.begin_importing(import_id=run.pk, actor=SYSTEM)


@pytest.mark.django_db
def test_a_long_metadata_file_beside_a_book_is_unpacked_with_it() -> None:
    long = json.dumps({"title": "Air Menurut Berkas", "summary": "é" * 750_000})
    run = begun_with({"air.epub": epubs.book("Air"), "air.json": long})
    jobs.import_records(import_id=run.pk, seconds=600)
    run.refresh_from_db()
    assert (run.state, run.error) == ("done", "")
    assert Title.objects.get().title == "Air Menurut Berkas"


@pytest.mark.whole
@pytest.mark.django_db
@pytest.mark.parametrize("stopped_at", ["while a book is stored", "after a book was stored"])
def test_an_import_that_is_stopped_while_it_unpacks_leaves_no_book(
    monkeypatch: pytest.MonkeyPatch, stopped_at: str
) -> None:
    run = begun_with({f"{number}.epub": epubs.book(str(number)) for number in range(3)})
    store, stored = archives.store_upload, []

    def store_and_stop(content: IO[bytes]) -> SealedFile:
        stored.append(store(content))
        if len(stored) == (1 if stopped_at.startswith("while") else 2):
            services.stop_import(import_id=run.pk, actor=SYSTEM)
        return stored[-1]

    monkeypatch.setattr(archives, "store_upload", store_and_stop)
    jobs.import_records(import_id=run.pk, seconds=600)
    run.refresh_from_db()
    assert (run.state, run.error) == ("done", services.STOPPED)
    assert not SealedFile.objects.filter(erased_at=None).exists()
    assert not Title.objects.exists()


@pytest.mark.django_db
def test_a_zip_whose_child_runs_out_of_time_is_too_heavy(monkeypatch: pytest.MonkeyPatch) -> None:
    run = begun_with({"air.epub": epubs.book("Air")})
    slow = replace(archives.READER, bounds=replace(archives.READER.bounds, seconds=0))
    monkeypatch.setattr(archives, "READER", slow)
    jobs.import_records(import_id=run.pk, seconds=600)
    run.refresh_from_db()
    assert (run.state, run.error) == ("refused", "file_too_heavy")
