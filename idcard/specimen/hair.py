"""Drawing of hair, hijab and udeng."""

from random import Random

from idcard.specimen.canvas import Colour, Point, mix, shade, smooth
from idcard.specimen.head import SIDES, Head
from idcard.specimen.traits import Hair, Headwear

CLOTH_GOLD: Colour = (206, 166, 84)


def draw_behind(head: Head) -> None:
    """Draws hair and headwear behind neck and shoulders; called before the neck is drawn."""
    if head.traits.headwear is Headwear.HIJAB:
        inside = shade(head.traits.cloth_accent, 0.55)
        head.canvas.fill(head.shape(_mirrored(_veil_edge(head)), depth=0), inside)
        return
    colour = shade(head.traits.hair_colour, 0.8)
    for shape in _hanging_shapes(head):
        head.canvas.fill(head.shape(shape, depth=-0.2), colour)


def draw_on_top(head: Head) -> None:
    """Draws hair over the forehead and headwear; called last."""
    if head.traits.headwear is Headwear.HIJAB:
        _hijab(head)
        return
    _cap_of_hair(head)
    if head.traits.headwear is Headwear.UDENG:
        _udeng(head)


def _hanging_shapes(head: Head) -> list[list[Point]]:
    width = head.traits.half_width
    curtain = [(0, -1.1), (width + 0.1, -0.7), (width + 0.2, 0.1)]
    match head.traits.hair:
        case Hair.LONG:
            return [_mirrored([*curtain, (width + 0.26, 1.0), (width + 0.14, 1.9), (0.4, 2.1)])]
        case Hair.BOB:
            return [_mirrored([*curtain, (width + 0.2, 0.7), (width + 0.02, 0.98), (0.4, 0.95)])]
        case Hair.BUN:
            return [_mirrored([(0, -1.5), (0.24, -1.44), (0.32, -1.24), (0.22, -1.02)])]
        case Hair.PONYTAIL:
            lean = 1 if head.traits.parting > 0 else -1
            tail = [
                (0.3, -0.9),
                (width + 0.1, -0.6),
                (width + 0.32, 0.2),
                (width + 0.26, 1.1),
                (width, 0.4),
            ]
            return [[(lean * x, y) for x, y in tail]]
        case _:
            return []


def _mirrored(right: list[Point]) -> list[Point]:
    return [*right, *[(-x, y) for x, y in reversed(right) if x]]


def _cap_of_hair(head: Head) -> None:
    traits, canvas = head.traits, head.canvas
    if traits.hair is Hair.TUFT:
        _newborn_hair(head)
        return
    ring = head.shape(_outer(head) + _hairline(head), depth=0.05)
    shadow = head.shape([(x, y + 0.05) for x, y in _outer(head) + _hairline(head)], depth=0.05)
    canvas.fill(
        shadow, shade(traits.skin, 0.4), alpha=0.4, blur=head.size(0.03), clip=head.skin_area
    )
    if traits.hair is Hair.CURLS:
        _curls(head)
    soft = head.size(0.03) if traits.hair in (Hair.CROP, Hair.BALD_TOP) else head.size(0.008)
    canvas.fill(ring, traits.hair_colour, blur=soft)
    _strands(head, ring)


def _outer(head: Head) -> list[Point]:
    """Returns the outline from the right temple over the crown to the left temple."""
    traits = head.traits
    rise = {Hair.CROP: 0.05, Hair.BALD_TOP: 0.02, Hair.CURLS: 0.2}.get(traits.hair, 0.13)
    side = rise * 0.55
    low = 0.12 if traits.feminine else 0.02
    width = traits.half_width
    right = [(width + side * 0.5, low), (width + side, -0.3), (0.9 * width + side, -0.68)]
    right += [(0.52 * width + side * 0.8, -0.93 - rise * 0.8)]
    return [*right, (0, -1 - rise), *[(-x, y) for x, y in reversed(right)]]


