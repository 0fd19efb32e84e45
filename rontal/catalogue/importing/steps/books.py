"""Book files of a run: read by children, kept in the storage, then written a batch a transaction.
Nothing slow happens inside of one."""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import IO, Final

from rontal.catalogue.books import Found
from rontal.catalogue.books.beside import MOST
from rontal.catalogue.errors import FileMissing
from rontal.catalogue.importing.models import Import, ImportFile
from rontal.catalogue.importing.steps.readers import Readers
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.catalogue.models import BookFile
from rontal.kernel import sealed_files
from rontal.kernel.errors import NotFound
from rontal.kernel.models import SealedFile

BATCH: Final = 16
PACKING: Final = 600
"""Seconds for a folder of scans."""
BOOKS: Final = frozenset({".epub", ".pdf", ".cbz"})
BESIDE: Final = (".opf", ".json", ".xml")
Upload = tuple[str, IO[bytes]]
"""Its name and its content."""
BESIDE_NAMES: Final = ("metadata.opf", "metadata.json", "metadata.xml")


@dataclass(frozen=True, slots=True)
class Known:
    """A file that is there already, of which title."""

    title_id: int
    title: str


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: what was found (or `code`), where it lies, whether it is `known`."""

    number: int
    name: str
    path: Path
    digest: str
    size: int
    file: SealedFile | None
    found: Found | None = None
    known: Known | None = None
    code: str = ""


def batches(run: Import, after: tuple[int, int]) -> Generator[list[Read]]:
    """The files behind `after`, read, in batches; the next batch is being read meanwhile."""
    rows = ImportFile.objects.filter(run=run, number__gt=after[0]).select_related("file")
    waiting = rows.order_by("number").iterator(chunk_size=500)
    with Readers(run.whole - after[0]) as readers:
        ahead: _Ahead | None = None
        while chunk := list(islice(waiting, BATCH)):
            following = _Ahead(chunk, readers)
            if ahead is not None:
                yield from ahead.read()
            ahead = following
        if ahead is not None:
            yield from ahead.read()


class _Ahead:
    """A batch that is being read. Files that lie sealed are opened into a folder of its own."""

    def __init__(self, rows: Sequence[ImportFile], readers: Readers) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="rontal-books-")
        self._rows = rows
        self._paths = [self._path(row) for row in rows]
        self._digests = [_digest(path) for path in self._paths]
        self._known = known([digest for digest in self._digests if digest])
        self._answers: list[Future[Found | str] | None] = [
            readers.ask(path, row.name, _beside(row, path))
            if digest and digest not in self._known
            else None
            for row, path, digest in zip(rows, self._paths, self._digests, strict=True)
        ]

    def read(self) -> Iterator[list[Read]]:
        """The batch, once; what was opened for it goes afterwards."""
        with self._folder:
            yield [self._one(place) for place in range(len(self._rows))]

    def _one(self, place: int) -> Read:
        row, path, digest = self._rows[place], self._paths[place], self._digests[place]
        answer = self._answers[place]
        found = answer.result() if answer else FileMissing.code
        return Read(
            number=row.number,
            name=row.name,
            path=path,
            digest=digest,
            size=path.stat().st_size if digest else 0,
            file=row.file,
            found=None if isinstance(found, str) else found,
            known=self._known.get(digest),
            code=found if isinstance(found, str) and digest not in self._known else "",
        )

    def _path(self, row: ImportFile) -> Path:
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


def parted(files: Sequence[Upload]) -> tuple[list[Upload], dict[str, str]]:
    """The books, and the metadata beside them by their names without endings (`stem_of`). Metadata
    that belongs to no book is taken for one, so that the report says what it is not."""
    folders: dict[Path, set[str]] = defaultdict(set)
    for name, _content in files:
        if not _is_beside(name):
            folders[Path(name).parent].add(stem_of(name))
    chosen, beside = [], {}
    for name, content in files:
        stems = folders[Path(name).parent]
        of_all = len(stems) == 1 and Path(name).name.lower() in BESIDE_NAMES
        stem = next(iter(stems)) if of_all else stem_of(name)
        if _is_beside(name) and stem in stems:
            beside[stem] = _text(content)
        else:
            chosen.append((name, content))
    return chosen, beside


def stem_of(name: str) -> str:
    """A name with its folder and without its ending."""
    path = Path(name)
    return str(path.parent / path.stem)


def _is_beside(name: str) -> bool:
    return Path(name).suffix.lower() in BESIDE


def _text(content: IO[bytes]) -> str:
    """The text of a file of metadata, cut where it is too long to be read; raises OSError."""
    content.seek(0)
    return content.read(MOST).decode("utf-8-sig", "replace").replace("\x00", "")


def keep(content: IO[bytes]) -> SealedFile:
    """Seals a book file as it comes in; raises OSError."""
    content.seek(0)
    return sealed_files.store(
        content, purpose="book", content_type="application/octet-stream", personal=False
    )


def known(digests: Sequence[str]) -> dict[str, Known]:
    """Those of these files that are there. One query."""
    rows = BookFile.objects.filter(digest__in=digests)
    found = rows.values_list("digest", "title_id", "title__title")
    return {digest: Known(title_id, title) for digest, title_id, title in found}


def _digest(path: Path) -> str:
    """SHA-256 of a file, "" where it cannot be read."""
    try:
        with path.open("rb") as source:
            return hashlib.file_digest(source, "sha256").hexdigest()
    except (OSError, ValueError):
        return ""


def _beside(row: ImportFile, path: Path) -> str:
    """Where metadata lies: what came along with an upload, a file of the same name, or one of the
    folder where that belongs to one book."""
    if row.beside:
        target = path.with_suffix(".json" if row.beside.lstrip().startswith("{") else ".xml")
        target.write_text(row.beside, encoding="utf-8")
        return str(target)
    if row.file is not None:
        return ""
    origin = Path(row.path)
    folder = origin if origin.is_dir() else origin.parent
    names = [f"{origin.stem}{ending}" for ending in BESIDE if origin.is_file()]
    names += BESIDE_NAMES if origin.is_dir() or _is_of_one_book(folder) else ()
    return next((str(folder / name) for name in names if (folder / name).is_file()), "")


def _is_of_one_book(folder: Path) -> bool:
    """True where the books of a folder are one in several formats, as Calibre keeps them."""
    try:
        stems = {path.stem for path in folder.iterdir() if path.suffix.lower() in BOOKS}
    except OSError:
        return False
    return len(stems) == 1


def _packed(path: Path, target: Path) -> Path:
    """A folder of scans as one file, packed by a child; a file is itself."""
    if not path.is_dir():
        return path
    words = [sys.executable, "-m", "rontal.catalogue.books.packing", str(path), str(target)]
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(words, timeout=PACKING, check=False)  # noqa: S603
    return target
