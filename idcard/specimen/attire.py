"""Drawing of neck, shoulders, clothes and glasses."""

from idcard.specimen.canvas import Colour, Point, mix, shade, smooth
from idcard.specimen.head import BLOOD, SIDES, Head
from idcard.specimen.traits import Dress

WHITE: Colour = (240, 240, 236)
FRAME: Colour = (34, 30, 32)
FAR = 6.0
"""Height far enough below the head to be outside every picture."""


def draw_body(head: Head) -> None:
    """Draws neck and clothes; called after the hair behind and before the face."""
    _neck(head)
    traits = head.traits
    cloth = WHITE if traits.dress is Dress.UNIFORM else traits.cloth
    _torso(head, cloth)
    match traits.dress:
        case Dress.SHIRT | Dress.UNIFORM:
            _collar(head, cloth)
        case Dress.KEBAYA:
            _sash(head, traits.cloth_accent)
        case Dress.ROUND_NECK:
            _neckband(head, cloth)


def draw_glasses(head: Head) -> None:
    """Draws glasses where the appearance has them; called after the face."""
    traits = head.traits
    if not traits.glasses:
        return
    colour = FRAME if traits.years_marked < 0.5 else (96, 74, 52)
    for side in SIDES:
        lens = head.shape(
            _lens(side * traits.eye_gap, traits.eye_height + 0.02, 0.235, 0.17), depth=0.6
        )
        head.canvas.fill(lens, (214, 230, 238), alpha=0.13)
        head.canvas.stroke([*lens, lens[0]], head.size(0.024), colour)
        temple = [
            (side * (traits.eye_gap + 0.235), traits.eye_height),
            (side * traits.half_width, traits.eye_height - 0.02),
        ]
        ends = [head.at(*temple[0], 0.58), head.at(*temple[1], 0.02)]
        head.canvas.stroke(ends, head.size(0.022), colour)
    inner = traits.eye_gap - 0.235
    bridge = [
        (-inner, traits.eye_height - 0.03),
        (0, traits.eye_height - 0.06),
        (inner, traits.eye_height - 0.03),
    ]
    head.canvas.stroke(head.curve(bridge, depth=0.66), head.size(0.022), colour)


def _lens(x: float, y: float, width: float, height: float) -> list[Point]:
    return [
        (x - width, y - height * 0.4),
        (x - width * 0.6, y - height * 0.95),
        (x + width * 0.6, y - height * 0.95),
        (x + width, y - height * 0.4),
        (x + width * 0.85, y + height * 0.6),
        (x, y + height),
        (x - width * 0.85, y + height * 0.6),
    ]


def _body_point(head: Head, x: float, y: float) -> Point:
    """Returns a point of the body, which stays upright while the head turns."""
    pose = head.pose
    return pose.centre[0] + x * pose.unit, pose.centre[1] + y * pose.unit


def _body_shape(head: Head, right: list[Point]) -> list[Point]:
    ring = [*right, *[(-x, y) for x, y in reversed(right) if x]]
    return smooth([_body_point(head, x, y) for x, y in ring])


def _neck(head: Head) -> None:
    traits, width = head.traits, head.traits.neck
    neck = _body_shape(
        head, [(0, 0.5), (width, 0.5), (width * 0.94, 1.1), (width + 0.2, 1.5), (0.3, 2.1)]
    )
    head.canvas.fill(neck, shade(traits.skin, 0.93))
    area = head.canvas.mask(neck)
    dark = mix(shade(traits.skin, 0.5), BLOOD, 0.15)
    chin = head.shape([(x * 1.02, y + 0.16) for x, y in head.outline()], depth=0)
    head.canvas.fill(chin, dark, alpha=0.6, blur=head.size(0.06), clip=area)


def _torso(head: Head, cloth: Colour) -> None:
    traits = head.traits
    broad = (1.5 if traits.feminine else 1.72) - 0.35 * traits.childhood
    width = traits.neck
    right = [(0, 1.72), (width * 0.6, 1.6), (width + 0.12, 1.36), (broad * 0.66, 1.5)]
    right += [(broad * 0.93, 1.72), (broad * 1.08, 2.3), (broad * 1.14, 3.2), (broad * 1.14, FAR)]
    body = _body_shape(head, right)
    head.canvas.fill(body, cloth)
    area = head.canvas.mask(body)
    for side in SIDES:
        fold = [
            _body_point(head, side * x, y)
            for x, y in ((broad * 0.74, 2.0), (broad * 0.7, 2.6), (broad * 0.78, FAR))
        ]
        head.canvas.stroke(
            fold, head.size(0.1), shade(cloth, 0.6), alpha=0.4, blur=head.size(0.08), clip=area
        )
    under = _body_shape(head, [(0, 1.8), (width, 1.66), (width + 0.2, 1.36), (width + 0.1, 1.3)])
    head.canvas.fill(under, shade(cloth, 0.5), alpha=0.3, blur=head.size(0.07), clip=area)


def _collar(head: Head, cloth: Colour) -> None:
    width = head.traits.neck
    for side in SIDES:
        flap = [
            (width * 0.98, 1.24),
            (width + 0.3, 1.46),
            (width * 0.75, 1.98),
            (0.02, 1.76),
            (width * 0.55, 1.6),
        ]
        points = [_body_point(head, side * x, y) for x, y in flap]
        head.canvas.fill(
            [(x, y + head.size(0.05)) for x, y in points],
            shade(cloth, 0.45),
            alpha=0.4,
            blur=head.size(0.03),
        )
        head.canvas.fill(points, shade(cloth, 1.06))
        head.canvas.stroke([*points, points[0]], head.size(0.012), shade(cloth, 0.66))
    front = [_body_point(head, 0, 1.78), _body_point(head, 0, FAR)]
    head.canvas.stroke(front, head.size(0.016), shade(cloth, 0.66))
    for height in (2.05, 2.5, 2.95):
        x, y = _body_point(head, 0.05, height)
        head.canvas.stroke([(x, y), (x, y)], head.size(0.055), shade(cloth, 0.74))


def _sash(head: Head, accent: Colour) -> None:
    """Draws the open neckline of a kebaya, with a lace edge and a sash."""
    traits, width = head.traits, head.traits.neck
    opening = [
        _body_point(head, x, y) for x, y in ((-width - 0.1, 1.38), (width + 0.1, 1.38), (0, 2.3))
    ]
    head.canvas.fill(opening, shade(traits.skin, 0.93))
    for side in SIDES:
        edge = [_body_point(head, side * (width + 0.1), 1.36), _body_point(head, 0, 2.32)]
        head.canvas.stroke(edge, head.size(0.09), shade(traits.cloth, 1.2))
        head.canvas.stroke(edge, head.size(0.025), shade(traits.cloth, 0.8))
    sash = [
        _body_point(head, x, y) for x, y in ((-1.7, 3.1), (1.7, 2.75), (1.7, 3.2), (-1.7, 3.55))
    ]
    head.canvas.fill(sash, accent)


def _neckband(head: Head, cloth: Colour) -> None:
    width = head.traits.neck
    band = [
        (-width - 0.16, 1.36),
        (-width * 0.6, 1.62),
        (0, 1.73),
        (width * 0.6, 1.62),
        (width + 0.16, 1.36),
    ]
    line = [_body_point(head, x, y) for x, y in band]
    head.canvas.stroke(line, head.size(0.09), shade(cloth, 0.8))
