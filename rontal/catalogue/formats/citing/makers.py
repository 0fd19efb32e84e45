"""Who made a title, as references name people: family, given names and suffix apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from rontal.catalogue.formats.roles import CREATORS
from rontal.catalogue.record import Credit, Record
from rontal.catalogue.rules import AgentKind

__all__ = ["CREATORS", "EDITORS", "TRANSLATORS", "Maker", "makers"]

EDITORS: Final = frozenset(("edt",))
TRANSLATORS: Final = frozenset(("trl",))


@dataclass(frozen=True, slots=True)
class Maker:
    """`given` and `suffix` are "" for bodies, and for people who are entered under their whole
    name, as many Indonesians are."""

    family: str
    given: str = ""
    suffix: str = ""
    body: bool = False

    @property
    def natural(self) -> str:
        """As people say it."""
        name = f"{self.given} {self.family}".strip()
        return f"{name}, {self.suffix}" if self.suffix else name

    @property
    def inverted(self) -> str:
        """As lists order it."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)


def makers(record: Record, roles: frozenset[str]) -> Sequence[Maker]:
    """Who did one of these things for it, each once, in the order of the title page."""
    return list(dict.fromkeys(_maker(one) for one in record.credits if one.role in roles))


def _maker(credit: Credit) -> Maker:
    if credit.kind is not AgentKind.PERSON:
        return Maker(credit.name, body=True)
    family, _comma, rest = (credit.sort_name or credit.name).partition(", ")
    given, _comma, suffix = rest.partition(", ")
    return Maker(family, given, suffix)
