"""Shapes and widths of covers: extreme shapes are cropped, others stay whole."""

import io

import pytest
from PIL import Image, ImageCms

from records import covers


@pytest.mark.parametrize(
    ("size", "height"),
    [
        ((600, 900), 720),
        ((800, 800), 480),
        ((1200, 800), 320),  # a children's book
        ((4200, 420), 720),  # a leaf of lontar
        ((300, 3000), 960),  # a scroll
        ((5000, 1), 480),
    ],
)
def test_cover_has_the_shape_of_a_book_or_its_own(size: tuple[int, int], height: int) -> None:
    content = io.BytesIO()
    Image.new("RGB", size, "tan").save(content, "PNG")
    drawn = covers.draw(content.getvalue(), "image/png")
    assert drawn is not None
    assert drawn.height == height
    for width, file in drawn.files.items():
        assert Image.open(io.BytesIO(file)).width == width


def test_middle_of_a_leaf_is_shown_at_full_sharpness() -> None:
    leaf = Image.new("RGB", (4000, 400), "white")
    leaf.paste("black", (1990, 190, 2010, 210))  # the hole for the string
    drawn = covers.of_picture(leaf)
    shown = Image.open(io.BytesIO(drawn.files[224])).convert("L")
    assert shown.getpixel((112, 168)) < 60
    assert shown.getpixel((112, 134)) > 200


def test_colour_profile_is_applied_and_removed() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = io.BytesIO()
    Image.new("RGB", (600, 900), "teal").save(content, "JPEG", icc_profile=profile)
    drawn = covers.draw(content.getvalue(), "image/jpeg")
    assert drawn is not None
    for file in drawn.files.values():
        assert "icc_profile" not in Image.open(io.BytesIO(file)).info


def test_damaged_colour_profile_does_no_harm() -> None:
    content = io.BytesIO()
    Image.new("RGB", (600, 900), "teal").save(content, "JPEG", icc_profile=b"no profile at all")
    assert covers.draw(content.getvalue(), "image/jpeg") is not None
