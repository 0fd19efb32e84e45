"""Exports the catalogue as MARC, MARCXML or CSV, or everything in a folder.

Other programs can read the folder.
"""

import hashlib
import json
import shutil
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandParser

from records import formats
from records.codes import Format
from records.covers import WIDTHS
from records.formats import Kind
from rontal.catalogue import book_storage, rows, source_identity
from rontal.catalogue.models import BookFile, Cover
from rontal.core.actors import Actor
from rontal.core.atomic_files import atomic_write

ACTOR = Actor.system("rontal export")
ENDINGS = {"marc": "catalogue.mrc", "marcxml": "catalogue.xml", "csv": "catalogue.csv"}


class Command(BaseCommand):
    """Writes the file, or for "all" the folder; raises FileExistsError where it exists."""

    help = "Write the catalogue, or all that the library has."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make; for all, the folder")
        parser.add_argument("--format", choices=[*ENDINGS, "all"], default="marc", help="marc")
        parser.add_argument("--sealed", action="store_true", help="book files as they lie, sealed")

    def handle(self, *, file: Path, format: str, sealed: bool, **_options: object) -> None:
        with atomic_write(file) as part:
            if format == "all":
                self._write_all(part, sealed=sealed)
            else:
                self.stdout.write(f"{_catalogue(part, format)} records in {file}")

    def _write_all(self, target: Path, *, sealed: bool) -> None:
        target.mkdir(parents=True)
        for name, file in ENDINGS.items():
            self.stdout.write(f"{_catalogue(target / file, name)} records in {file}")
        books = _files(target, sealed=sealed)
        self.stdout.write(f"{books} book files, {_covers(target)} covers")
        self.stdout.write(f"{_manifest(target)} files with their checksums in manifest.json")


def _catalogue(path: Path, chosen: str) -> int:
    titles = rows.stream("WHERE t.state NOT IN ('joined', 'withdrawn') ORDER BY t.id")
    kind = Kind.TABLE if chosen == "csv" else Kind(chosen)
    with path.open("xb") as out:
        return formats.write(source_identity.records(titles), kind, out).records


def _files(target: Path, *, sealed: bool) -> int:
    """Writes every book file under its title's name: decrypted, or encrypted with `sealed`."""
    folder, count = target / "books", 0
    folder.mkdir()
    for file in BookFile.objects.select_related("title", "file").order_by("pk").iterator():
        name = f"{file.title.slug}-{file.pk}.{Format(file.format).ending}"
        if sealed and file.file is not None:
            _copy(default_storage.open(file.file.storage_name, "rb"), folder / f"{name}.sealed")
        else:
            _copy(book_storage.open_book(file, actor=ACTOR), folder / name)
        count += 1
    return count


def _covers(target: Path) -> int:
    folder, count = target / "covers", 0
    folder.mkdir()
    for cover in Cover.objects.select_related("title").order_by("pk").iterator():
        path = folder / f"{cover.title.slug}.webp"
        path.write_bytes(Cover.open(cover.digest, max(WIDTHS))[1])
        count += 1
    return count


def _copy(source: IO[bytes], target: Path) -> None:
    with source, target.open("xb") as out:
        shutil.copyfileobj(source, out, 1 << 20)


def _manifest(target: Path) -> int:
    """Writes size and SHA-256 of each file; returns their number."""
    entries = []
    for path in sorted(path for path in target.rglob("*") if path.is_file()):
        with path.open("rb") as content:
            digest = hashlib.file_digest(content, "sha256").hexdigest()
        name = path.relative_to(target).as_posix()
        entries.append({"name": name, "size": path.stat().st_size, "sha256": digest})
    text = json.dumps({"files": entries}, indent=1, ensure_ascii=False)
    (target / "manifest.json").write_text(text, encoding="utf-8")
    return len(entries)
