"""Sources, outcomes and options of imports. No Django."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """Source of an import: a file of records, a list of book files, records that staff picked from
    another library, or a book file added to one title."""

    RECORDS = "records"
    BOOKS = "books"
    PICKED = "picked"
    ADDED = "added"


OF_FILES: Final = frozenset({Source.BOOKS, Source.ADDED})
"""Sources that consist of book files."""


class Outcome(StrEnum):
    """Outcome for one record or file.

    `new`: a title was created. `proposed`: a title was created that looks like another one; staff
    decide. `joined`: the title existed and got what it lacked. `same`: the title existed and did
    not change. `wrong`: the record was not imported. After an undo: `gone` (deleted), `kept`.
    """

    NEW = "new"
    PROPOSED = "proposed"
    JOINED = "joined"
    SAME = "same"
    WRONG = "wrong"
    GONE = "gone"
    KEPT = "kept"


class OpenAccess(StrEnum):
    """Files that everybody may download: those whose rights statement allows it, all, or none."""

    BY_RIGHTS = "by_rights"
    ALL = "all"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Options:
    """Options that staff chose for an import: whether titles stay drafts, which files are open to
    everybody, and whether records overwrite existing titles."""

    draft: bool = False
    open: OpenAccess = OpenAccess.BY_RIGHTS
    overwrite: bool = False

    def to_json(self) -> dict[str, object]:
        """Returns the options as stored in `Import.options`."""
        return {"draft": self.draft, "open": self.open.value, "overwrite": self.overwrite}

    @classmethod
    def from_json(cls, stored: Mapping[str, object]) -> "Options":
        """Reads the options that `to_json` wrote."""
        access = OpenAccess(str(stored.get("open", "by_rights")))
        return cls(bool(stored.get("draft")), access, bool(stored.get("overwrite")))
