"""Book files of an import: read by child processes, stored, then written one batch per transaction.
Nothing slow happens inside a transaction."""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.conf import settings

from records.books import ParsedBook
from records.errors import FileMissing
from records.formats.kinds import BOOKS
from rontal.catalogue.importing import metadata_files
from rontal.catalogue.importing.models import Import, ImportFile
from rontal.catalogue.importing.steps import archives
from rontal.catalogue.importing.steps.readers import Readers
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import BookFile
from rontal.core import sealed_files
from rontal.core.children import confined_program, process
from rontal.core.errors import NotFound
from rontal.core.models import SealedFile

BATCH: Final = 16
GROUP: Final = 6 * BATCH
"""Books whose folders a child may read; for those of the next group there is a fresh one."""
ETC: Final = Path("/etc")
PACKING: Final = 600
"""Seconds within which a folder of scans must be packed."""


@dataclass(frozen=True, slots=True)
class Known:
    """Existing file: the title that has it."""

    title_id: int
    title: str


@dataclass(frozen=True, slots=True)
class ReadBook:
    """Book file that was read: its result `parsed` or its error `code`, where it is stored, and
    `known` where the catalogue already has the file."""

    number: int
    name: str
    path: Path
    digest: str
    size: int
    file: SealedFile | None
    parsed: ParsedBook | None = None
    known: Known | None = None
    code: str = ""


def batches(run: Import, after: tuple[int, int]) -> Generator[list[ReadBook]]:
    """Yields the files after `after` in batches of results; the next batch is read meanwhile.
    Raises SourceRefused for an archive that cannot be unpacked."""
    archives.unpack(run)
    rows = ImportFile.objects.filter(run=run, number__gt=after[0]).select_related("file")
    waiting = rows.order_by("number").iterator(chunk_size=500)
    with (
        tempfile.TemporaryDirectory(prefix="rontal-books-") as unpacked,
        Readers([Path(unpacked)]) as readers,
    ):
        ahead: _BatchReadAhead | None = None
        while group := list(islice(waiting, GROUP)):
            readable = _readable(group)
            for first in range(0, len(group), BATCH):
                chunk = group[first : first + BATCH]
                following = _BatchReadAhead(chunk, readers, unpacked, readable)
                if ahead is not None:
                    yield from ahead.read()
                ahead = following
        if ahead is not None:
            yield from ahead.read()


def _readable(rows: Sequence[ImportFile]) -> frozenset[Path]:
    """Returns the folders of these books on this machine. Of a folder with secrets, only the books
    themselves and their metadata.
    """
    named = [Path(row.path).absolute() for row in rows if row.path]
    found: set[Path] = set()
    for file in {*named, *(path.resolve() for path in named)}:
        if _has_secrets(file.parent):
            found.update([file, *(file.with_suffix(ending) for ending in metadata_files.SUFFIXES)])
        else:
            found.add(file.parent)
    return frozenset(found)


def _has_secrets(folder: Path) -> bool:
    """Returns True for a folder that contains the library's home or settings of the machine."""
    home = Path(settings.HOME).resolve()
    return home.is_relative_to(folder) or ETC.is_relative_to(folder) or folder.is_relative_to(ETC)


class _BatchReadAhead:
    """Batch that is being read in the background. Encrypted files are decrypted into a temporary
    folder of the batch."""

    def __init__(
        self,
        rows: Sequence[ImportFile],
        readers: Readers,
        parent: str,
        readable: frozenset[Path],
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(dir=parent)
        self._rows = rows
        self._paths = [self._path(row) for row in rows]
        self._digests = [_digest(path) for path in self._paths]
        self._known = existing_files([digest for digest in self._digests if digest])
        self._answers: list[Future[ParsedBook | str] | None] = [
            readers.request(path, row.name, _metadata_path(row, path), readable)
            if digest and digest not in self._known
            else None
            for row, path, digest in zip(rows, self._paths, self._digests, strict=True)
        ]

    def read(self) -> Iterator[list[ReadBook]]:
        """Yields the batch, once; deletes the temporary folder afterwards."""
        with self._folder:
            yield [self._one(place) for place in range(len(self._rows))]

    def _one(self, place: int) -> ReadBook:
        row, path, digest = self._rows[place], self._paths[place], self._digests[place]
        answer = self._answers[place]
        result = answer.result() if answer else FileMissing.code
        return ReadBook(
            number=row.number,
            name=row.name,
            path=path,
            digest=digest,
            size=path.stat().st_size if digest else 0,
            file=row.file,
            parsed=None if isinstance(result, str) else result,
            known=self._known.get(digest),
            code=result if isinstance(result, str) and digest not in self._known else "",
        )

    def _path(self, row: ImportFile) -> Path:
        if row.file is None and not row.path:
            return Path(self._folder.name) / "missing"
        if row.file is None:
            return _packed(Path(row.path), Path(self._folder.name) / f"{row.number}.cbz")
        path = Path(self._folder.name) / str(row.number)
        with (
            suppress(NotFound),
            path.open("wb") as target,
            sealed_files.open_file(row.file, actor=WORKER, reason="import") as source,
        ):
            shutil.copyfileobj(source, target, 1 << 20)
        return path


def existing_files(digests: Sequence[str]) -> dict[str, Known]:
    """Returns the files that the catalogue already has, by digest. One query."""
    rows = BookFile.objects.filter(digest__in=digests)
    known_files = rows.values_list("digest", "title_id", "title__title")
    return {digest: Known(title_id, title) for digest, title_id, title in known_files}


def _digest(path: Path) -> str:
    """Returns the SHA-256 of a file in hex, "" where it cannot be read."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _metadata_path(row: ImportFile, path: Path) -> str:
    """Returns the path of the metadata of a book, "" where there is none: uploaded metadata
    (written to a file), a file of the same name, or the metadata file of a folder with one book."""
    if row.beside:
        target = path.with_suffix(".json" if row.beside.lstrip().startswith("{") else ".xml")
        target.write_text(row.beside, encoding="utf-8")
        return str(target)
    if row.file is not None:
        return ""
    origin = Path(row.path)
    folder = origin if origin.is_dir() else origin.parent
    names = [f"{origin.stem}{ending}" for ending in metadata_files.SUFFIXES if origin.is_file()]
    names += metadata_files.NAMES if origin.is_dir() or _is_of_one_book(folder) else ()
    return next((str(folder / name) for name in names if (folder / name).is_file()), "")


def _is_of_one_book(folder: Path) -> bool:
    """Returns True for a folder with one book in several formats, as Calibre stores it."""
    try:
        stems = {path.stem for path in folder.iterdir() if path.suffix.lower() in BOOKS}
    except OSError:
        return False
    return len(stems) == 1


def _packed(path: Path, target: Path) -> Path:
    """Packs a folder of scans into one file in a child process; returns a file unchanged."""
    if not path.is_dir():
        return path
    words = confined_program.command(
        "records", "pack", str(path), str(target), readable=[path], writable=[target.parent]
    )
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(words, env=process.environment(), timeout=PACKING, check=False)  # noqa: S603
    return target
