"""Items that reading a file of records yields, and the codes of their problems."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from records.record import Record


class Kind(StrEnum):
    """Kind of a file. EPUB, PDF and IMAGES are books, which `records.books` reads, and
    not files of records; a ZIP contains such books."""

    MARC = "marc"
    MARCXML = "marcxml"
    ONIX = "onix"
    TABLE = "table"
    EPUB = "epub"
    PDF = "pdf"
    IMAGES = "images"
    ZIP = "zip"


RECORDS = frozenset({Kind.MARC, Kind.MARCXML, Kind.ONIX, Kind.TABLE})
"""Kinds that `items` reads."""
WRITTEN = frozenset({Kind.MARC, Kind.MARCXML, Kind.TABLE})
"""Kinds that `write` writes; a table is written as CSV."""


class Problem(StrEnum):
    """Reason for which an item has no record."""

    NO_TITLE = "record_without_title"
    BROKEN = "record_broken"
    CUT_SHORT = "record_cut_short"
    TOO_LARGE = "record_too_large"
    DELETED = "record_deleted"
    NOT_A_TITLE = "record_not_a_title"
    XML_BROKEN = "record_xml_broken"


class Remark(StrEnum):
    """Warning about a record that was read, for staff."""

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
    """One record of a file, or the reason why it could not be read.

    `number` starts at 1 and only grows: it counts records of MARC, MARCXML and ONIX, and rows of a
    table as spreadsheets number them (the heading is row 1). `at` is the byte offset in the file
    after the item (of a spreadsheet: in proportion to its rows). `problem` is a `Problem`, "" where
    there is a record; `remarks` are `Remark`s, each once. `line` is the line of the file, 0 where
    it has none. `unread` holds texts that were not understood.
    """

    number: int
    at: int
    record: Record | None
    problem: str = ""
    remarks: tuple[str, ...] = ()
    line: int = 0
    unread: tuple[str, ...] = ()


class Finished(NamedTuple):
    """Result of a draft, with the fields of an `Item`."""

    record: Record | None
    problem: str
    remarks: tuple[str, ...]
    unread: tuple[str, ...] = ()

    def item(self, number: int, at: int, line: int = 0) -> Item:
        """Returns the result as an item of a file."""
        return Item(number, at, self.record, self.problem, self.remarks, line, self.unread)


def item_without_record(number: int, at: int, problem: Problem, line: int = 0) -> Item:
    return Item(number, at, None, problem.value, (), line)
