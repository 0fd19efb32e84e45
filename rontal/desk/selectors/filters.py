"""Filters of the queue, parsed from URL query parameters and written back to them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from idcard.kinds import IdentityKind
from rontal.verification.codes import FINDINGS

# Query parameter names of the fields.
NAMES = {
    "shelf": "rak",
    "due": "tenggat",
    "says": "saran",
    "kind": "jenis",
    "resident": "warga",
    "child": "anak",
    "hands": "tangan",
    "back": "kembali",
    "finding": "temuan",
}


class Shelf(StrEnum):
    """Groups of application states, as the desk lists them."""

    DECIDE = "putuskan"
    CHECKING = "diperiksa"
    APPLICANT = "pemohon"
    ACTIVATION = "aktivasi"
    APPROVED = "diterima"
    REJECTED = "ditolak"
    ENDED = "berakhir"


class DueFilter(StrEnum):
    """Punctuality of the decision relative to the promised time."""

    LATE = "terlambat"
    AT_RISK = "mendesak"
    ON_TIME = "tepat"


class RecommendationFilter(StrEnum):
    """Recommendations of the automatic examination; `ATTENTION` is either `CLOSER` or `CORRECT`."""

    SPOTLESS = "bersih"
    ATTENTION = "perhatian"
    CLOSER = "teliti"
    CORRECT = "perbaikan"
    NOTHING = "belum"


class Answer(StrEnum):
    """Yes or no."""

    YES = "ya"
    NO = "tidak"


class AssigneeFilter(StrEnum):
    """Filter by assignee and lock: the actor's own, free, or a colleague's applications."""

    MINE = "saya"
    NOBODY = "bebas"
    OTHERS = "rekan"


CHOICES: Mapping[str, type[StrEnum]] = {
    "shelf": Shelf,
    "due": DueFilter,
    "says": RecommendationFilter,
    "kind": IdentityKind,
    "resident": Answer,
    "child": Answer,
    "hands": AssigneeFilter,
    "back": Answer,
}


@dataclass(frozen=True)
class Filters:
    """Filter values of the queue; "" does not filter."""

    shelf: str = Shelf.DECIDE
    due: str = ""
    says: str = ""
    kind: str = ""
    resident: str = ""
    child: str = ""
    hands: str = ""
    back: str = ""
    finding: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Filters":
        """Parses query parameters or a saved view; unknown values do not filter."""
        values = {name: query.get(key, "") for name, key in NAMES.items()}
        known = {name: value for name, value in values.items() if _is_choice(name, value)}
        return cls(**known)

    @property
    def pairs(self) -> dict[str, str]:
        """Query parameters of the values that differ from the defaults."""
        plain = asdict(Filters())
        return {
            NAMES[name]: str(value) for name, value in asdict(self).items() if value != plain[name]
        }

    @property
    def trail(self) -> str:
        """Query string with its question mark; "" where all values are the defaults."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def narrows(self) -> bool:
        """True where something other than the shelf is filtered."""
        return replace(self, shelf=Shelf.DECIDE) != Filters()


def _is_choice(name: str, value: str) -> bool:
    return value in (FINDINGS if name == "finding" else list(CHOICES[name]))


BUILT_IN: Mapping[str, Filters] = {
    "next": Filters(),
    "late": Filters(due=DueFilter.LATE),
    "spotless": Filters(says=RecommendationFilter.SPOTLESS),
    "look": Filters(says=RecommendationFilter.ATTENTION),
    "back": Filters(back=Answer.YES),
    "mine": Filters(hands=AssigneeFilter.MINE),
}
"""Views that every clerk has, in display order, by code."""
