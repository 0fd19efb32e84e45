"""The NIK and the other numbers of sixteen digits, out of what was read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

from rontal.membership.rules import nik
from rontal.membership.rules.kinds import Sex
from rontal.verification.reading.parse.glyphs import DIGITS, OTHER_DIGITS, is_digit
from rontal.verification.reading.parse.places import exists
from rontal.verification.reading.parse.span import Passage

SEPARATORS = " .-,:"
MOST_CANDIDATES = 64


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """Digits, what was read for them, and the certainty of the least certain one.

    `start` and `end` are places in the passage.
    """

    digits: str
    read: str
    certainty: float
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """Sixteen digits."""
        return len(self.digits) == nik.LENGTH


@dataclass(frozen=True, slots=True)
class Facts:
    """What else the card says about the person whom a NIK belongs to."""

    birth: date | None = None
    sex: Sex | None = None

    def agreement(self, digits: str) -> int:
        """How well a number fits: structure, known region, birth date, sex."""
        found = nik.parse(digits)
        if found is None:
            return -4
        points = 1 if exists(found.region) else -1 if not exists(found.region[:2]) else 0
        if self.birth is not None:
            points += 4 if found.born_on(self.birth) else -1
        if self.sex is not None:
            points += 1 if found.sex is self.sex else -1
        return points

    def confirms(self, digits: str) -> bool:
        """True where the number carries the printed birth date and sex, and a known region."""
        found = nik.parse(digits)
        return (
            found is not None
            and self.birth is not None
            and found.born_on(self.birth)
            and found.sex is (self.sex or found.sex)
            and exists(found.region)
        )


def long_number(passage: Passage, facts: Facts = Facts()) -> FoundNumber | None:
    """The digits of a passage, as many as were read; with the repairs that fit the facts best.

    None where there are too few for a number.
    """
    places = [place for place, char in enumerate(passage.text) if char not in SEPARATORS]
    runs = _run(passage.text, places)
    if len(runs) < 8:
        return None
    if len(runs) == nik.LENGTH + 1:
        runs = _without_one(passage, runs, facts)
    read = "".join(passage.text[place] for place in runs)
    digits = max(candidates(read), key=facts.agreement)
    certainty = min(passage.certainties[place] for place in runs)
    return FoundNumber(
        digits, passage.text[runs[0] : runs[-1] + 1], certainty, runs[0], runs[-1] + 1
    )


def candidates(read: str) -> Sequence[str]:
    """All readings of look-alikes as digits, the likeliest first."""
    choices = [_meanings(char) for char in read]
    found = product(*choices)
    return ["".join(digits) for _, digits in zip(range(MOST_CANDIDATES), found, strict=False)] or [
        ""
    ]


def _meanings(char: str) -> str:
    if is_digit(char):
        return char
    return DIGITS.get(char, "") + OTHER_DIGITS.get(char, "")


def _run(text: str, places: Sequence[int]) -> list[int]:
    """The longest stretch of places that can hold digits, and that holds mostly digits."""
    best: list[int] = []
    run: list[int] = []
    for place in [*places, -1]:
        if place >= 0 and _meanings(text[place]):
            run.append(place)
            continue
        sound = sum(is_digit(text[one]) for one in run) * 2 > len(run)
        if sound and len(run) > len(best):
            best = run
        run = []
    return best


def _without_one(passage: Passage, runs: list[int], facts: Facts) -> list[int]:
    """Sixteen places of seventeen: a colon was read as a digit at the front, or a mark behind."""
    whole = [runs[1:], runs[:-1]]
    doubtful = [one for one, dropped in zip(whole, (runs[0], runs[-1]), strict=True)
                if not is_digit(passage.text[dropped])]  # fmt: skip
    if len(doubtful) == 1:
        return doubtful[0]

    def fits(places: list[int]) -> int:
        read = "".join(passage.text[place] for place in places)
        return max(facts.agreement(one) for one in candidates(read))

    best = max(whole, key=fits)
    other = whole[0] if best is whole[1] else whole[1]
    return best if fits(best) > fits(other) else runs