def _hairline(head: Head) -> list[Point]:
    """Returns the hairline on the forehead from the left temple to the right one."""
    traits, width, line = head.traits, head.traits.half_width, head.traits.hairline
    lean = 1 if traits.parting > 0 else -1
    left = [(-width + 0.02, -0.05), (-0.88 * width, -0.4)]
    right = [(-x, y) for x, y in reversed(left)]
    match traits.hair:
        case Hair.FRINGE:
            middle = [(-0.6 * width, -0.36), (-0.2, -0.3), (0.2, -0.32), (0.6 * width, -0.36)]
        case Hair.BALD_TOP:
            middle = [
                (-0.84 * width, -0.62),
                (-0.45, -0.9),
                (0, -0.96),
                (0.45, -0.9),
                (0.84 * width, -0.62),
            ]
        case Hair.SIDE_PART | Hair.LONG | Hair.BOB:
            sweep = [
                (-0.74 * width, -0.46),
                (-0.3, line + 0.02),
                (traits.parting * lean, line - 0.16),
            ]
            sweep += [(0.45 * width, line + 0.06), (0.78 * width, line + 0.16)]
            middle = sweep if lean > 0 else [(-x, y) for x, y in reversed(sweep)]
        case _:
            middle = [
                (-0.66 * width, line + 0.04),
                (-0.25, line - 0.05),
                (0.25, line - 0.05),
                (0.66 * width, line + 0.04),
            ]
    return [*left, *middle, *right]


def _strands(head: Head, ring: list[Point]) -> None:
    """Draws fine lines and a sheen from the parting to the sides."""
    traits, canvas = head.traits, head.canvas
    area = canvas.mask(ring)
    random = Random(f"strands:{traits.half_width:.6f}")
    start = traits.parting if traits.hair in (Hair.SIDE_PART, Hair.LONG, Hair.BOB) else 0.0
    for _ in range(46):
        side = random.choice(SIDES)
        reach = random.uniform(0.1, 1.05) * (traits.half_width + 0.1)
        end = (side * reach, random.uniform(-0.5, 0.1))
        line = head.curve(
            [(start, -1.1), ((start + end[0]) * 0.66, -0.98 + reach * 0.12), end], depth=0.05
        )
        tone = mix(traits.hair_colour, (190, 170, 150), random.uniform(0.06, 0.3))
        canvas.stroke(line, head.size(0.008), tone, alpha=0.32, clip=area)
    sheen = [(-0.45, -0.86), (0, -0.96), (0.45, -0.86), (0.4, -0.76), (0, -0.84), (-0.4, -0.76)]
    glow = mix(traits.hair_colour, (214, 196, 180), 0.45)
    canvas.fill(head.shape(sheen, depth=0.05), glow, alpha=0.5, blur=head.size(0.07), clip=area)


