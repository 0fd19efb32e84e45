"""Generated covers for titles without one; pattern and colours are derived from the title."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

PALETTES = (
    ("#0f5446", "#e9dfc0", "#d9ab4b"),
    ("#7a2b1c", "#f3e3cf", "#e3b364"),
    ("#23395b", "#e6e6da", "#c9a24a"),
    ("#5a4a12", "#f4ecd2", "#d8b257"),
    ("#3f2a4d", "#efe3ea", "#d7a45a"),
    ("#1d4d5c", "#e4ece2", "#d98f4e"),
)
ORNAMENT = (
    '<path d="M18 26h34M148 26h34"/><path d="m100 20 6 6-6 6-6-6Z"/>'
    '<circle cx="76" cy="26" r="4"/><circle cx="124" cy="26" r="4"/>'
)
LINE = 12
LINES = 5
MAX_BY_LINE_LENGTH = 26


@dataclass(frozen=True)
class Leaf:
    """Palm leaf of the pattern, in the cover's units of 200 by 300."""

    x: int
    y: int
    width: int
    hole: int


@dataclass(frozen=True)
class Cover:
    """Parts of a generated cover."""

    ground: str
    ink: str
    gold: str
    lines: list[tuple[int, str]]
    leaves: list[Leaf]
    by: str


def compose(title: str, by: str = "") -> Cover:
    """Returns the cover of a title; the same title always gives the same cover."""
    digest = sha256(title.encode()).digest()
    ground, ink, gold = PALETTES[digest[0] % len(PALETTES)]
    lines = [(58 + 27 * number, line) for number, line in enumerate(_wrapped_title(title))]
    leaves = [_leaf(digest, number) for number in range(4)]
    return Cover(ground, ink, gold, lines, leaves, by[:MAX_BY_LINE_LENGTH])


@lru_cache(2_000)
def draw(title: str, by: str = "") -> SafeString:
    """Returns the cover of a title as inline SVG.

    Drawn here and not in a template: lists show dozens, and the cache keeps each.
    """
    cover = compose(title, by)
    leaves = "".join(
        f'<path d="M{leaf.x} {leaf.y}h{leaf.width}v11h-{leaf.width}Z"/>'
        f'<circle cx="{leaf.hole}" cy="{leaf.y + 5}" r="2"/>'
        for leaf in cover.leaves
    )
    lines = "".join(f'<text x="18" y="{y + 8}">{escape(line)}</text>' for y, line in cover.lines)
    return mark_safe(  # noqa: S308 - the title's text is escaped
        '<svg viewBox="0 0 200 300" aria-hidden="true" focusable="false">'
        f'<rect width="200" height="300" fill="{cover.ground}"/>'
        f'<g fill="none" stroke="{cover.gold}" stroke-width="1.3">{ORNAMENT}{leaves}</g>'
        f'<g fill="{cover.ink}" font-family="Eczar, Georgia, serif" font-weight="600"'
        f' font-size="23">{lines}<text x="18" y="280" font-size="13" opacity=".85">'
        f"{escape(cover.by)}</text></g></svg>"
    )


def _leaf(digest: bytes, number: int) -> Leaf:
    shift = digest[number + 1] % 26
    return Leaf(shift, 190 + number * 17, 200 - 2 * shift, 60 + digest[number + 5] % 80)


def _wrapped_title(title: str) -> list[str]:
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + len(word) < LINE:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], f"{lines[LINES - 1]}…"]
    return [line if len(line) <= LINE + 2 else f"{line[: LINE + 1]}…" for line in lines]
