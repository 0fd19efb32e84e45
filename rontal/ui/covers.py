"""Covers for titles that have none: pattern and colours follow from the title itself."""

from dataclasses import dataclass
from hashlib import sha256

PALETTES = (
    ("#0f5446", "#e9dfc0", "#d9ab4b"),
    ("#7a2b1c", "#f3e3cf", "#e3b364"),
    ("#23395b", "#e6e6da", "#c9a24a"),
    ("#5a4a12", "#f4ecd2", "#d8b257"),
    ("#3f2a4d", "#efe3ea", "#d7a45a"),
    ("#1d4d5c", "#e4ece2", "#d98f4e"),
)
LINE = 12
LINES = 5
LONGEST_BY = 26


@dataclass(frozen=True)
class Leaf:
    """One palm leaf of the pattern, in the cover's 200 by 300."""

    x: int
    y: int
    width: int
    hole: int


@dataclass(frozen=True)
class Cover:
    """What the template draws."""

    ground: str
    ink: str
    gold: str
    lines: list[tuple[int, str]]
    leaves: list[Leaf]
    by: str


def compose(title: str, by: str = "") -> Cover:
    """The cover of a title; the same title always gets the same one."""
    digest = sha256(title.encode()).digest()
    ground, ink, gold = PALETTES[digest[0] % len(PALETTES)]
    lines = [(58 + 27 * number, line) for number, line in enumerate(_lines(title))]
    leaves = [_leaf(digest, number) for number in range(4)]
    return Cover(ground, ink, gold, lines, leaves, by[:LONGEST_BY])


def _leaf(digest: bytes, number: int) -> Leaf:
    shift = digest[number + 1] % 26
    return Leaf(shift, 190 + number * 17, 200 - 2 * shift, 60 + digest[number + 5] % 80)


def _lines(title: str) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1]}…"]
    return [line if len(line) <= LINE + 2 else f"{line[: LINE + 1]}…" for line in lines]