def _curls(head: Head) -> None:
    random = Random(f"curls:{head.traits.half_width:.6f}")
    edge = head.shape(_outer(head), depth=0.05)
    for x, y in edge[: len(edge) * 9 // 10 : 3]:
        radius = head.size(random.uniform(0.06, 0.1))
        head.canvas.fill(_disc(x, y, radius), head.traits.hair_colour)


def _disc(x: float, y: float, radius: float) -> list[Point]:
    return smooth([(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)])


def _newborn_hair(head: Head) -> None:
    """Draws a newborn's thin hair."""
    traits = head.traits
    cap = [(0.78, -0.3), (0.66, -0.72), (0.36, -0.95), (0, -1.04), (-0.36, -0.95), (-0.66, -0.72)]
    cap += [(-0.78, -0.3), (-0.5, -0.66), (0, -0.8), (0.5, -0.66)]
    shape = head.shape([(x * traits.half_width / 0.78, y) for x, y in cap], depth=0.02)
    head.canvas.fill(
        shape, traits.hair_colour, alpha=0.7, blur=head.size(0.05), clip=head.skin_area
    )
    for lean in (-0.12, -0.04, 0.03, 0.1):
        lock = head.curve([(lean, -0.92), (lean * 1.5, -1.0), (lean * 2.6 + 0.05, -1.1)], depth=0)
        head.canvas.stroke(
            lock, head.size(0.022), traits.hair_colour, alpha=0.8, blur=head.size(0.01)
        )


def _hijab(head: Head) -> None:
    traits, canvas = head.traits, head.canvas
    cloth, width = traits.cloth_accent, traits.half_width
    opening = [(0, -0.62), (0.5 * width, -0.53), (0.83 * width, -0.2), (0.9 * width, 0.25)]
    opening += [(traits.jaw + 0.01, 0.66), (traits.chin + 0.06, 0.94), (0, 1.03)]
    silhouette = head.shape(_mirrored(_veil_edge(head)), depth=0)
    face = head.shape(_mirrored(opening), depth=0.04)
    veil = _ring(silhouette, face)
    canvas.fill(veil, cloth)
    area = canvas.mask(veil)
    rim = head.shape(_mirrored(opening), depth=0.04)
    canvas.stroke(
        [*rim, rim[0]], head.size(0.07), shade(cloth, 0.5), alpha=0.4, blur=head.size(0.035)
    )
    canvas.stroke([*rim, rim[0]], head.size(0.02), shade(cloth, 1.18))
    for side in SIDES:
        for reach in (0.0, 0.14, 0.3):
            fold = [
                (side * (0.9 * width + reach * 0.5), 0.5 - reach),
                (side * (0.5 - reach), 1.25),
                (-side * (0.1 + reach), 1.9),
            ]
            line = head.curve(fold, depth=0)
            canvas.stroke(
                line,
                head.size(0.05),
                shade(cloth, 0.6),
                alpha=0.45,
                blur=head.size(0.03),
                clip=area,
            )
    shine = [(-0.5, -0.82), (0, -0.98), (0.3, -0.92), (0, -0.84), (-0.4, -0.66)]
    canvas.fill(
        head.shape(shine, depth=0), shade(cloth, 1.35), alpha=0.4, blur=head.size(0.07), clip=area
    )


def _veil_edge(head: Head) -> list[Point]:
    """Returns the right half of a hijab's outline, from the crown to the chest."""
    width = head.traits.half_width
    upper = [(0, -1.14), (0.56 * width, -1.04), (width + 0.08, -0.6), (width + 0.15, 0.1)]
    return [*upper, (width + 0.1, 0.75), (width + 0.3, 1.4), (1.15, 1.9), (0.5, 2.25), (0, 2.35)]


def _ring(outside: list[Point], inside: list[Point]) -> list[Point]:
    """Returns one outline for the area between two closed curves."""
    return [*outside, outside[0], inside[0], *reversed(inside), outside[0]]


def _udeng(head: Head) -> None:
    traits, canvas = head.traits, head.canvas
    cloth, width = traits.cloth, traits.half_width
    band = [
        (-width - 0.07, -0.3),
        (-0.5 * width, -0.52),
        (0, -0.56),
        (0.5 * width, -0.52),
        (width + 0.07, -0.3),
    ]
    top = [
        (width + 0.05, -0.66),
        (0.6 * width, -0.98),
        (0.1, -1.02),
        (-0.1, -1.02),
        (-0.6 * width, -0.98),
        (-width - 0.05, -0.66),
    ]
    wrap = head.shape([*band, *top], depth=0.08)
    canvas.fill(
        head.shape([(x, y + 0.07) for x, y in [*band, *top]], depth=0.08),
        shade(traits.skin, 0.4),
        alpha=0.45,
        blur=head.size(0.03),
        clip=head.skin_area,
    )
    canvas.fill(wrap, cloth)
    area = canvas.mask(wrap)
    for lift in (0.0, 0.13, 0.26):
        line = head.curve(
            [(-width - 0.1, -0.36 - lift), (0, -0.66 - lift), (width + 0.1, -0.36 - lift)],
            depth=0.08,
        )
        canvas.stroke(
            line, head.size(0.03), shade(cloth, 0.62), alpha=0.6, blur=head.size(0.016), clip=area
        )
    edge = head.curve([(x, y - 0.03) for x, y in band], depth=0.08)
    canvas.stroke(edge, head.size(0.022), CLOTH_GOLD, alpha=0.9, clip=area)
    knot = [(0, -0.72), (0.13, -0.95), (0.1, -1.3), (0.02, -1.12), (-0.06, -1.26), (-0.12, -0.95)]
    canvas.fill(head.shape(knot, depth=0.3), shade(cloth, 0.9))
    canvas.stroke(
        head.curve([(0, -0.76), (0.02, -1.0), (0.07, -1.22)], depth=0.3),
        head.size(0.02),
        shade(cloth, 0.6),
        alpha=0.7,
    )
