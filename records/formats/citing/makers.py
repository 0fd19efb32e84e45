"""Makers of a title with the name parts that citations need: family name, given names, suffix."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from records.codes import AgentKind
from records.formats.roles import CREATORS
from records.record import Credit, Record

__all__ = ["CREATORS", "EDITORS", "TRANSLATORS", "Maker", "makers"]

EDITORS: Final = frozenset(("edt",))
TRANSLATORS: Final = frozenset(("trl",))


@dataclass(frozen=True, slots=True)
class Maker:
    """Person or body that made a title. `given` and `suffix` are "" for bodies, and for people who
    are entered under their whole name, as many Indonesians are."""

    family: str
    given: str = ""
    suffix: str = ""
    body: bool = False

    @property
    def natural(self) -> str:
        """Name in natural order: given names first."""
        name = f"{self.given} {self.family}".strip()
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self) -> str:
        """Name in list order: family name first."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


def makers(record: Record, roles: frozenset[str]) -> Sequence[Maker]:
    """Returns the makers with one of these relator codes, each once, in credit order."""
    return list(dict.fromkeys(_maker(one) for one in record.credits if one.role in roles))


def _maker(credit: Credit) -> Maker:
    if credit.kind is not AgentKind.PERSON:
        return Maker(credit.name, body=True)
    family, _comma, rest = (credit.sort_name or credit.name).partition(", ")
    given, _comma, suffix = rest.partition(", ")
    return Maker(family, given, suffix)
