"""Contrast between two colours written as #rrggbb (WCAG 2.2, relative luminance)."""

from collections.abc import Iterable

TEXT = 4.5
"""Minimum contrast of text (WCAG 1.4.3)."""
GRAPHICS = 3.0
"""Minimum contrast of graphical objects (WCAG 1.4.11)."""
DARK = 0.025
"""Maximum luminance of a colour beside pages in the dark theme."""

_WEIGHTS = (0.2126, 0.7152, 0.0722)


def ratio(one: str, other: str) -> float:
    """Returns the contrast ratio of two colours, from 1.0 to 21.0."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Returns the relative luminance of a colour, from 0.0 (black) to 1.0 (white)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return sum(weight * _linear(part) for weight, part in zip(_WEIGHTS, parts, strict=True))


def first_readable(candidates: Iterable[str], ground: str, least: float) -> str:
    """Returns the first candidate with at least the contrast `least` to `ground`.

    Falls back to black or white, whichever contrasts more.
    """
    for colour in candidates:
        if ratio(colour, ground) >= least:
            return colour
    return max("#000000", "#ffffff", key=lambda colour: ratio(colour, ground))


def darkened(colour: str) -> str:
    """Returns the colour mixed with black until its luminance is at most `DARK`."""
    for share in (0.6, 0.4, 0.25, 0.15):
        mixed = "#" + "".join(
            f"{round(int(colour[at : at + 2], 16) * share):02x}" for at in (1, 3, 5)
        )
        if luminance(mixed) <= DARK:
            return mixed
    return mixed


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
