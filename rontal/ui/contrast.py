"""Contrast between two colours written as #rrggbb (WCAG 2.2, relative luminance)."""

from collections.abc import Iterable

TEXT = 4.5
"""Least contrast of text (WCAG 1.4.3)."""
GRAPHICS = 3.0
"""Least contrast of graphical objects (WCAG 1.4.11)."""

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
    """Returns the first candidate with at least this contrast to `ground`, else black or white,
    whichever contrasts more."""
    for colour in candidates:
        if ratio(colour, ground) >= least:
            return colour
    return max("#000000", "#ffffff", key=lambda colour: ratio(colour, ground))


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
