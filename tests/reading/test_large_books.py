"""Tests with extremely large books, which are built here."""

import io
import json
import os
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from rontal.catalogue.models import BookFile
from rontal.catalogue.services import ImportReport, Outcome, import_files
from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.reading import selectors
from rontal.reading.archive_cache import OpenedBook
from rontal.reading.errors import PageTooLarge
from tests.support.lending.factories import borrower, lendable, loan
from tests.support.records import epubs
from tests.support.web.reader.content import content_of
from tests.support.web.visitors import client_of

pytestmark = [pytest.mark.machine, pytest.mark.django_db]
PARTS = 100_000
HUGE_BYTES = 200_000_000
BOUND = 400_000_000  # maximum memory in bytes of the child that parses one of these books


def of_many_parts(path: Path) -> Path:
    """Builds an EPUB with 100,000 images in manifest and archive."""
    names = [f"g{number}.png" for number in range(PARTS)]
    items = [f'<item id="{name}" href="{name}" media-type="image/png"/>' for name in names]
    with zipfile.ZipFile(path, "w") as archive:
        _usual_parts(archive, [*epubs.ITEMS, *items])
        for name in names:
            archive.writestr(f"OEBPS/{name}", b"x")
    return path


def with_film(path: Path) -> Path:
    """Builds an EPUB with a video of 200 MB."""
    item = '<item id="film" href="film.mp4" media-type="video/mp4"/>'
    with zipfile.ZipFile(path, "w") as archive:
        _usual_parts(archive, [*epubs.ITEMS, item])
        with archive.open("OEBPS/film.mp4", "w") as film:
            for _part in range(HUGE_BYTES // 1_000_000):
                film.write(os.urandom(1_000_000))
    return path


def with_monster(path: Path) -> Path:
    """Builds an EPUB with one further document of 200 MB of text."""
    item = '<item id="b3" href="raksasa.xhtml" media-type="application/xhtml+xml"/>'
    spine = epubs.SPINE + '<itemref idref="b3"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        _usual_parts(archive, [*epubs.ITEMS, item], spine)
        with archive.open("OEBPS/raksasa.xhtml", "w") as chapter:
            before, after = epubs.chapter("<i/>").split("<i/>")
            chapter.write(before.encode())
            for part in _words(HUGE_BYTES):
                chapter.write(part)
            chapter.write(after.encode())
    return path


def _usual_parts(archive: zipfile.ZipFile, items: list[str], spine: str = epubs.SPINE) -> None:
    book = epubs.book("Raksasa", items=items, spine=spine)
    with zipfile.ZipFile(io.BytesIO(book)) as usual:
        for name in usual.namelist():
            archive.writestr(name, usual.read(name))


def _words(size: int) -> Iterator[bytes]:
    dice = random.Random(3)
    pool = ["".join(dice.choices("aeioubdgklmnprst", k=dice.randint(2, 9))) for _n in range(20_000)]
    paragraph = b""
    for turn in range(size // 1_000_000 + 1):
        if turn % 10 == 0:  # every tenth part is new text
            text = " ".join(dice.choices(pool, k=170_000))
            paragraph = f"<p>{text}</p>".encode()
        yield paragraph


def memory_of_reading(path: Path) -> tuple[dict[str, object], int]:
    """Returns the result of the child that parses books, and its peak memory in bytes."""
    process = subprocess.Popen(
        [sys.executable, "-m", "records", "books"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps([str(path), path.name, None]).encode() + b"\n")
    process.stdin.flush()
    first_line = process.stdout.readline()
    status = Path(f"/proc/{process.pid}/status").read_text()  # of this process, not of its parent
    process.communicate()
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return json.loads(first_line), int(lines["VmHWM"].split()[0]) * 1024


def imported(path: Path) -> ImportReport:
    return import_files(paths=[path], actor=Actor.system("tests"))[0]


def lent(path: Path, reader: Actor) -> Loan:
    report = imported(path)
    assert report.title_id, report
    book_file = BookFile.objects.select_related("title").get(title_id=report.title_id)
    return loan(lendable(title=book_file.title), reader)


def test_book_of_a_hundred_thousand_parts_is_refused_at_little_cost(tmp_path: Path) -> None:
    book = of_many_parts(tmp_path / "banyak.epub")
    report = imported(book)
    assert (report.outcome, report.code) == (Outcome.REFUSED, "epub_too_many_parts")
    _line, memory = memory_of_reading(book)
    assert memory < BOUND


def test_chapter_of_200_megabytes_blocks_no_other_and_is_never_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = with_monster(tmp_path / "raksasa.epub")
    _line, memory = memory_of_reading(book)
    assert memory < BOUND
    reader = borrower()
    borrowed, client = lent(book, reader), client_of(reader)
    unpacked: list[str] = []
    read = OpenedBook.read
    monkeypatch.setattr(
        OpenedBook, "read", lambda self, path: (unpacked.append(path), read(self, path))[1]
    )
    monster = content_of(client, borrowed, "OEBPS/raksasa.xhtml")
    assert client.get(monster).status_code == 413
    assert client.get(content_of(client, borrowed, "OEBPS/bab1.xhtml")).status_code == 200
    places = selectors.find_in_book(loan_id=borrowed.pk, words="sawah", actor=reader)
    assert places.hits, "what can be searched is searched"
    assert not places.whole, "and that it is not all is told"
    assert "OEBPS/raksasa.xhtml" not in unpacked


def test_film_of_200_megabytes_is_not_loaded_into_memory(tmp_path: Path) -> None:
    reader = borrower()
    borrowed = lent(with_film(tmp_path / "film.epub"), reader)
    with pytest.raises(PageTooLarge):
        selectors.open_resource(loan_id=borrowed.pk, path="OEBPS/film.mp4", actor=reader)
