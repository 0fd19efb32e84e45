"""Degradations of a photo of a card, and their strength; the parameters are data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

Span = tuple[float, float]


class Degradation(StrEnum):
    """One kind of flaw in a photo."""

    PERSPECTIVE = "perspective"
    ROTATION = "rotation"
    DEFOCUS = "defocus"
    MOTION = "motion blur"
    GLARE = "glare"
    SHADOW = "shadow"
    LOW_LIGHT = "low light"
    NOISE = "noise"
    JPEG = "JPEG"
    HALF_SIZE = "half size"
    FINGERS = "fingers"
    BUSY = "busy background"
    SCREEN = "photo of a screen"
    GREY_COPY = "grey copy"


class Level(StrEnum):
    """Strength of the degradations of a photo."""

    MILD = "mild"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that a degradation draws uniformly from the span of its level."""

    name: str
    unit: str
    mild: Span
    hard: Span

    def span(self, level: Level) -> Span:
        """Returns the span of a level."""
        return self.mild if level is Level.MILD else self.hard


PARAMETERS: Mapping[Degradation, tuple[Parameter, ...]] = {
    Degradation.PERSPECTIVE: (
        Parameter("skew", "corners moved by a share of the sides", (0.0, 0.05), (0.05, 0.12)),
    ),
    Degradation.ROTATION: (
        Parameter("turn", "degrees", (-15, 15), (0, 360)),
        Parameter("quarter", "chance of one to three quarter turns more", (0.1, 0.1), (0, 0)),
    ),
    Degradation.DEFOCUS: (
        Parameter("radius", "of a disc, in heights of capitals", (0.02, 0.07), (0.07, 0.13)),
    ),
    Degradation.MOTION: (
        Parameter("length", "of the smear, in heights of capitals", (0.06, 0.18), (0.18, 0.32)),
    ),
    Degradation.GLARE: (
        Parameter("peak", "share of white at the brightest place", (0.2, 0.45), (0.45, 0.68)),
        Parameter("reach", "radius, share of the card's width", (0.08, 0.2), (0.12, 0.3)),
    ),
    Degradation.SHADOW: (
        Parameter("depth", "share of the light lost", (0.15, 0.35), (0.35, 0.6)),
    ),
    Degradation.LOW_LIGHT: (
        Parameter("exposure", "share of the light left", (0.6, 0.8), (0.32, 0.5)),
    ),
    Degradation.NOISE: (
        Parameter("deviation", "grey levels", (3, 6), (7, 13)),
    ),
    Degradation.JPEG: (
        Parameter("quality", "of 100", (65, 80), (38, 55)),
    ),
    Degradation.HALF_SIZE: (
        Parameter("scale", "of the photo's 2000 pixels", (0.7, 0.85), (0.5, 0.6)),
    ),
    Degradation.FINGERS: (
        Parameter("reach", "onto the card, share of its width", (0.01, 0.04), (0.03, 0.09)),
        Parameter("number", "of fingers", (1, 2), (2, 3)),
    ),
    Degradation.BUSY: (
        Parameter("things", "that lie around the card", (5, 10), (12, 24)),
    ),
    Degradation.SCREEN: (
        Parameter("grid", "contrast of the screen's pixels", (0.15, 0.3), (0.3, 0.5)),
    ),
    Degradation.GREY_COPY: (
        Parameter("contrast", "gained in copying", (1.0, 1.15), (1.15, 1.35)),
        Parameter("toner", "speckles, grey levels", (3, 6), (6, 12)),
    ),
}  # fmt: skip

BLURS = (Degradation.DEFOCUS, Degradation.MOTION)
DETAIL_COSTS = (
    *BLURS, Degradation.LOW_LIGHT, Degradation.NOISE, Degradation.JPEG, Degradation.HALF_SIZE,
)  # fmt: skip
"""Degradations that remove detail. With more than `MAX_HARD` of them at full strength nobody could
read the text, so that the others are mild in a mixture.
"""
MAX_HARD = 2
ORDINARY = (
    *DETAIL_COSTS, Degradation.GLARE, Degradation.SHADOW, Degradation.FINGERS, Degradation.BUSY,
)  # fmt: skip
FORGERIES = (Degradation.SCREEN, Degradation.GREY_COPY)
SHARE_OF_FORGERIES = 0.08
"""Share of each kind of forgery in the hard mixture."""
ACCOMPANYING = {Level.MILD: (2, 4), Level.HARD: (3, 5)}
"""Number of degradations that are added to perspective and rotation in a mixture."""
MIN_FAMILY_CARD_SCALE = 0.72
"""Smallest scale of a family card, whose text is half as high as a bank card's."""

Draw = Mapping[str, float]
Plan = Mapping[Degradation, Draw]
"""The degradations of one photo with their drawn figures."""


def single(degradation: Degradation, random: Random, level: Level | None = None) -> Plan:
    """Returns a plan with one degradation; without a level, mild and hard are equally likely."""
    level = level or random.choice(list(Level))
    return {degradation: _drawn(degradation, random, level)}


def mixture(level: Level, random: Random) -> Plan:
    """Returns a plan with several degradations at once, as in photos from phones."""
    always = [Degradation.PERSPECTIVE, Degradation.ROTATION]
    company = _accompanying(level, random)
    costly = [each for each in company if each in DETAIL_COSTS]
    spared = set(costly[MAX_HARD:]) if level is Level.HARD else set()
    return {
        each: _drawn(each, random, Level.MILD if each in spared else level)
        for each in (*always, *company)
    }


def _accompanying(level: Level, random: Random) -> list[Degradation]:
    company = random.sample(ORDINARY, random.randint(*ACCOMPANYING[level]))
    if all(blur in company for blur in BLURS):
        company.remove(random.choice(BLURS))
    dice = random.random()
    if level is Level.HARD and dice < SHARE_OF_FORGERIES * len(FORGERIES):
        forgery = FORGERIES[int(dice / SHARE_OF_FORGERIES)]
        company = [each for each in company if each is not Degradation.FINGERS]
        company.append(forgery)
    return company


def _drawn(degradation: Degradation, random: Random, level: Level) -> Draw:
    return {
        parameter.name: random.uniform(*parameter.span(level))
        for parameter in PARAMETERS[degradation]
    }


def table() -> str:
    """Returns the parameters as a Markdown table, for the documentation."""
    lines = ["| degradation | parameter | mild | hard |", "|---|---|---|---|"]
    for degradation, parameters in PARAMETERS.items():
        for one in parameters:
            mild, hard = _span_text(one.mild), _span_text(one.hard)
            lines.append(f"| {degradation} | {one.name}: {one.unit} | {mild} | {hard} |")
    return "\n".join(lines)


def _span_text(span: Span) -> str:
    low, high = span
    return f"{low:g}" if low == high else f"{low:g} to {high:g}"
