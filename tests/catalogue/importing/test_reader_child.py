"""Child process that reads book files, called as an import calls it."""

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from records.formats import json_lines
from records.record import Record
from rontal.catalogue.importing import record_reader
from rontal.catalogue.importing.errors import RecordsTooLarge
from rontal.catalogue.importing.models import ImportFile
from rontal.catalogue.importing.steps import books
from rontal.catalogue.importing.steps.readers import Readers
from rontal.core.children import landlock, process
from tests.support.records import epubs


def with_circular_bookmarks() -> bytes:
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page(page_size=(400, 600))
    first, second = (
        document.make_indirect(pikepdf.Dictionary(Title=pikepdf.String(name))) for name in "ab"
    )
    first.Next, second.Next, first.First, first.Last = second, first, first, first
    document.Root.Outlines = document.make_indirect(pikepdf.Dictionary(First=first, Last=second))
    document.save(out)
    return out.getvalue()


def test_cyclic_table_of_contents_ends_and_prints_nothing(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    path.write_bytes(with_circular_bookmarks())
    done = subprocess.run(
        [sys.executable, "-m", "records", "books"],
        input=json.dumps([str(path), path.name, None]).encode() + b"\n",
        capture_output=True, timeout=60, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.split(b"\n")[0])
    assert done.stderr == b""


def test_a_module_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "records.py").write_text("raise SystemExit('the wrong module')")
    monkeypatch.chdir(tmp_path)
    path = epubs.written(tmp_path, epubs.book("Ombak"))
    with Readers([tmp_path]) as readers:
        answer = readers.request(path, path.name, "").result(60)
    assert not isinstance(answer, str), answer


@pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")
def test_a_child_reads_the_folders_of_its_import_only(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        epubs.written(folder, epubs.book("Ombak"))
    name = next(inside.iterdir()).name
    with Readers([inside]) as readers:
        assert not isinstance(readers.request(inside / name, name, "").result(60), str)
        assert isinstance(readers.request(outside / name, name, "").result(60), str)


@pytest.mark.whole
@pytest.mark.skipif(not landlock.abi(), reason="this kernel has no Landlock")
def test_folders_of_other_books_get_a_fresh_child(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
        epubs.written(folder, epubs.book("Ombak"))
    name = next(first.iterdir()).name
    with Readers([]) as readers:
        for folder in (first, second, first):
            answer = readers.request(folder / name, name, "", frozenset([folder])).result(60)
            assert not isinstance(answer, str), answer
        for _child in range(4):
            refused = readers.request(first / name, name, "", frozenset([second])).result(60)
            assert isinstance(refused, str)


def test_folders_with_secrets_are_never_readable(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path / "home"
    books_folder = tmp_path / "home" / "books"
    books_folder.mkdir(parents=True)
    files = [
        tmp_path / "a.epub",
        tmp_path / "home" / "b.epub",
        Path("/c.epub"),
        Path("/etc/d.epub"),
    ]
    rows = [ImportFile(path=str(path)) for path in [*files, books_folder / "e.epub"]]
    found = books._readable(rows)
    assert books_folder in found
    assert found >= set(files)
    assert not found & {path.parent for path in files}


def test_many_folders_are_readable_in_groups(tmp_path: Path) -> None:
    rows = [ImportFile(path=str(tmp_path / f"{n}" / "a.epub")) for n in range(books.GROUP)]
    assert books._readable(rows) == {tmp_path / f"{n}" for n in range(books.GROUP)}


def test_the_child_gets_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RONTAL_SEAL_KEYS", "a:secret")
    monkeypatch.setenv("DATABASE_URL", "postgresql://somebody:secret@host/name")
    assert "secret" not in str(process.environment())


def sizes_of_pieces(limit: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Returns the number of records in each piece of a list of five records."""
    monkeypatch.setattr(record_reader, "MAX_PART_BYTES", limit)
    source = json_lines.pack([Record(title=f"{number}" * 1_000) for number in range(5)])
    head = {"kind": json_lines.KIND, "after": [0, 0], "mapping": None, "batch": 2_000}
    pieces = [piece.parts[0] for piece in record_reader.pieces(source, head)]
    assert all(len(piece) <= limit for piece in pieces)
    return [piece.count(b"\n") - 1 for piece in pieces]


def test_a_batch_longer_than_a_frame_is_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes_of_pieces(1_000_000, monkeypatch) == [5]
    assert sizes_of_pieces(5_000, monkeypatch) == [2, 3]


def test_a_record_longer_than_a_frame_ends_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(RecordsTooLarge):
        sizes_of_pieces(500, monkeypatch)
