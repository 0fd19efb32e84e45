"""Drawing of skin, eyes, nose and mouth of a head in a pose."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, sin, sqrt

from PIL import Image

from idcard.specimen.canvas import Canvas, Colour, Point, mix, shade, smooth
from idcard.specimen.traits import Traits

BLOOD: Colour = (176, 66, 62)
EYE_WHITE: Colour = (240, 236, 230)
IRIS: Colour = (58, 36, 24)
INK: Colour = (26, 18, 16)
SIDES = (-1, 1)


@dataclass(frozen=True, slots=True)
class Pose:
    """Position of a head: centre and half head height in pixels, rotations in radians.

    `light` is the side from which light comes: -1 left, 1 right.
    """

    centre: Point
    unit: float
    yaw: float = 0
    pitch: float = 0
    roll: float = 0
    light: float = -0.4
    smile: float = 0


class Head:
    """Head in a pose: converts head coordinates to pixels and draws with them."""

    def __init__(self, canvas: Canvas, traits: Traits, pose: Pose) -> None:
        self.canvas = canvas
        self.traits = traits
        self.pose = pose
        self.skin_area: Image.Image = canvas.mask(self.shape(self.outline(), depth=0))

    def at(self, x: float, y: float, depth: float | None = None) -> Point:
        """Returns the pixel of a point of the head; `depth` is its height above the ear line."""
        z = self._surface(x, y) if depth is None else depth
        pose = self.pose
        turned = x * cos(pose.yaw) + z * sin(pose.yaw)
        nodded = y * cos(pose.pitch) - z * sin(pose.pitch)
        across = turned * cos(pose.roll) - nodded * sin(pose.roll)
        down = turned * sin(pose.roll) + nodded * cos(pose.roll)
        return pose.centre[0] + across * pose.unit, pose.centre[1] + down * pose.unit

    def shape(self, points: Iterable[Point], depth: float | None = None) -> list[Point]:
        """Returns a closed smooth shape through points of the head, in pixels."""
        return smooth([self.at(x, y, depth) for x, y in points])

    def curve(self, points: Iterable[Point], depth: float | None = None) -> list[Point]:
        """Returns an open smooth line through points of the head, in pixels."""
        return smooth([self.at(x, y, depth) for x, y in points], closed=False)

    def size(self, measure: float) -> float:
        """Returns a length in pixels, given in half head heights."""
        return measure * self.pose.unit

    def outline(self) -> list[Point]:
        """Returns the outline of the face from the crown, clockwise."""
        traits = self.traits
        width, jaw, chin = traits.half_width, traits.jaw, traits.chin
        right = [
            (0.4 * width / 0.72, -0.9),
            (0.86 * width, -0.6),
            (width, -0.15),
            (0.975 * width, 0.22),
            (min(jaw + 0.06, 0.93 * width), 0.58),
            (chin + 0.1, 0.88),
            (chin * 0.45, 0.985),
        ]
        left = [(-x, y) for x, y in reversed(right)]
        return [(0, -0.98), *right, *left]

    def _surface(self, x: float, y: float) -> float:
        across = max(0.0, 1 - (x / (self.traits.half_width * 1.04)) ** 2)
        along = max(0.0, 1 - (y / 1.25) ** 2)
        return 0.62 * sqrt(across * along)


def draw_face(head: Head) -> None:
    """Draws everything between hairline and chin; called before hair and headwear."""
    _ears(head)
    head.canvas.fill(head.shape(head.outline(), depth=0), head.traits.skin)
    _modelling(head)
    _wrinkles(head)
    for side in SIDES:
        _eye(head, side)
        _brow(head, side)
    _nose(head)
    _facial_hair(head)
    _mouth(head)
    _mole(head)


def _tint(head: Head, points: list[Point], colour: Colour, alpha: float, blur: float) -> None:
    """Draws a soft patch of colour on the skin."""
    shape = head.shape(points)
    head.canvas.fill(shape, colour, alpha=alpha, blur=head.size(blur), clip=head.skin_area)


def _ellipse(x: float, y: float, width: float, height: float) -> list[Point]:
    flat, steep = width * 0.7, height * 0.7
    return [
        (x, y - height),
        (x + flat, y - steep),
        (x + width, y),
        (x + flat, y + steep),
        (x, y + height),
        (x - flat, y + steep),
        (x - width, y),
        (x - flat, y - steep),
    ]


def _ears(head: Head) -> None:
    traits = head.traits
    for side in SIDES:
        width, height = 0.1 * traits.ear, 0.2 * traits.ear
        x, y = side * (traits.half_width + 0.015), traits.eye_height + 0.16
        lobe = head.shape(_ellipse(x, y, width, height), depth=-0.08)
        head.canvas.fill(lobe, shade(traits.skin, 0.92))
        inner = head.shape(_ellipse(x + side * 0.015, y, width * 0.5, height * 0.62), depth=-0.08)
        head.canvas.fill(
            inner, mix(shade(traits.skin, 0.7), BLOOD, 0.15), alpha=0.6, blur=head.size(0.02)
        )


def _modelling(head: Head) -> None:
    """Draws the light and shade of the face."""
    traits, width = head.traits, head.traits.half_width
    dark = mix(shade(traits.skin, 0.62), BLOOD, 0.16)
    away = 1 if head.pose.light < 0 else -1
    strength = 0.3 + 0.35 * abs(head.pose.light)
    edge = [
        (0.62, -0.9),
        (1.3, -0.5),
        (1.3, 0.6),
        (0.5, 1.15),
        (0.52, 0.75),
        (0.78, 0.2),
        (0.74, -0.4),
    ]
    _tint(head, [(away * x * width / 0.72, y) for x, y in edge], dark, strength, 0.1)
    _tint(head, [(-away * x * width / 0.68, y) for x, y in edge], dark, 0.2, 0.08)
    _tint(head, [(-0.4, 0.95), (0, 0.9), (0.4, 0.95), (0.3, 1.1), (-0.3, 1.1)], dark, 0.35, 0.05)
    bright = mix(traits.skin, (255, 246, 232), 0.55)
    _tint(head, _ellipse(-away * 0.12, -0.36, 0.34, 0.16), bright, 0.5, 0.12)
    _tint(head, _ellipse(-away * 0.04, 0.9, 0.12, 0.06), bright, 0.35, 0.06)
    for side in SIDES:
        _tint(head, _ellipse(side * 0.42, 0.3, 0.16, 0.1), bright, 0.35, 0.09)
        _tint(
            head, _ellipse(side * 0.43, 0.4, 0.17, 0.12), BLOOD, 0.1 + 0.12 * traits.childhood, 0.1
        )
        socket = _ellipse(side * traits.eye_gap * 0.95, traits.eye_height - 0.03, 0.21, 0.12)
        _tint(head, socket, dark, 0.36 - 0.2 * traits.childhood, 0.05)
        inner = _ellipse(side * 0.15, traits.eye_height - 0.06, 0.07, 0.09)
        _tint(head, inner, dark, 0.35 - 0.18 * traits.childhood, 0.04)


def _eye(head: Head, side: int) -> None:
    traits, canvas = head.traits, head.canvas
    x, y, width, tall = (
        side * traits.eye_gap,
        traits.eye_height,
        traits.eye_width,
        traits.eye_opening,
    )
    inner = (x - side * width, y + 0.012)
    outer = (x + side * width, y - traits.eye_tilt)
    lid = [inner, (x - side * width * 0.45, y - tall * 0.86), (x + side * width * 0.1, y - tall)]
    lid += [(x + side * width * 0.62, y - tall * 0.72 - traits.eye_tilt * 0.5), outer]
    below = [(x + side * width * 0.5, y + tall * 0.62 - traits.eye_tilt * 0.4), (x, y + tall * 0.8)]
    below += [(x - side * width * 0.55, y + tall * 0.52)]
    rim = [*head.curve(lid), *head.curve([outer, *below, inner])]
    opening = canvas.mask(rim)
    canvas.fill(rim, EYE_WHITE)
    _iris(head, (x - head.pose.yaw * 0.05, y - tall * 0.1), opening)
    canvas.stroke(
        head.curve(lid), head.size(0.03), INK, alpha=0.25, blur=head.size(0.012), clip=opening
    )
    canvas.stroke(head.curve(lid), head.size(0.026 if traits.feminine else 0.02), INK, alpha=0.92)
    canvas.stroke(
        head.curve([outer, *below, inner]), head.size(0.009), shade(traits.skin, 0.45), alpha=0.7
    )
    _lid_details(head, side, lid, below)


def _iris(head: Head, centre: Point, opening: Image.Image) -> None:
    x, y = centre
    radius = head.traits.eye_opening * (0.98 + 0.1 * head.traits.childhood)
    for share, colour in ((1.0, INK), (0.9, IRIS), (0.46, (12, 8, 8))):
        reach = radius * share
        head.canvas.fill(head.shape(_ellipse(x, y, reach, reach)), colour, clip=opening)
    glow = _ellipse(x, y + radius * 0.45, radius * 0.5, radius * 0.25)
    head.canvas.fill(
        head.shape(glow), (126, 84, 54), alpha=0.5, blur=head.size(0.012), clip=opening
    )
    spot = _ellipse(
        x + radius * 0.35 * (1 if head.pose.light > 0 else -1), y - radius * 0.4, 0.017, 0.017
    )
    head.canvas.fill(head.shape(spot), (255, 255, 255), alpha=0.95)


def _lid_details(head: Head, side: int, lid: list[Point], below: list[Point]) -> None:
    traits = head.traits
    crease = [(x, y - 0.036) for x, y in lid[1:]]
    colour = mix(shade(traits.skin, 0.5), BLOOD, 0.12)
    head.canvas.stroke(
        head.curve(crease), head.size(0.012), colour, alpha=0.7, blur=head.size(0.004)
    )
    if traits.feminine and traits.childhood < 0.7:
        tip = lid[-1]
        flick = [lid[-2], tip, (tip[0] + side * 0.04, tip[1] - 0.03)]
        head.canvas.stroke(head.curve(flick), head.size(0.018), INK, alpha=0.85)
    bag = [(x, y + 0.05) for x, y in below]
    strength = 0.16 + 0.4 * traits.years_marked
    head.canvas.stroke(
        head.curve(bag), head.size(0.02), colour, alpha=strength, blur=head.size(0.012)
    )


def _brow(head: Head, side: int) -> None:
    traits = head.traits
    base, thick = traits.eye_height - traits.brow_gap, traits.brow_weight
    start, end = traits.eye_gap - 0.19, traits.eye_gap + 0.2
    peak = start + (end - start) * 0.62
    upper = [
        (start, base - thick * 0.35),
        (peak, base - thick * 0.8 - traits.brow_arch),
        (end, base + 0.03),
    ]
    lower = [(peak, base + thick * 0.3 - traits.brow_arch), (start, base + thick * 0.75)]
    colour = mix(traits.hair_colour, INK, 0.3)
    points = [(side * x, y) for x, y in (*upper, *lower)]
    head.canvas.fill(
        head.shape(points), colour, alpha=0.88 - 0.25 * traits.childhood, blur=head.size(0.009)
    )


def _nose(head: Head) -> None:
    traits, base = head.traits, head.traits.nose_base
    half = traits.nose_width
    dark = mix(shade(traits.skin, 0.55), BLOOD, 0.2)
    bright = mix(traits.skin, (255, 248, 236), 0.6)
    tip, away = 0.78, (1 if head.pose.light < 0 else -1)
    soft = 1 - 0.55 * traits.childhood
    bridge = [(0.07, traits.eye_height - 0.02), (0.075, base - 0.16), (half * 0.75, base - 0.06)]
    bridge += [(half * 0.5, base - 0.12), (0.045, base - 0.2), (0.045, traits.eye_height)]
    for side in SIDES:
        alpha = (0.5 if side == away else 0.24) * soft
        shape = head.shape([(side * x, y) for x, y in bridge], depth=tip - 0.1)
        head.canvas.fill(shape, dark, alpha=alpha, blur=head.size(0.03), clip=head.skin_area)
    _spread(head, _ellipse(0, base + 0.03, half * 0.9, 0.045), dark, 0.45 * soft, 0.028, tip - 0.1)
    _spread(head, _ellipse(-away * 0.015, base - 0.22, 0.03, 0.17), bright, 0.55 * soft, 0.022, tip)
    _spread(head, _ellipse(-away * 0.02, base - 0.06, 0.05, 0.04), bright, 0.65, 0.022, tip)
    for side in SIDES:
        _nostril(head, side, dark)


def _spread(
    head: Head, points: list[Point], colour: Colour, alpha: float, blur: float, depth: float
) -> None:
    shape = head.shape(points, depth=depth)
    head.canvas.fill(shape, colour, alpha=alpha, blur=head.size(blur), clip=head.skin_area)


def _nostril(head: Head, side: int, dark: Colour) -> None:
    base, half = head.traits.nose_base, head.traits.nose_width
    wing = [(half * 0.86, base - 0.1), (half, base - 0.03), (half * 0.86, base + 0.025)]
    line = head.curve([(side * x, y) for x, y in wing], depth=0.62)
    head.canvas.stroke(line, head.size(0.016), dark, alpha=0.75, blur=head.size(0.006))
    hole = _ellipse(side * half * 0.45, base + 0.012, half * 0.25, 0.017)
    shape = head.shape(hole, depth=0.68)
    head.canvas.fill(shape, shade(dark, 0.45), alpha=0.9, blur=head.size(0.007))


def _mouth(head: Head) -> None:
    traits, canvas = head.traits, head.canvas
    y, width = traits.mouth_height, traits.mouth_width
    lift = traits.smile + head.pose.smile
    width += lift * 0.6
    redness = 0.55 if traits.feminine and traits.childhood < 0.3 else 0.36
    lip = mix(shade(traits.skin, 0.88), BLOOD, redness)
    corner_right, corner_left = (width, y - lift), (-width, y - lift)
    middle = [(width * 0.45, y + 0.004), (0, y + 0.012), (-width * 0.45, y + 0.004)]
    top = [
        (-width * 0.5, y - traits.upper_lip * 0.75),
        (-0.05, y - traits.upper_lip),
        (0, y - traits.upper_lip * 0.78),
    ]
    top += [(-px, py) for px, py in (top[1], top[0])]
    upper = [
        *head.curve([corner_left, *top, corner_right]),
        *head.curve([corner_right, *middle, corner_left]),
    ]
    bottom = [(width * 0.52, y + traits.lower_lip * 0.82), (0, y + traits.lower_lip * 1.1)]
    bottom += [(-width * 0.52, y + traits.lower_lip * 0.82)]
    lower = [
        *head.curve([corner_left, *reversed(middle), corner_right]),
        *head.curve([corner_right, *bottom, corner_left]),
    ]
    canvas.fill(upper, shade(lip, 0.84), blur=head.size(0.006))
    canvas.fill(lower, lip, blur=head.size(0.006))
    line = head.curve([corner_left, *reversed(middle), corner_right])
    canvas.stroke(line, head.size(0.016), shade(lip, 0.4), alpha=0.9, blur=head.size(0.003))
    _around_mouth(head, y, width, lip)


def _around_mouth(head: Head, y: float, width: float, lip: Colour) -> None:
    traits = head.traits
    dark = mix(shade(traits.skin, 0.55), BLOOD, 0.15)
    gleam = _ellipse(0.02, y + traits.lower_lip * 0.55, width * 0.3, 0.014)
    head.canvas.fill(
        head.shape(gleam), mix(lip, (255, 255, 255), 0.6), alpha=0.4, blur=head.size(0.014)
    )
    _tint(head, _ellipse(0, y + traits.lower_lip + 0.06, width * 0.55, 0.025), dark, 0.4, 0.022)
    _tint(head, _ellipse(0, y - traits.upper_lip - 0.06, 0.022, 0.04), dark, 0.3, 0.014)
    for side in SIDES:
        _tint(
            head, _ellipse(side * (width + 0.03), y - traits.smile, 0.022, 0.04), dark, 0.4, 0.018
        )


def _wrinkles(head: Head) -> None:
    traits = head.traits
    dark = mix(shade(traits.skin, 0.55), BLOOD, 0.12)
    cheek = 0.16 * (1 - traits.childhood) + 0.7 * traits.years_marked
    for side in SIDES:
        fold = [
            (0.19, traits.nose_base),
            (0.3, traits.nose_base + 0.13),
            (0.35, traits.mouth_height + 0.02),
        ]
        _draw_line(head, [(side * x, y) for x, y in fold], dark, min(0.8, cheek))
        for offset in (-0.03, 0.03):
            crow = [
                (traits.eye_gap + 0.2, traits.eye_height + offset),
                (traits.eye_gap + 0.28, traits.eye_height + offset * 2.2),
            ]
            _draw_line(head, [(side * x, y) for x, y in crow], dark, 0.55 * traits.years_marked)
    for height in (-0.36, -0.43, -0.5):
        line = [(-0.34, height + 0.02), (0, height), (0.34, height + 0.02)]
        _draw_line(head, line, dark, 0.45 * traits.years_marked)


def _draw_line(head: Head, points: list[Point], colour: Colour, alpha: float) -> None:
    if alpha < 0.05:
        return
    line, blur = head.curve(points), head.size(0.009)
    head.canvas.stroke(line, head.size(0.016), colour, alpha=alpha, blur=blur, clip=head.skin_area)


def _facial_hair(head: Head) -> None:
    traits = head.traits
    base, lip = traits.nose_base + 0.075, traits.mouth_height - traits.upper_lip
    colour, width = traits.hair_colour, traits.mouth_width
    if traits.moustache:
        half = [
            (0.02, base),
            (width * 0.6, lip - 0.07),
            (width * 1.1, lip + 0.06),
            (width * 0.5, lip + 0.005),
        ]
        shape = [*half, (0.01, lip + 0.002)]
        for side in SIDES:
            _tint(head, [(side * x, y) for x, y in shape], colour, 0.85, 0.014)
    if traits.beard:
        right = [
            (traits.half_width, 0.15),
            (traits.jaw + 0.1, 0.6),
            (traits.chin + 0.14, 0.92),
            (0.1, 1.03),
        ]
        inside = [
            (0.12, 0.8),
            (width + 0.06, 0.76),
            (width + 0.1, 0.62),
            (traits.jaw - 0.06, 0.5),
            (traits.half_width - 0.1, 0.15),
        ]
        ring = [*right, *[(-x, y) for x, y in reversed(right)]]
        ring += [*[(-x, y) for x, y in reversed(inside)], *inside]
        _tint(head, ring, colour, 0.45, 0.045)


def _mole(head: Head) -> None:
    if head.traits.mole:
        spot = head.shape(_ellipse(*head.traits.mole, 0.018, 0.018))
        head.canvas.fill(spot, (64, 40, 32), alpha=0.85, blur=head.size(0.004))
