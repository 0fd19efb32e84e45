"""ZIPs of books: stored as they were uploaded, and unpacked by a job, in a child process."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import closing
from typing import IO, Any, Final

from django.db import transaction

from records.errors import FileRefused, ZipLocked
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
READER: Final = Reader("rontal.catalogue.importing.unpacking", FileRefused, ZipLocked, STREAMING)


def store_upload(content: IO[bytes]) -> SealedFile:
    """Stores an uploaded file encrypted. Raises OSError."""
    content.seek(0)
    return sealed_files.store(
        content, purpose="book", content_type="application/octet-stream", personal=False
    )


def unpack(run: Import) -> None:
    """Stores each book of the import's archives, once, and erases the archives. A job that was
    killed continues with the books that are not stored yet. Raises SourceRefused."""
    for archive in run.columns.get(ARCHIVES, ()):
        packed = SealedFile.objects.get(pk=archive["file"])
        if packed.erased_at is not None:
            continue
        try:
            _unpack(run, archive, packed)
        except FileRefused as refused:
            raise SourceRefused(reason=refused.code) from None
        sealed_files.erase(packed, actor=WORKER, reason="import_over")


def erase(run: Import, actor: Any) -> None:
    """Erases the archives of an import. Idempotent."""
    ids = [archive["file"] for archive in run.columns.get(ARCHIVES, ())]
    for file in SealedFile.objects.filter(pk__in=ids):
        sealed_files.erase(file, actor=actor, reason="import_over")


def _unpack(run: Import, archive: dict[str, Any], packed: SealedFile) -> None:
    with (
        tempfile.TemporaryFile() as plain,
        sealed_files.open_file(packed, actor=WORKER, reason="import") as source,
    ):
        shutil.copyfileobj(source, plain, 1 << 20)
        with closing(READER.pieces(plain, _piece, {"name": archive["name"]})) as pieces:
            for place in range(int(archive["count"])):
                _store_book(run, int(archive["first"]) + place, pieces)


def _store_book(run: Import, number: int, pieces: Generator[Frame]) -> None:
    """Stores the next book, unless it was stored before."""
    row = ImportFile.objects.get(run=run, number=number)
    book = next(pieces, None)
    if book is None:
        raise ZipLocked
    with tempfile.TemporaryFile() as content:
        for piece in pieces:
            if "last" in piece.head:
                break
            content.write(piece.parts[0])
        if row.file_id is not None:
            return
        file = store_upload(content)
    with transaction.atomic():
        beside = str(book.head.get("beside", ""))
        ImportFile.objects.filter(pk=row.pk).update(file=file, size=file.size, beside=beside)


def _piece(answer: Frame) -> Frame:
    return answer
