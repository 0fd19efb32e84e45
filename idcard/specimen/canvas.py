"""Drawing surface with antialiasing: shapes are drawn enlarged, and the picture is scaled down."""

from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point = tuple[float, float]
Colour = tuple[int, int, int]

OVERSAMPLING = 2
CURVE_STEPS = 10


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Returns the mix of two colours; `share` is the second one's fraction (0 to 1)."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def shade(colour: Colour, factor: float) -> Colour:
    """Returns a darker colour for factors below 1, a lighter one above."""
    red, green, blue = (max(0, min(255, round(part * factor))) for part in colour)
    return red, green, blue


def smooth(points: Sequence[Point], *, closed: bool = True) -> list[Point]:
    """Returns a Catmull-Rom curve through the points."""
    ring = _with_neighbours(points, closed)
    curve: list[Point] = []
    for before, start, end, after in zip(ring, ring[1:], ring[2:], ring[3:], strict=False):
        curve.extend(_segment(before, start, end, after))
    return curve if closed else [*curve, points[-1]]


def _with_neighbours(points: Sequence[Point], closed: bool) -> list[Point]:
    if closed:
        return [points[-1], *points, points[0], points[1]]
    return [points[0], *points, points[-1]]


def _segment(before: Point, start: Point, end: Point, after: Point) -> list[Point]:
    steps = [step / CURVE_STEPS for step in range(CURVE_STEPS)]
    axes = tuple(zip(before, start, end, after, strict=True))
    return [(_spline(t, *axes[0]), _spline(t, *axes[1])) for t in steps]


def _spline(t: float, a: float, b: float, c: float, d: float) -> float:
    linear = (c - a) * t
    square = (2 * a - 5 * b + 4 * c - d) * t * t
    cube = (3 * b - a - 3 * c + d) * t * t * t
    return (2 * b + linear + square + cube) / 2


class Canvas:
    """Drawing surface; points are in pixels of the picture that `finish()` returns."""

    def __init__(self, size: tuple[int, int], ground: Colour) -> None:
        self.size = size
        self._large = (size[0] * OVERSAMPLING, size[1] * OVERSAMPLING)
        self._image = Image.new("RGB", self._large, ground)

    def paste(self, picture: Image.Image) -> None:
        """Fills the whole surface with a picture."""
        self._image.paste(picture.resize(self._large, Image.Resampling.BICUBIC))

    def mask(self, points: Sequence[Point]) -> Image.Image:
        """Returns the area inside the points as mask, for clipping later shapes."""
        area = Image.new("L", self._large, 0)
        ImageDraw.Draw(area).polygon(self._enlarge(points), fill=255)
        return area

    def fill(
        self,
        points: Sequence[Point],
        colour: Colour,
        *,
        alpha: float = 1,
        blur: float = 0,
        clip: Image.Image | None = None,
    ) -> None:
        """Fills an area; `blur` (pixels) softens its edge, `clip` limits it to a mask."""
        large = self._enlarge(points)
        box = self._box_around(large, blur * OVERSAMPLING)
        if box is None:
            return
        area = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        inside = [(x - box[0], y - box[1]) for x, y in large]
        ImageDraw.Draw(area).polygon(inside, fill=round(255 * alpha))
        self._apply(area, box, colour, blur, clip)

    def stroke(
        self,
        points: Sequence[Point],
        width: float,
        colour: Colour,
        *,
        alpha: float = 1,
        blur: float = 0,
        clip: Image.Image | None = None,
    ) -> None:
        """Draws a line of `width` pixels with round ends."""
        large = self._enlarge(points)
        thick = max(1, round(width * OVERSAMPLING))
        box = self._box_around(large, blur * OVERSAMPLING + thick)
        if box is None:
            return
        area = Image.new("L", (box[2] - box[0], box[3] - box[1]), 0)
        pen = ImageDraw.Draw(area)
        inside = [(x - box[0], y - box[1]) for x, y in large]
        pen.line(inside, fill=round(255 * alpha), width=thick, joint="curve")
        for x, y in (inside[0], inside[-1]):
            pen.circle((x, y), thick / 2, fill=round(255 * alpha))
        self._apply(area, box, colour, blur, clip)

    def finish(self) -> Image.Image:
        """Returns the picture in its final size."""
        return self._image.resize(self.size, Image.Resampling.BOX)

    def _enlarge(self, points: Sequence[Point]) -> list[Point]:
        return [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]

    def _box_around(
        self, points: Sequence[Point], margin: float
    ) -> tuple[int, int, int, int] | None:
        reach = margin * 2.5 + 2
        left = max(0, int(min(x for x, _ in points) - reach))
        top = max(0, int(min(y for _, y in points) - reach))
        right = min(self._large[0], int(max(x for x, _ in points) + reach))
        bottom = min(self._large[1], int(max(y for _, y in points) + reach))
        return (left, top, right, bottom) if left < right and top < bottom else None

    def _apply(
        self,
        area: Image.Image,
        box: tuple[int, int, int, int],
        colour: Colour,
        blur: float,
        clip: Image.Image | None,
    ) -> None:
        if blur:
            area = area.filter(ImageFilter.GaussianBlur(blur * OVERSAMPLING))
        if clip is not None:
            area = ImageChops.multiply(area, clip.crop(box))
        self._image.paste(colour, box, area)
