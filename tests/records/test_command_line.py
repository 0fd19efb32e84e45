"""The command line of the package."""

import io
import json
from pathlib import Path

import pytest
from PIL import Image

from records.__main__ import main
from records.formats import Kind, kind_of
from tests.support.records import epubs
from tests.support.records.formats.marcs import TITLE, items, marc


@pytest.fixture
def marc_file(tmp_path: Path) -> Path:
    path = tmp_path / "katalog.mrc"
    path.write_bytes(marc(TITLE) + marc("100 1  $aTanpa judul") + marc(TITLE))
    return path


@pytest.mark.parametrize("target", [Kind.MARC, Kind.MARCXML])
def test_file_is_converted(marc_file: Path, target: Kind, capsysbinary) -> None:
    assert main(["convert", str(marc_file), "--to", target.value]) == 0
    out, err = capsysbinary.readouterr()
    assert [item.record.title for item in items(out, target)] == ["Bumi manusia"] * 2
    assert err == b"2: record_without_title\n"


def test_table_starts_with_its_headings(marc_file: Path, capsysbinary) -> None:
    assert main(["convert", str(marc_file), "--to", "csv"]) == 0
    out = capsysbinary.readouterr().out
    assert kind_of(io.BytesIO(out), "katalog.csv") is Kind.TABLE
    assert len(out.splitlines()) == 3


def test_book_is_one_record(tmp_path: Path, capsysbinary) -> None:
    path = tmp_path / "air.epub"
    path.write_bytes(epubs.book("Air di Subak"))
    assert main(["convert", str(path)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["title"] == "Air di Subak"


def test_refused_file_prints_its_code(tmp_path: Path, capsys) -> None:
    path = tmp_path / "kosong.mrc"
    path.touch()
    assert main(["convert", str(path)]) == 1
    assert capsys.readouterr().err == "file_empty\n"


def test_scans_are_packed(tmp_path: Path) -> None:
    folder, target = tmp_path / "pindaian", tmp_path / "buku.cbz"
    folder.mkdir()
    Image.new("RGB", (20, 30)).save(folder / "1.png")
    assert main(["pack", str(folder), str(target)]) == 0
    with target.open("rb") as source:
        assert kind_of(source, target.name) is Kind.IMAGES
