"""Records of an import in prepared batches, read by a child process."""

import json
import shutil
import tempfile
from collections.abc import Generator
from contextlib import closing
from typing import Final

from records.errors import RecordsError
from rontal.catalogue.importing import record_reader
from rontal.catalogue.importing.errors import RecordsTooLarge, SourceRefused
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps.preparing import Prepared, unpacked
from rontal.core import sealed_files
from rontal.core.actors import Actor
from rontal.core.children.frames import Frame
from rontal.core.children.limits import STREAMING
from rontal.core.children.reader import Reader

WORKER: Final = Actor.system("catalogue.importing")
READER: Final = Reader(
    "rontal.catalogue.importing.record_reader",
    (RecordsError, SourceRefused),
    RecordsTooLarge,
    STREAMING,
)


def actor_of_import(run: Import) -> Actor:
    """Returns the actor who started an import, for the history of titles."""
    return Actor.staff(run.staff_id, frozenset()) if run.staff_id else WORKER


def batches(run: Import, after: tuple[int, int]) -> Generator[list[Prepared]]:
    """Yields batches of records after `after` (number and byte offset); close the generator to stop
    early.

    Raises SourceRefused with the error code of the file.
    """
    assert run.file is not None
    head = {
        "kind": run.kind,
        "after": list(after),
        "mapping": run.columns.get("mapping"),
        "batch": record_reader.BATCH,
    }
    with (
        tempfile.TemporaryFile() as plain,
        sealed_files.open_file(run.file, actor=WORKER, reason="import") as source,
    ):
        shutil.copyfileobj(source, plain, 1 << 20)
        try:
            with closing(READER.pieces(plain, _batch, head)) as pieces:
                yield from pieces
        except RecordsError as refused:
            raise SourceRefused(reason=refused.code) from None


def _batch(answer: Frame) -> list[Prepared]:
    """Returns the batch of a piece: a line of JSON, then a line for each record. Raises ValueError
    for another form."""
    head, *lines = answer.parts[0].decode().split("\n")
    return unpacked(json.loads(head), lines[:-1])
