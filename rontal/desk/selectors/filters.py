"""Which applications a clerk wants to see: read from an address, written into one."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from urllib.parse import urlencode

from rontal.membership.rules.kinds import IdentityKind
from rontal.verification.codes import FINDINGS

# The names of the fields as addresses have them.
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
    """How the desk sorts applications."""

    DECIDE = "putuskan"
    CHECKING = "diperiksa"
    APPLICANT = "pemohon"
    ACTIVATION = "aktivasi"
    APPROVED = "diterima"
    REJECTED = "ditolak"
    ENDED = "berakhir"


class Due(StrEnum):
    """How the promise stands."""

    LATE = "terlambat"
    AT_RISK = "mendesak"
    ON_TIME = "tepat"


class Says(StrEnum):
    """What the system recommends; `LOOK` is either of the two that need a look."""

    SPOTLESS = "bersih"
    LOOK = "perhatian"
    CLOSER = "teliti"
    CORRECT = "perbaikan"
    NOTHING = "belum"


class Answer(StrEnum):
    """Yes or no."""

    YES = "ya"
    NO = "tidak"


class Hands(StrEnum):
    """Who has a case in hand, or was given it."""

    MINE = "saya"
    NOBODY = "bebas"
    OTHERS = "rekan"


CHOICES: Mapping[str, type[StrEnum]] = {
    "shelf": Shelf,
    "due": Due,
    "says": Says,
    "kind": IdentityKind,
    "resident": Answer,
    "child": Answer,
    "hands": Hands,
    "back": Answer,
}


@dataclass(frozen=True)
class Filters:
    """What is asked of the applications; "" asks nothing."""

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
        """From an address or a saved view; what is none of the choices asks nothing."""
        found = {name: query.get(key, "") for name, key in NAMES.items()}
        known = {name: value for name, value in found.items() if _is_choice(name, value)}
        return cls(**known)

    @property
    def pairs(self) -> dict[str, str]:
        """What differs from asking nothing, by the names of addresses."""
        plain = asdict(Filters())
        return {
            NAMES[name]: str(value) for name, value in asdict(self).items() if value != plain[name]
        }

    @property
    def trail(self) -> str:
        """The end of an address, with its question mark; "" where nothing is asked."""
        return f"?{urlencode(self.pairs)}" if self.pairs else ""

    @property
    def narrows(self) -> bool:
        """True where more is asked than the shelf."""
        return replace(self, shelf=Shelf.DECIDE) != Filters()


def _is_choice(name: str, value: str) -> bool:
    return value in (FINDINGS if name == "finding" else list(CHOICES[name]))


BUILT_IN: Mapping[str, Filters] = {
    "next": Filters(),
    "late": Filters(due=Due.LATE),
    "spotless": Filters(says=Says.SPOTLESS),
    "look": Filters(says=Says.LOOK),
    "back": Filters(back=Answer.YES),
    "mine": Filters(hands=Hands.MINE),
}
"""The views that everybody has, in this order."""
