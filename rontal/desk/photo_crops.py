"""Crops of a photo, turned upright, as attributes of SVG. Pure functions.

A page shows a crop with `<svg viewBox><image href transform/></svg>`: the browser cuts it out of
the photo that the page loads anyway, so no further file is created or decrypted.
"""

import math
from dataclasses import dataclass

from idcard.geometry import Point, Quad

Size = tuple[float, float]
MIN_SIZE = 1e-6
LINE_HEIGHT = 28
FACE_MARGIN = 0.55
"""Margin around a face on each side, as a share of its height: shows head and shoulders."""
PORTRAIT_ASPECT = 0.8
"""Width divided by height of the frame in which faces are shown."""


@dataclass(frozen=True, slots=True)
class Crop:
    """SVG attributes for a part of a photo: `view_box`, size of the photo, and `matrix` of the
    image.

    `shown` is the displayed width in pixels at a height of `LINE_HEIGHT`. All values are
    texts, so that templates do not write them with a decimal comma.
    """

    view_box: str
    shown: str
    width: str
    height: str
    matrix: str


def line(quad: Quad, photo: Size, *, room: float = 0.2) -> Crop | None:
    """Returns the crop of a quad with a margin of `room` (a share of its height) around it.

    `photo` is the width and height in pixels. None where the quad has no area.
    """
    frame = _frame(quad, photo)
    if frame is None:
        return None
    around = room * frame.height
    return frame.cut(around, around)


def face(quad: Quad, photo: Size, *, room: float = FACE_MARGIN) -> Crop | None:
    """Returns the crop around a face with `PORTRAIT_ASPECT`; None where the quad has no area."""
    frame = _frame(quad, photo)
    if frame is None:
        return None
    tall = max(frame.height, frame.width / PORTRAIT_ASPECT) * (1 + 2 * room)
    wide = tall * PORTRAIT_ASPECT
    return frame.cut((wide - frame.width) / 2, (tall - frame.height) / 2)


def part(quad: Quad, left: float, top: float, right: float, bottom: float) -> Quad:
    """Returns a part of a quad; the sides are shares (0 to 1) in reading direction."""
    one, two, three, four = quad.corners

    def point(x: float, y: float) -> Point:
        weights = ((1 - x) * (1 - y), x * (1 - y), x * y, (1 - x) * y)
        places = zip(weights, (one, two, three, four), strict=True)
        weighted = [(weight * corner[0], weight * corner[1]) for weight, corner in places]
        return sum(pair[0] for pair in weighted), sum(pair[1] for pair in weighted)

    return Quad.of([point(left, top), point(right, top), point(right, bottom), point(left, bottom)])


def quarter_turns(quad: Quad, photo: Size) -> int:
    """Returns the number of clockwise quarter turns (0 to 3) that turn the quad upright."""
    frame = _frame(quad, photo)
    if frame is None:
        return 0
    angle = math.atan2(frame.along[1], frame.along[0])
    return round(-angle / (math.pi / 2)) % 4


@dataclass(frozen=True, slots=True)
class _Frame:
    """Parallelogram fitted to a quad: its centre, both sides as vectors in pixels, and the photo's
    size."""

    middle: Point
    along: Point
    down: Point
    photo: Size

    @property
    def width(self) -> float:
        return math.hypot(*self.along)

    @property
    def height(self) -> float:
        return math.hypot(*self.down)

    @property
    def area(self) -> float:
        """Signed area in square pixels; negative where the corners run anticlockwise."""
        return self.along[0] * self.down[1] - self.along[1] * self.down[0]

    def cut(self, across: float, above: float) -> Crop:
        """Returns the crop with a margin of so many pixels at the sides and above and below."""
        width, height = self.width, self.height
        a, c = self.down[1] * width / self.area, -self.down[0] * width / self.area
        b, d = -self.along[1] * height / self.area, self.along[0] * height / self.area
        x, y = self.middle
        matrix = (a, b, c, d, width / 2 - a * x - c * y, height / 2 - b * x - d * y)
        box = (-across, -above, width + 2 * across, height + 2 * above)
        shown_width = LINE_HEIGHT * (width + 2 * across) / (height + 2 * above)
        wide, high = (_numbers((side,)) for side in self.photo)
        return Crop(_numbers(box), f"{shown_width:.0f}", wide, high, f"matrix({_numbers(matrix)})")


def _frame(quad: Quad, photo: Size) -> _Frame | None:
    """Fits a parallelogram by averaging opposite sides; None where it has no area.

    Across one line of text the perspective distortion is negligible.
    """
    corners = [(x * photo[0], y * photo[1]) for x, y in quad.corners]
    (lx, ly), (rx, ry), (bx, by), (ux, uy) = corners
    frame = _Frame(
        middle=((lx + rx + bx + ux) / 4, (ly + ry + by + uy) / 4),
        along=((rx - lx + bx - ux) / 2, (ry - ly + by - uy) / 2),
        down=((ux - lx + bx - rx) / 2, (uy - ly + by - ry) / 2),
        photo=photo,
    )
    return frame if abs(frame.area) > MIN_SIZE else None


def _numbers(values: tuple[float, ...]) -> str:
    return " ".join(f"{value:.6g}" for value in values)
