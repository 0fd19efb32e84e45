"""What an applicant can mend in a photo before sending it, as codes. Pure."""

from collections.abc import Iterable
from enum import StrEnum

from rontal.membership.rules.kinds import Slot
from rontal.verification.reading.model import Sign

# Most basic first: who mends the first may have mended the others.
ORDER = {
    Slot.CARD: (
        *("too_small", "dark", "none", "several", "back", "foreign", "only_text", "cut_off"),
        *("blurred", "glare", "wordless", "screen", "grey"),
    ),
    Slot.FACE: (
        *("too_small", "dark", "none", "several", "small", "turned"),
        *("blurred", "glare", "printed", "screen"),
    ),
}
SILENT = {Slot.CARD: frozenset({Sign.TURNED.value}), Slot.FACE: frozenset[str]()}
"""Nothing to mend: the machine turns a card itself."""


def hints(slot: Slot, faults: Iterable[str], signs: Iterable[StrEnum]) -> list[str]:
    """Codes such as `card_dark`, from the faults of `quality` and the signs of a look; what is not
    in ORDER comes last."""
    told = {*faults, *(sign.value for sign in signs)} - SILENT[slot]
    known = [code for code in ORDER[slot] if code in told]
    return [f"{slot.value}_{code}" for code in [*known, *sorted(told - set(known))]]
