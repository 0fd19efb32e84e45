"""Records of an import in prepared batches: large files are read by a child process."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import islice
from threading import Timer
from typing import IO, Any, Final

from records.errors import RecordsError
from rontal.catalogue.importing import record_reader
from rontal.catalogue.importing.errors import SourceRefused
from rontal.catalogue.importing.models import Import
from rontal.catalogue.importing.steps.preparing import Prepared, unpacked
from rontal.core import sealed_files
from rontal.core.actors import Actor

SMALL: Final = 2_000_000
"""Size in bytes below which a file is read without a child process."""
TIMEOUT_SECONDS: Final = 120
"""Seconds that a child may take for one batch."""
WORKER: Final = Actor.system("catalogue.importing")
UNREADABLE: Final = "records_unreadable"


def actor_of_import(run: Import) -> Actor:
    """Returns the actor who started an import, for the history of titles."""
    return Actor.staff(run.staff_id, frozenset()) if run.staff_id else WORKER


def batches(run: Import, after: tuple[int, int]) -> Generator[list[Prepared]]:
    """Yields batches of records after `after` (number and byte offset); close the generator to stop
    early.

    Raises SourceRefused with the error code of the file.
    """
    assert run.file is not None
    mapping = run.columns.get("mapping")
    with sealed_files.open_file(run.file, actor=WORKER, reason="import") as source:
        if run.file.size < SMALL:
            yield from _batches_in_process(source, run.kind, after, mapping)
            return
        with tempfile.TemporaryFile() as plain:
            shutil.copyfileobj(source, plain, 1 << 20)
            plain.seek(0)
            with closing(_read_in_child(plain, run.kind, after, mapping)) as batches_of_child:
                yield from batches_of_child


def _batches_in_process(
    source: IO[bytes], kind: str, after: tuple[int, int], mapping: Any
) -> Generator[list[Prepared]]:
    try:
        yield from record_reader.batches(source, kind, after, mapping)
    except RecordsError as error:
        raise SourceRefused(reason=error.code) from None


def _read_in_child(
    plain: IO[bytes], kind: str, after: tuple[int, int], mapping: Any
) -> Generator[list[Prepared]]:
    words = [kind, *map(str, after), json.dumps(mapping)]
    child = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "rontal.catalogue.importing.record_reader", *words],
        stdin=plain,
        stdout=subprocess.PIPE,
    )
    # The next batch is unpacked while the caller writes this one.
    with ThreadPoolExecutor(1) as ahead:
        try:
            following = ahead.submit(_next, child)
            while batch := following.result():
                following = ahead.submit(_next, child)
                yield batch
            if child.wait(TIMEOUT_SECONDS) != 0:
                raise SourceRefused(reason=UNREADABLE)
        finally:
            child.kill()
            child.wait()


def _next(child: "subprocess.Popen[bytes]") -> list[Prepared]:
    """Returns the next batch, an empty one at the end. Raises SourceRefused with the child's error
    code. Kills a child that takes too long."""
    assert child.stdout is not None
    timer = Timer(TIMEOUT_SECONDS, child.kill)
    timer.start()
    try:
        message = json.loads(_complete_line(child.stdout.readline()) or "[[], []]")
        if isinstance(message, dict):
            raise SourceRefused(reason=str(message["refused"]))
        lines = [_complete_line(line) for line in islice(child.stdout, len(message[0]))]
    finally:
        timer.cancel()
    if len(lines) < len(message[0]):
        raise SourceRefused(reason=UNREADABLE)
    return unpacked(message, lines)


def _complete_line(line: bytes) -> str:
    """Returns a line without its end. Raises SourceRefused for an incomplete line."""
    if line and not line.endswith(b"\n"):
        raise SourceRefused(reason=UNREADABLE)
    return line[:-1].decode()
