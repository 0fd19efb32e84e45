"""XLSX (ECMA-376), as far as a table needs it: the first visible sheet, read as a stream.

Nothing in the file is executed or fetched: of a formula the saved value is read, links and macros
are ignored. A file is refused when its uncompressed size is over the limit or when its XML declares
a document type, which would allow entity expansion attacks.
"""

import re
import zipfile
import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO, Any, cast

from lxml import etree

from records.errors import (
    TableDamaged,
    TableLocked,
    TableTooLarge,
    TableTooLong,
    TableWrongType,
)
from records.tables.limits import LIMITS, Limits
from records.tables.lines import Line, Shape, tidy
from records.tables.numbers import date_text, is_date_format, number_text

MAX_BLANK_ROWS = 1_048_576
SMALL_PART = 16 * 1024 * 1024
MAIN = "xl/workbook.xml"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
BROKEN = (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, KeyError, ValueError)
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
MERGED = re.compile(rb"""mergeCell\s[^<>]*?ref=["']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})["']""")
MAX_MERGED_ROWS = 1_000


class Workbook:
    """The first visible sheet of an XLSX file."""

    def __init__(self, source: IO[bytes], limits: Limits = LIMITS) -> None:
        self._limits = limits
        with _faults():
            self._zip = zipfile.ZipFile(source)
            self._check_parts()
            self._since_1904, self._sheet = self._first_sheet()
            self._dates = self._date_styles()
            self._strings = self._shared_strings()
            self._merged = self._merged_cells()
            self.shape = Shape("xlsx", self._zip.getinfo(self._sheet).file_size)

    def lines(self) -> Iterator[Line]:
        """Yields the rows that are not empty."""
        count, most, below = 0, self._limits.rows, _MergedCells(self._merged)
        with _faults(), _CountingReader(self._zip.open(self._sheet)) as part:
            for place, row in enumerate(_elements(part, "row"), start=1):
                if place > MAX_BLANK_ROWS:
                    raise TableTooLong(rows=most)
                cells = self._cells(row)
                if not any(cells):
                    continue
                count += 1
                if count > most:
                    raise TableTooLong(rows=most)
                row_number = row.get("r", "")
                number = int(row_number) if row_number.isdigit() else place
                below.fill(number, cells)
                yield Line(number, cells, part.read_bytes)

    def _check_parts(self) -> None:
        parts = {info.filename: info for info in self._zip.infolist()}
        if MAIN not in parts:
            raise TableWrongType
        used = [info for name, info in parts.items() if name.startswith("xl/")]
        if any(info.flag_bits & 1 for info in used):
            raise TableLocked
        if any(info.compress_type not in METHODS for info in used):
            raise TableDamaged
        read = [info for info in used if info.filename.endswith((".xml", ".rels"))]
        if sum(info.file_size for info in read) > self._limits.unpacked:
            raise TableTooLarge(megabytes=self._limits.unpacked // 1024 // 1024)

    def _first_sheet(self) -> tuple[bool, str]:
        root = self._small(MAIN)
        since_1904 = any(one.get("date1904") in ("1", "true") for one in root.iter("{*}workbookPr"))
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in self._small("xl/_rels/workbook.xml.rels").iter("{*}Relationship")
        }
        for sheet in root.iter("{*}sheet"):
            if sheet.get("state", "visible") != "visible":
                continue
            target = targets.get(sheet.get(RELATION) or sheet.get(STRICT_RELATION), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            if name in self._zip.namelist():
                return since_1904, name
        raise TableDamaged

    def _date_styles(self) -> list[bool]:
        """Returns for each cell style whether it shows a date."""
        if "xl/styles.xml" not in self._zip.namelist():
            return []
        root = self._small("xl/styles.xml")
        formats = {
            one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iter("{*}numFmt")
        }
        styles = next(root.iter("{*}cellXfs"), None)
        numbers = [] if styles is None else [one.get("numFmtId", "0") for one in styles]
        return [is_date_format(number, formats.get(number)) for number in numbers]

    def _shared_strings(self) -> "_SharedStrings":
        strings = _SharedStrings()
        name = "xl/sharedStrings.xml"
        if name in self._zip.namelist():
            with _CountingReader(self._zip.open(name)) as part:
                for item in _elements(part, "si"):
                    strings.add(_text_of(item))
        return strings

    def _merged_cells(self) -> dict[int, list[tuple[int, int]]]:
        """Maps the first row of vertically merged cells to their columns and last rows. The file
        lists merged cells after the rows, so that the sheet is scanned once before it is read.
        """
        merged: dict[int, list[tuple[int, int]]] = defaultdict(list)
        left, rest = self._limits.merged, b""
        with self._zip.open(self._sheet) as part:
            while left > 0 and (chunk := part.read(1 << 20)):
                rest += chunk
                end = 0
                if b"mergeCell" in rest:
                    for one in MERGED.finditer(rest):
                        end, first, last = one.end(), int(one[2]), int(one[3])
                        if last > first and left > 0:
                            left -= 1
                            merged[first].append((_column(one[1].decode()) or 0, last))
                rest = rest[max(end, len(rest) - MAX_MERGED_ROWS) :]
        return merged

    def _small(self, name: str) -> Any:
        if self._zip.getinfo(name).file_size > SMALL_PART:
            raise TableDamaged
        root = etree.fromstring(self._zip.read(name), _parser())
        if root.getroottree().docinfo.internalDTD is not None:
            raise TableDamaged
        return root

    def _cells(self, row: Any) -> list[str]:
        cells: list[str] = []
        for cell in row:
            place = _column(cell.get("r", ""))
            column = len(cells) if place is None else place
            if column >= self._limits.columns or column < len(cells):
                continue
            cells.extend([""] * (column - len(cells)))
            cells.append(tidy(self._value(cell), self._limits.cell))
        return cells

    def _value(self, cell: Any) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _text_of(cell)
        value = next((one.text for one in cell if _local(one) == "v"), None) or ""
        if kind == "s":
            return self._strings[int(value)] if value else ""
        if kind in ("str", "d"):
            return value
        if kind == "b":
            return value
        if kind == "e" or not value:
            return ""
        style = int(cell.get("s", "0"))
        if style < len(self._dates) and self._dates[style]:
            return date_text(value, since_1904=self._since_1904)
        return number_text(value)


class _MergedCells:
    """Repeats the value of vertically merged cells in the rows below the first."""

    def __init__(self, merged: Mapping[int, Sequence[tuple[int, int]]]) -> None:
        self._merged = merged
        self._values: dict[int, tuple[int, str]] = {}

    def fill(self, number: int, cells: list[str]) -> None:
        """Fills the merged cells of a row from above, and stores the values of those that begin in
        it.
        """
        for column, (last, text) in list(self._values.items()):
            if number > last:
                del self._values[column]
                continue
            cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = cells[column] or text
        for column, last in self._merged.get(number, ()):
            if column < len(cells):
                self._values[column] = last, cells[column]


class _SharedStrings:
    """Shared strings by index, stored in one byte array: a fifth of the memory of a list."""

    def __init__(self) -> None:
        self._bytes = bytearray()
        self._ends = array("L", [0])

    def add(self, text: str) -> None:
        self._bytes += text.encode("utf-8", "replace")
        self._ends.append(len(self._bytes))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            return ""
        return self._bytes[self._ends[number] : self._ends[number + 1]].decode("utf-8")


class _CountingReader:
    """File wrapper that counts the bytes read."""

    def __init__(self, part: IO[bytes]) -> None:
        self._part = part
        self.read_bytes = 0

    def read(self, size: int = -1) -> bytes:
        """Reads up to `size` bytes and adds them to `read_bytes`."""
        content = self._part.read(size)
        self.read_bytes += len(content)
        return content

    def __enter__(self) -> "_CountingReader":
        return self

    def __exit__(self, *_why: object) -> None:
        self._part.close()


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except (RuntimeError, NotImplementedError, OSError, *BROKEN):
        raise TableDamaged from None


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _elements(part: _CountingReader, name: str) -> Iterator[Any]:
    """Yields the elements with this name; each is cleared when the next one is read."""
    elements = etree.iterparse(
        cast(IO[bytes], part),
        events=("end",),
        tag=f"{{*}}{name}",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    first = True
    for _event, element in elements:
        if first and element.getroottree().docinfo.internalDTD is not None:
            raise TableDamaged
        first = False
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _text_of(element: Any) -> str:
    """Returns the text of an element without phonetic hints of East Asian scripts (`rPh`)."""
    return "".join(
        one.text or "" for one in element.iter("{*}t") if _local(one.getparent()) != "rPh"
    )


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _column(reference: str) -> int | None:
    """Returns the column of a cell reference, counted from 0 ("C7" → 2); None for no column."""
    column = 0
    for char in reference[:3]:
        if not "A" <= char <= "Z":
            break
        column = column * 26 + ord(char) - 64
    return column - 1 if column else None
