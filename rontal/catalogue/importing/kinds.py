"""What an import brings, what becomes of each record, and what staff may choose. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """What lies before an import: a file of records, a list of book files, records that staff
    picked from another library, or a book file that they add to one title."""

    RECORDS = "records"
    BOOKS = "books"
    PICKED = "picked"
    ADDED = "added"


OF_FILES: Final = frozenset({Source.BOOKS, Source.ADDED})
"""Sources of book files."""


class Outcome(StrEnum):
    """What became of one record or file.

    `new`: a title was made. `proposed`: a title was made that looks like another one; staff decide.
    `joined`: it is a title that is there, which got what it lacked. `same`: it is there, and
    nothing changed. `wrong`: it did not come in. After an undo: `gone`, `kept`.
    """

    NEW = "new"
    PROPOSED = "proposed"
    JOINED = "joined"
    SAME = "same"
    WRONG = "wrong"
    GONE = "gone"
    KEPT = "kept"


class OpenAccess(StrEnum):
    """Whose files lie open: those whose rights statement says so, or all, or none."""

    BY_RIGHTS = "by_rights"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """What staff chose for an import: whether titles stay drafts, which files lie open, and whether
    what records say of titles that are here is written over what stands there."""

    draft: bool = False
    open: OpenAccess = OpenAccess.BY_RIGHTS
    overwrite: bool = False

    def to_json(self) -> dict[str, object]:
        """As it lies in `Import.options`."""
        return {"draft": self.draft, "open": self.open.value, "overwrite": self.overwrite}

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> "Options":
        """What `to_json` wrote."""
        access = OpenAccess(str(said.get("open", "by_rights")))
        return cls(bool(said.get("draft")), access, bool(said.get("overwrite")))
