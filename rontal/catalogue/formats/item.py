"""What a file of records gives, one by one, and the codes of what was found in it. No Django."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from rontal.catalogue.record import Record


class Kind(StrEnum):
    """What a file is. Of EPUB, PDF and IMAGES a book is read (`catalogue/epub` and beside it), no
    records; a ZIP holds such books."""

    MARC = "marc"
    MARCXML = "marcxml"
    ONIX = "onix"
    TABLE = "table"
    EPUB = "epub"
    PDF = "pdf"
    IMAGES = "images"
    ZIP = "zip"


RECORDS = frozenset({Kind.MARC, Kind.MARCXML, Kind.ONIX, Kind.TABLE})
"""The kinds that `items` reads."""
WRITTEN = frozenset({Kind.MARC, Kind.MARCXML, Kind.TABLE})
"""The kinds that `write` writes; a table is CSV."""


class Problem(StrEnum):
    """Why there is no record in a place."""

    NO_TITLE = "record_without_title"
    BROKEN = "record_broken"
    CUT_SHORT = "record_cut_short"
    TOO_LARGE = "record_too_large"
    DELETED = "record_deleted"
    NOT_A_TITLE = "record_not_a_title"
    XML_BROKEN = "record_xml_broken"


class Remark(StrEnum):
    """What a person should know of a record that was read."""

    ENCODING = "encoding_not_as_said"
    CHARACTERS_LOST = "characters_lost"
    LENGTH_WRONG = "length_wrong"
    DIRECTORY_WRONG = "directory_wrong"
    QUOTES_WRONG = "quotation_marks_wrong"
    TEXT_CUT = "text_cut"
    TEXT_MENDED = "text_mended"
    TOO_MANY = "too_many_entries"
    ISBN_WRONG = "isbn_wrong"
    ISBN_SHORTENED = "isbn_shortened"
    YEAR_UNKNOWN = "year_not_understood"
    LANGUAGE_UNKNOWN = "language_not_understood"
    AGES_WRONG = "ages_not_understood"


@dataclass(frozen=True, slots=True)
class Item:
    """One record of a file, or what stands in its place.

    `number` counts from 1 and only grows: records of MARC, MARCXML and ONIX, rows of a table as
    spreadsheets number them (the heading is row 1). `at` is how many bytes of the file (of an
    XLSX: of its sheet) had been read behind it. `problem` is a `Problem`, "" where there is a
    record; `remarks` are `Remark`s, each once. `line` is the line of the file, 0 where it has none.
    `unread` is what stands in the file and was not understood.
    """

    number: int
    at: int
    record: Record | None
    problem: str = ""
    remarks: tuple[str, ...] = ()
    line: int = 0
    unread: tuple[str, ...] = ()


class Finished(NamedTuple):
    """What became of a draft, as an `Item` has it."""

    record: Record | None
    problem: str
    remarks: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def item(self, number: int, at: int, line: int = 0) -> Item:
        """As one record of a file."""
        return Item(number, at, self.record, self.problem, self.remarks, line, self.unread)


def gap(number: int, at: int, problem: Problem, line: int = 0) -> Item:
    """What stands in the place of a record that could not be had."""
    return Item(number, at, None, problem.value, (), line)
