"""Hints for an applicant about a photo before sending, as codes. Without Django."""

from collections.abc import Iterable
from enum import StrEnum

from idcard.reading.model import Sign
from rontal.membership.rules.kinds import Slot

# Most basic hints first, because fixing them often fixes the others.
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
"""Signs without a hint: the machine turns a card itself."""


def hints(slot: Slot, faults: Iterable[str], signs: Iterable[StrEnum]) -> list[str]:
    """Returns codes such as `card_dark` from the faults and signs of a photo.

    Codes that are not in ORDER come last.
    """
    present = {*faults, *(sign.value for sign in signs)} - SILENT[slot]
    ordered = [code for code in ORDER[slot] if code in present]
    return [f"{slot.value}_{code}" for code in [*ordered, *sorted(present - set(ordered))]]
