"""The NIK and other numbers of sixteen digits."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice, product

from idcard import nik
from idcard.kinds import Sex
from idcard.reading.parse.glyphs import DIGITS, OTHER_DIGITS, distance, is_digit
from idcard.reading.parse.places import exists

SEPARATORS = " .-,:"
MIN_DIGITS = 8
"""Minimum number of digits of a number."""
MAX_CANDIDATES = 64
MAX_ASSEMBLED = 512


@dataclass(frozen=True, slots=True)
class NumberReading:
    """Digits, the text read for them, and the certainty of the least certain one.

    `start` and `end` are positions in the passage.
    """

    digits: str
    read: str
    certainty: float
    start: int
    end: int

    @property
    def whole(self) -> bool:
        """True for sixteen digits."""
        return len(self.digits) == nik.LENGTH


@dataclass(frozen=True, slots=True)
class Facts:
    """Other facts on the card about the holder of a NIK.

    `homes` are the codes of the regions of residence, in which most NIKs were issued.
    """

    birth: date | None = None
    sex: Sex | None = None
    homes: frozenset[str] = frozenset()

    def agreement(self, digits: str) -> int:
        """Returns a score of how well a number fits structure, region, birth date and sex."""
        parsed = nik.parse(digits)
        if parsed is None:
            return -4
        points = 1 if exists(parsed.region) else -1 if not exists(parsed.region[:2]) else 0
        if self.birth is not None:
            points += 4 if parsed.born_on(self.birth) else -1
        if self.sex is not None:
            points += 1 if parsed.sex is self.sex else -1
        return points

    def confirms(self, digits: str) -> bool:
        """Returns True where the number has the printed birth date and sex, and a known region."""
        parsed = nik.parse(digits)
        return (
            parsed is not None
            and self.birth is not None
            and parsed.born_on(self.birth)
            and parsed.sex is (self.sex or parsed.sex)
            and exists(parsed.region)
        )


UNKNOWN = Facts()


def long_number(
    text: str, certainties: Sequence[float], facts: Facts = UNKNOWN
) -> NumberReading | None:
    """Returns the number in a text, with the corrections that fit the facts best.

    None where there are too few digits.
    """
    places = [place for place, char in enumerate(text) if char not in SEPARATORS]
    run = _run(text, places)
    if len(run) < MIN_DIGITS:
        return None
    if len(run) == nik.LENGTH + 1:
        run = _without_one(text, run, facts)
    digits = max(candidates("".join(text[place] for place in run)), key=facts.agreement)
    certainty = min(certainties[place] for place in run)
    start, end = run[0], run[-1] + 1
    return NumberReading(digits, text[start:end], certainty, start, end)


def chosen(
    first: NumberReading | None, others: Sequence[NumberReading], facts: Facts
) -> NumberReading | None:
    """Returns the reading that fits the facts and the other readings best; on a tie the first."""
    readings = [one for one in (first, *others) if one is not None]

    def rank(one: NumberReading) -> tuple[bool, bool, int, int, bool]:
        votes = sum(other.digits == one.digits for other in readings)
        return (one.whole, facts.confirms(one.digits), votes, facts.agreement(one.digits),
                one is first)  # fmt: skip

    return max(readings, key=rank, default=None)


def assembled(readings: Sequence[NumberReading], facts: Facts) -> NumberReading | None:
    """Returns a number composed of the most frequent digit at each place that fits the facts.

    It need not equal any single reading. None where no combination fits.
    """
    whole = [one for one in readings if one.whole]
    digit_counts = [Counter(one.digits[place] for one in whole) for place in range(nik.LENGTH)]
    choices = product(*([digit for digit, _ in votes.most_common()] for votes in digit_counts))
    fitting = [
        digits for digits in map("".join, islice(choices, MAX_ASSEMBLED)) if facts.confirms(digits)
    ]
    if not whole or not fitting:
        return None

    def rank(digits: str) -> tuple[int, int]:
        votes = sum(digit_counts[place][digit] for place, digit in enumerate(digits))
        return votes, sum(digits.startswith(home) for home in facts.homes)

    best = max(fitting, key=rank)
    near = min(whole, key=lambda one: distance(one.digits, best))
    return replace(near, digits=best)


def candidates(read: str) -> Sequence[str]:
    """Returns all interpretations of confusable characters as digits, likeliest first."""
    choices = [_meanings(char) for char in read]
    combinations = product(*choices)
    return [
        "".join(digits) for _, digits in zip(range(MAX_CANDIDATES), combinations, strict=False)
    ] or [""]


def _meanings(char: str) -> str:
    if is_digit(char):
        return char
    return DIGITS.get(char, "") + OTHER_DIGITS.get(char, "")


def _run(text: str, places: Sequence[int]) -> list[int]:
    """Returns the longest run of places that can be digits and are mostly digits."""
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


def _without_one(text: str, runs: list[int], facts: Facts) -> list[int]:
    """Returns sixteen of seventeen places, without a colon or mark read as first or last digit."""
    remaining = [runs[1:], runs[:-1]]
    doubtful = [one for one, dropped in zip(remaining, (runs[0], runs[-1]), strict=True)
                if not is_digit(text[dropped])]  # fmt: skip
    if len(doubtful) == 1:
        return doubtful[0]

    def fits(places: list[int]) -> int:
        read = "".join(text[place] for place in places)
        return max(facts.agreement(one) for one in candidates(read))

    best = max(remaining, key=fits)
    other = remaining[0] if best is remaining[1] else remaining[1]
    return best if fits(best) > fits(other) else runs
