"""Spreadsheets (XLSX, XLS, ODS): the first visible sheet, read in a child process.

Nothing in the file is executed or fetched: of a formula the saved value is read, links and macros
are ignored. The child's memory and processor time are limited, as a small file can describe a sheet
that fills any memory (`spreadsheet_child`).
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Final

from records.errors import TableDamaged, TableLocked, TableTooLarge, TableTooLong, TableWrongType
from records.tables.limits import LIMITS, Limits
from records.tables.lines import Line, Shape

MAX_MANIFEST: Final = 1 << 20
BROKEN_ZIP: Final = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError)
_ODS: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_REFUSALS: Final = {one.code: one for one in (TableLocked, TableDamaged)}


class Workbook:
    """The first visible sheet of a spreadsheet file of `size` bytes."""

    def __init__(self, source: IO[bytes], kind: str, size: int, limits: Limits = LIMITS) -> None:
        self._source, self._limits = source, limits
        self.shape = Shape(kind, size)

    def lines(self) -> Iterator[Line]:
        """Yields the rows that are not empty."""
        with self._child() as answers:
            height = self._message(answers)
            for count, (number, cells) in enumerate(iter(lambda: self._message(answers), None), 1):
                if count > self._limits.rows:
                    raise TableTooLong(rows=self._limits.rows)
                yield Line(number, cells, self.shape.size * number // height)

    @contextmanager
    def _child(self) -> Iterator[IO[bytes]]:
        limits = [self._limits.columns, self._limits.cell, self._limits.merged]
        module = "records.tables.spreadsheet_child"
        child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-P", "-m", module, *map(str, limits)],
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            self._source.seek(0)
            with suppress(BrokenPipeError), child.stdin:
                shutil.copyfileobj(self._source, child.stdin, 1 << 20)
            yield child.stdout
        finally:
            child.kill()
            child.stdout.close()
            child.wait()

    def _message(self, answers: IO[bytes]) -> Any:
        """Returns the next message of the child, None after the last. Raises the child's error,
        TableTooLarge where the child has reached its limits.
        """
        line = answers.readline()
        if not line.endswith(b"\n"):
            raise TableTooLarge(megabytes=self._limits.unpacked // 1024 // 1024)
        message = json.loads(line)
        if isinstance(message, str):
            raise _REFUSALS[message]
        return message


def spreadsheet_in_zip(archive: zipfile.ZipFile) -> str:
    """Returns "xlsx" or "ods", "" for a ZIP that is no spreadsheet. Raises one of BROKEN_ZIP."""
    names = archive.namelist()
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "mimetype" not in names or archive.getinfo("mimetype").file_size != len(_ODS):
        return ""
    return "ods" if archive.read("mimetype") == _ODS else ""


def check_zip(source: IO[bytes], limits: Limits) -> str:
    """Returns "xlsx" or "ods" for a spreadsheet whose declared sizes are within the limits.

    Raises TableWrongType, TableLocked, TableTooLarge, TableDamaged.
    """
    try:
        with zipfile.ZipFile(source) as archive:
            parts, kind = archive.infolist(), spreadsheet_in_zip(archive)
            locked = kind == "ods" and _is_encrypted(archive)
    except (RuntimeError, KeyError, *BROKEN_ZIP):
        raise TableDamaged from None
    if not kind:
        raise TableWrongType
    if locked or any(part.flag_bits & 1 for part in parts):
        raise TableLocked
    read = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
    if sum(part.file_size for part in read) > limits.unpacked:
        raise TableTooLarge(megabytes=limits.unpacked // 1024 // 1024)
    return kind


def _is_encrypted(archive: zipfile.ZipFile) -> bool:
    """Returns True for an ODS whose manifest names a method of encryption."""
    with archive.open("META-INF/manifest.xml") as part:
        return b"encryption-data" in part.read(MAX_MANIFEST)
