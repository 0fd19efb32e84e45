"""Tests of `rontal import` and `rontal export` at the console."""

import hashlib
import json
import zipfile
from errno import ENOSPC
from pathlib import Path

import pytest
from django.core.management import call_command

from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.path_sorting import sort_paths
from rontal.catalogue.models import BookFile, Title
from tests.support.records import epubs

pytestmark = pytest.mark.django_db
CSV = "title,author,year\nLaskar Pelangi,Andrea Hirata,2005\nEdensor,Andrea Hirata,2007\n"


def code_of(path: Path, *options: str) -> int:
    """Imports what is at the path; returns the exit code."""
    try:
        call_command("import", path, *options)
    except SystemExit as ended:
        return int(str(ended.code))
    return 0


def folder(tmp_path: Path) -> Path:
    """A folder as people have them: books, a list, scans, metadata, irrelevant files."""
    place = tmp_path / "buku"
    (place / "scan").mkdir(parents=True)
    epubs.written(place, epubs.book("Air di Subak"), "air.epub")
    (place / "air.opf").write_text("<package/>")
    (place / "daftar.csv").write_text(CSV)
    (place / "catatan.doc").write_text("x")
    (place / "scan/1.jpg").write_bytes(epubs.picture(kind="JPEG"))
    return place


def test_a_folder_is_sorted_into_books_scans_and_records(tmp_path: Path) -> None:
    found = sort_paths([folder(tmp_path)])
    assert [path.name for path in found.books] == ["air.epub", "scan"]
    assert [path.name for path in found.records] == ["daftar.csv"]
    assert [path.name for path in found.others] == ["catatan.doc"]


@pytest.mark.whole
def test_a_dry_run_leaves_nothing_and_the_run_takes_all_in(tmp_path: Path) -> None:
    place = folder(tmp_path)
    assert code_of(place, "--dry-run") == 0
    assert not Title.objects.exists()
    assert code_of(place) == 0
    assert (Title.objects.count(), BookFile.objects.count()) == (4, 2)


def test_a_file_that_is_none_is_named_and_the_code_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "kosong.mrc"
    path.write_bytes(b"")
    assert code_of(path) == 1
    assert "kosong.mrc: file empty" in capsys.readouterr().out
    assert code_of(tmp_path / "none.mrc") == 1
    assert capsys.readouterr().out == "none.mrc: No such file or directory\n"


def test_what_is_of_another_kind_is_named_and_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("laporan.docx", "dalam/novel.mobi", ".tersembunyi/x.mobi", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "daftar.csv").write_bytes(b"Judul\nBumi Manusia\n")
    code_of(tmp_path)
    said = capsys.readouterr().out
    assert "Left alone, of another kind: 2 (novel.mobi, laporan.docx)" in said


def test_where_more_went_wrong_than_is_listed_it_says_where_all_of_it_stands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(22):
        (tmp_path / f"{number}.epub").write_bytes(b"x")
    code_of(tmp_path)
    said = capsys.readouterr().out
    assert f"and 2 more; all of them, in words: /meja/impor/{Import.objects.get().pk}/" in said


@pytest.mark.whole
def test_a_list_corrects_where_it_is_told_to(tmp_path: Path) -> None:
    path = tmp_path / "daftar.csv"
    for publisher in ("Salah", "Benar"):
        path.write_text(f"judul,isbn,penerbit\nLaskar,9789799731234,{publisher}\n")
        code_of(path, "--overwrite")
    assert Title.objects.get().publisher == "Benar"


def test_everything_goes_out_with_its_checksums(tmp_path: Path) -> None:
    code_of(folder(tmp_path))
    target = tmp_path / "semua"
    call_command("export", target, format="all")
    said = json.loads((target / "manifest.json").read_text())["files"]
    names = {one["name"] for one in said}
    assert {"catalogue.mrc", "catalogue.xml", "catalogue.csv"} <= names
    assert sum(name.startswith("books/") for name in names) == 2
    for one in said:
        content = (target / one["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == one["sha256"]
    with pytest.raises(FileExistsError):
        call_command("export", target, format="all")


@pytest.mark.parametrize("chosen", ["csv", "all"])
def test_what_was_cut_off_on_its_way_out_is_taken_for_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    def fails(*_given: object, **_named: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr("records.formats.write", fails)
    with pytest.raises(OSError, match="No space left"):
        call_command("export", tmp_path / "out", format=chosen)
    assert list(tmp_path.iterdir()) == []


def test_a_zip_is_taken_in_as_the_folder_that_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "kiriman"
    place.mkdir()
    with zipfile.ZipFile(place / "paket.zip", "w") as archive:
        archive.writestr("fiksi/air.epub", epubs.book("Air di Subak"))
        archive.writestr("fiksi/laut.epub", epubs.book("Laut"))
        archive.writestr("fiksi/rusak.epub", b"x")
    with zipfile.ZipFile(place / "kosong.zip", "w") as archive:
        archive.writestr("catatan.txt", "x")
    assert code_of(place) == 1
    said = capsys.readouterr().out
    assert "kosong.zip: file zip without books" in said
    assert "paket.zip/fiksi/rusak.epub: epub not one" in said
    assert set(Title.objects.values_list("title", flat=True)) == {"Air di Subak", "Laut"}
