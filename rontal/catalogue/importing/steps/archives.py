"""ZIPs of books: stored as they were uploaded, and unpacked by a job, in a child process."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import closing
from typing import IO, Any, Final

from records.errors import FileRefused, FileTooHeavy, ZipLocked
from rontal.catalogue.importing.errors import SourceRefused
from rontal.catalogue.importing.models import Import, ImportFile
from rontal.catalogue.importing.steps.reading import WORKER
from rontal.core import sealed_files
from rontal.core.children.frames import Frame
from rontal.core.children.limits import STREAMING
from rontal.core.children.reader import Reader
from rontal.core.models import SealedFile

ARCHIVES: Final = "archives"
"""Key of `Import.columns`: for each archive the id of its `SealedFile`, its name, the number of its
first book in the import (`ImportFile.number`), and the number of its books."""
READER: Final = Reader("rontal.catalogue.importing.unpacking", FileRefused, FileTooHeavy, STREAMING)
Piece = str | bytes | None
"""Answer of the child: the metadata of the next book, a piece of the book, None at its end."""


def store_upload(content: IO[bytes]) -> SealedFile:
    """Stores an uploaded file encrypted. Raises OSError."""
    content.seek(0)
    return sealed_files.store(
        content, purpose="book", content_type="application/octet-stream", personal=False
    )


def unpack(run: Import) -> None:
    """Stores each book of the import's archives, once, and erases the archives. A job that was
    killed continues with the books that are not stored yet; one whose import was stopped or
    discarded meanwhile ends. Raises SourceRefused."""
    for archive in run.columns.get(ARCHIVES, ()):
        packed = SealedFile.objects.get(pk=archive["file"])
        if packed.erased_at is not None:
            continue
        try:
            if not _unpack(run, archive, packed):
                return
        except FileRefused as refused:
            raise SourceRefused(reason=refused.code) from None
        sealed_files.erase(packed, actor=WORKER, reason="import_over")


def erase(run: Import, actor: Any) -> None:
    """Erases the archives of an import. Idempotent."""
    ids = [archive["file"] for archive in run.columns.get(ARCHIVES, ())]
    for file in SealedFile.objects.filter(pk__in=ids):
        sealed_files.erase(file, actor=actor, reason="import_over")


def _unpack(run: Import, archive: dict[str, Any], packed: SealedFile) -> bool:
    """Stores the books of an archive; returns False where the import is over."""
    with (
        tempfile.TemporaryFile() as plain,
        sealed_files.open_file(packed, actor=WORKER, reason="import") as source,
    ):
        shutil.copyfileobj(source, plain, 1 << 20)
        with closing(READER.pieces(plain, _piece, {"name": archive["name"]})) as pieces:
            first = int(archive["first"])
            books = range(first, first + int(archive["count"]))
            return all(_store_book(run, number, pieces) for number in books)


def _store_book(run: Import, number: int, pieces: Generator[Piece]) -> bool:
    """Stores the next book, unless it was stored before; returns False where the import is over."""
    row = ImportFile.objects.filter(run=run, number=number).first()
    if row is None:
        return False
    beside = next(pieces, None)
    if not isinstance(beside, str):
        raise ZipLocked
    with tempfile.TemporaryFile() as content:
        for piece in pieces:
            if not isinstance(piece, bytes):
                break
            content.write(piece)
        if row.file_id is not None:
            return True
        file = store_upload(content)
    stored = ImportFile.objects.filter(pk=row.pk).update(file=file, size=file.size, beside=beside)
    if stored != 1:  # the import was stopped or discarded while this book was being stored
        sealed_files.erase(file, actor=WORKER, reason="import_over")
    return stored == 1


def _piece(answer: Frame) -> Piece:
    """Reads an answer of the child. Raises IndexError or ValueError for another form."""
    if "last" in answer.head:
        return None
    if "book" in answer.head:
        return answer.parts[0].decode().replace("\x00", "")
    return answer.parts[0]
