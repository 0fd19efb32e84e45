"""Tests of the app's icons: sizes, purposes, safe zone, contrast, valid and broken logos."""

import io

import numpy
import pytest
from PIL import Image

from rontal.core.profile import Library
from rontal.ui import app_icon, contrast
from rontal.ui.app_icon import LogoError, Purpose
from tests.support.ui.app_icon import RING, library, logo

WIDE_LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 100">'
    '<path d="M0 0h300v100h-300Z" fill="#204080"/></svg>'
)
COLOURS = ["#0f5446", "#ffffff", "#000000", "#777777", "#f2c14e", "#c2912e", "#ff0000", "#23395b"]


def picture(library: Library, size: int, purpose: Purpose = Purpose.ANY) -> Image.Image:
    icon = Image.open(io.BytesIO(app_icon.png(library, size=size, purpose=purpose)))
    assert icon.format == "PNG"
    return icon.convert("RGBA")


def outside_the_circle(picture: Image.Image, share: float) -> set[tuple[int, ...]]:
    """Returns the colours of pixels farther from the centre than this share of the side."""
    pixels = numpy.asarray(picture)
    rows, columns = numpy.ogrid[: picture.height, : picture.width]
    middle = (picture.width - 1) / 2
    far = (columns - middle) ** 2 + (rows - middle) ** 2 > (picture.width * share) ** 2
    return {tuple(colour) for colour in numpy.unique(pixels[far], axis=0).tolist()}


@pytest.mark.parametrize("purpose", Purpose)
@pytest.mark.parametrize("size", [16, 48, 192, 512])
def test_icon_has_the_requested_size(size, purpose):
    assert picture(library(), size, purpose).size == (size, size)


@pytest.mark.parametrize("name", ["Mahawira Wiku", "Perpustakaan Tabanan", "W", "📚"])
def test_maskable_icon_has_its_mark_in_the_safe_zone(name):
    icon = picture(library(name), 256, Purpose.MASKABLE)
    assert outside_the_circle(icon, 0.4) == {(15, 84, 70, 255)}
    assert len(icon.getcolors(100_000)) > 2


@pytest.mark.parametrize("drawing", [WIDE_LOGO, RING], ids=["wide", "ring"])
def test_maskable_icon_has_a_logo_in_the_safe_zone(tmp_path, drawing):
    icon = picture(library(logo=logo(tmp_path, drawing)), 256, Purpose.MASKABLE)
    assert len(outside_the_circle(icon, 0.405)) == 1
    assert len(icon.getcolors(100_000)) > 1


def test_monochrome_icon_is_one_colour_with_transparency():
    icon = picture(library(), 192, Purpose.MONOCHROME)
    assert {colour[:3] for _n, colour in icon.getcolors(100_000)} == {(255, 255, 255)}
    alpha = icon.getchannel("A")
    assert alpha.getextrema() == (0, 255)
    assert icon.getpixel((0, 0))[3] == 0


def test_monochrome_icon_of_a_logo_is_its_shape(tmp_path):
    icon = picture(library(logo=logo(tmp_path, RING)), 192, Purpose.MONOCHROME)
    assert icon.getpixel((96, 96))[3] == 0
    assert {colour[:3] for _n, colour in icon.getcolors(100_000)} == {(255, 255, 255)}


def test_monochrome_icon_of_a_logo_without_shape_is_the_drawn_mark(tmp_path):
    square = logo(tmp_path, WIDE_LOGO)
    icon = app_icon.png(library(logo=square), size=192, purpose=Purpose.MONOCHROME)
    assert icon == app_icon.png(library(), size=192, purpose=Purpose.MONOCHROME)


def test_plain_icon_is_rounded_and_the_opaque_one_is_not():
    assert picture(library(), 192).getpixel((0, 0))[3] == 0
    icon = Image.open(io.BytesIO(app_icon.opaque_png(library(), size=180)))
    assert (icon.mode, icon.size) == ("RGB", (180, 180))


@pytest.mark.parametrize("colour", COLOURS)
def test_initials_contrast_with_every_colour(colour):
    ink = contrast.first_readable(app_icon.INKS, colour, contrast.TEXT)
    gold = contrast.first_readable(app_icon.GOLDS, colour, contrast.GRAPHICS)
    assert contrast.ratio(ink, colour) >= contrast.TEXT
    assert contrast.ratio(gold, colour) >= contrast.GRAPHICS


def test_contrast_is_what_wcag_computes():
    assert contrast.ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast.ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Perpustakaan Tabanan", "PT"),
        ("Perpustakaan Umum Kabupaten Badung", "PB"),
        ("Gianyar", "G"),
        ("\"Élan\" 'baca'", "EB"),
        ("📚 مكتبة", ""),
        ("dan", "D"),
        ("a" * 200, "A"),
        ("", ""),
    ],
)
def test_initials(name, expected):
    assert app_icon.initials(name) == expected


BROKEN = {
    "no-xml.svg": "hello",
    "empty.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    "latin.svg": "<svg>\xe9</svg>".encode("latin-1"),
    "linked.svg": (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="/etc/hostname"/>'
        "</svg>"
    ),
    "no.png": b"\x89PNG\r\n\x1a\n rest",
    "jpeg.png": b"\xff\xd8\xff\xe0",
    "large.svg": "<svg/>" + " " * app_icon.MAX_LOGO_BYTES,
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_logo_gives_the_drawn_mark_and_a_reason(tmp_path, name):
    broken = library(logo=logo(tmp_path, BROKEN[name], name))
    with pytest.raises(LogoError):
        app_icon.check_logo(broken)
    for purpose in Purpose:
        icon = app_icon.png(broken, size=48, purpose=purpose)
        assert icon == app_icon.png(library(), size=48, purpose=purpose)


def test_missing_logo_gives_the_drawn_mark(tmp_path):
    gone = library(logo=str(tmp_path / "gone.png"))
    with pytest.raises(LogoError, match="cannot be read"):
        app_icon.check_logo(gone)
    assert app_icon.png(gone, size=48) == app_icon.png(library(), size=48)


def test_too_wide_png_is_refused_before_it_is_decoded(tmp_path):
    target = io.BytesIO()
    Image.new("1", (app_icon.MAX_LOGO_SIDE + 1, 2)).save(target, "PNG")
    with pytest.raises(LogoError, match="wider"):
        app_icon.check_logo(library(logo=logo(tmp_path, target.getvalue(), "wide.png")))


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P", "L", "1"])
def test_png_logo_of_any_mode_is_drawn(tmp_path, mode):
    target = io.BytesIO()
    Image.new("RGB", (90, 40), "#ffffff").convert(mode).save(target, "PNG")
    icon = picture(library(logo=logo(tmp_path, target.getvalue(), "l.png")), 100)
    assert icon.getpixel((50, 50)) == (255, 255, 255, 255)


def test_plate_of_an_opaque_logo_has_its_colour(tmp_path):
    icon = picture(library(logo=logo(tmp_path, WIDE_LOGO)), 100, Purpose.MASKABLE)
    assert icon.getpixel((0, 0)) == (0x20, 0x40, 0x80, 255)
    icon = picture(library(logo=logo(tmp_path, RING)), 100, Purpose.MASKABLE)
    assert icon.getpixel((0, 0)) == (0xF6, 0xF8, 0xF3, 255)
