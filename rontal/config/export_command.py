"""`rontal export`: the catalogue as MARC, MARCXML or CSV, or everything in a folder.

Other programs can read the folder.
"""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

from rontal.config import atomic_files

if TYPE_CHECKING:
    from records.formats import Kind
    from rontal.catalogue.models import BookFile

FORMATS = ("marc", "marcxml", "csv", "all")
ENDINGS = {"marc": "catalogue.mrc", "marcxml": "catalogue.xml", "csv": "catalogue.csv"}
Say = Callable[[str], None]


def run(target: Path, chosen: str, say: Say, *, sealed: bool) -> int:
    """Writes the file, or for "all" the folder; raises FileExistsError where it exists."""
    with atomic_files.atomic_write(target) as part:
        if chosen == "all":
            _everything(part, say, sealed=sealed)
        else:
            say(f"{_catalogue(part, chosen)} records in {target}")
    return 0


def _everything(target: Path, say: Say, *, sealed: bool) -> None:
    target.mkdir(parents=True)
    for name, file in ENDINGS.items():
        say(f"{_catalogue(target / file, name)} records in {file}")
    say(f"{_files(target, sealed=sealed)} book files, {_covers(target)} covers")
    say(f"{_manifest(target)} files with their checksums in manifest.json")


def _catalogue(path: Path, chosen: str) -> int:
    from records import formats
    from rontal.catalogue import rows, source_identity

    titles = rows.stream("WHERE t.state NOT IN ('joined', 'withdrawn') ORDER BY t.id")
    with path.open("xb") as out:
        written = formats.write(source_identity.records(titles), _kind(chosen), out)
    return written.records


def _kind(chosen: str) -> "Kind":
    from records.formats import Kind

    return Kind.TABLE if chosen == "csv" else Kind(chosen)


def _files(target: Path, *, sealed: bool) -> int:
    """Writes every book file under its title's name: decrypted, or encrypted with `sealed`."""
    from django.core.files.storage import default_storage

    from records.codes import Format
    from rontal.catalogue.models import BookFile
    from rontal.core.actors import Actor

    folder, count = target / "books", 0
    folder.mkdir()
    actor = Actor.system("rontal export")
    for file in BookFile.objects.select_related("title", "file").order_by("pk").iterator():
        name = f"{file.title.slug}-{file.pk}.{Format(file.format).ending}"
        if sealed and file.file is not None:
            _copy(default_storage.open(file.file.storage_name, "rb"), folder / f"{name}.sealed")
        else:
            _copy(_opened(file, actor), folder / name)
        count += 1
    return count


def _opened(file: "BookFile", actor: object) -> IO[bytes]:
    from rontal.catalogue import book_storage

    return book_storage.open_book(file, actor=actor)  # type: ignore[arg-type]


def _covers(target: Path) -> int:
    from records.covers import WIDTHS
    from rontal.catalogue.models import Cover

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
