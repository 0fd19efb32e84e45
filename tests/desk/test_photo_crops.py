"""Tests of crops: the matrix maps the corners of a quad to the corners of the view box."""

import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from idcard.geometry import Quad
from rontal.desk import photo_crops

PHOTO = (1600.0, 1200.0)
NUMBERS = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")


def numbers(text: str) -> list[float]:
    return [float(number) for number in NUMBERS.findall(text)]


def laid(crop: photo_crops.Crop, point: tuple[float, float]) -> tuple[float, float]:
    """Returns the position on the page of a point of the photo (in shares of its sides)."""
    a, b, c, d, e, f = numbers(crop.matrix)
    x, y = point[0] * float(crop.width), point[1] * float(crop.height)
    return a * x + c * y + e, b * x + d * y + f


def turned(width: float, height: float, angle: float, middle: tuple[float, float]) -> Quad:
    """Returns a rectangle (pixels) rotated clockwise about its centre, in shares of the photo."""
    across, down = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
    corners = []
    for x, y in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        px = middle[0] + x * width / 2 * across[0] + y * height / 2 * down[0]
        py = middle[1] + x * width / 2 * across[1] + y * height / 2 * down[1]
        corners.append((px / PHOTO[0], py / PHOTO[1]))
    return Quad.of(corners)


@given(
    width=st.floats(40, 900),
    height=st.floats(12, 200),
    angle=st.floats(-math.pi, math.pi),
    x=st.floats(-200, 1800),
    y=st.floats(-200, 1400),
)
def test_line_at_any_angle_is_horizontal_in_its_crop(width, height, angle, x, y):
    quad = turned(width, height, angle, (x, y))
    crop = photo_crops.line(quad, PHOTO, room=0)
    assert crop is not None
    left, top, wide, high = numbers(crop.view_box)
    assert (wide, high) == (pytest.approx(width, abs=0.2), pytest.approx(height, abs=0.2))
    frame = [(left, top), (left + wide, top), (left + wide, top + high), (left, top + high)]
    for corner, expected in zip(quad.corners, frame, strict=True):
        assert laid(crop, corner) == pytest.approx(expected, abs=0.5)


def test_quad_in_perspective_stays_centred_with_nearly_unmoved_corners():
    quad = Quad.of([(0.3, 0.3), (0.6, 0.32), (0.6, 0.365), (0.3, 0.35)])
    crop = photo_crops.line(quad, PHOTO, room=0)
    assert crop is not None
    _left, _top, wide, high = numbers(crop.view_box)
    middle = (0.45, (0.3 + 0.32 + 0.365 + 0.35) / 4)
    assert laid(crop, middle) == pytest.approx((wide / 2, high / 2), abs=0.05)
    assert laid(crop, quad.corners[0]) == pytest.approx((0, 0), abs=4)


def test_margin_is_left_on_all_sides():
    crop = photo_crops.line(turned(300, 40, 0, (800, 600)), PHOTO, room=0.25)
    assert crop is not None
    assert numbers(crop.view_box) == pytest.approx([-10, -10, 320, 60], abs=0.1)


def test_faces_have_one_frame_of_any_shape():
    for width, height in ((100, 100), (100, 180), (180, 100)):
        crop = photo_crops.face(turned(width, height, 0.4, (800, 600)), PHOTO)
        assert crop is not None
        left, top, wide, high = numbers(crop.view_box)
        assert wide / high == pytest.approx(photo_crops.PORTRAIT_ASPECT, rel=1e-3)
        assert (left + wide / 2, top + high / 2) == pytest.approx((width / 2, height / 2), abs=0.1)


@pytest.mark.parametrize("turns", range(4))
def test_quarter_turns_turn_a_card_upright(turns):
    card = turned(600, 380, -turns * math.pi / 2 + 0.2, (800, 600))
    assert photo_crops.quarter_turns(card, PHOTO) == turns


def test_part_of_a_card_is_at_its_relative_position():
    card = Quad.of([(0.2, 0.2), (0.8, 0.2), (0.8, 0.6), (0.2, 0.6)])
    assert photo_crops.part(card, 0.5, 0.25, 1, 1).corners == (
        (0.5, 0.3), (0.8, 0.3), (0.8, 0.6), (0.5, 0.6),
    )  # fmt: skip


def test_empty_area_has_no_crop():
    point = Quad.of([(0.5, 0.5)] * 4)
    assert photo_crops.line(point, PHOTO) is None
    assert photo_crops.face(point, PHOTO) is None
    assert photo_crops.quarter_turns(point, PHOTO) == 0


def test_no_desk_template_contains_a_style():
    """The content security policy forbids style attributes, so crops use SVG attributes."""
    folder = Path(photo_crops.__file__).parent / "templates"
    pages = [page.read_text() for page in folder.rglob("*.html")]
    assert len(pages) > 10
    assert not [page for page in pages if " style=" in page]
