"""Tests for photos: stored as plain upright JPEGs, or refused with an error code."""

import io
import resource
import time

import pytest
from PIL import Image

from rontal.membership import errors, photos
from tests.support.membership import pictures


def cleaned(raw: bytes) -> Image.Image:
    return Image.open(io.BytesIO(photos.clean(io.BytesIO(raw)).content))


def is_red(image: Image.Image, x: float, y: float) -> bool:
    red, _, blue = image.convert("RGB").getpixel((int(x * image.width), int(y * image.height)))
    return red > 150 and blue < 100


GOOD = {
    "jpeg": lambda: pictures.encoded("JPEG"),
    "progressive jpeg": lambda: pictures.encoded("JPEG", progressive=True),
    "png": lambda: pictures.encoded("PNG"),
    "interlaced palette png": lambda: pictures.encoded("PNG", mode="P"),
    "webp": lambda: pictures.encoded("WEBP"),
    "lossless webp": lambda: pictures.encoded("WEBP", lossless=True),
    "heic": pictures.heic,
    "transparent png": lambda: pictures.encoded("PNG", mode="RGBA"),
    "cmyk jpeg": lambda: pictures.encoded("JPEG", mode="CMYK"),
    "jpeg with a second picture": pictures.mpo,
    "colour profile": pictures.with_profile,
    "broken colour profile": lambda: pictures.encoded("JPEG", icc_profile=b"nonsense" * 30),
}


@pytest.mark.whole
@pytest.mark.parametrize("name", GOOD)
def test_common_photos_become_plain_jpegs(name: str) -> None:
    image = cleaned(GOOD[name]())

    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", pictures.SIZE)
    assert is_red(image, 0.2, 0.5)
    assert not is_red(image, 0.8, 0.5)


@pytest.mark.parametrize("mode", ["1", "L", "LA"])
def test_grey_and_black_and_white_pictures_are_accepted(mode: str) -> None:
    assert cleaned(pictures.encoded("PNG", mode=mode)).mode == "RGB"


def test_16_bit_picture_retains_its_brightness() -> None:
    image = cleaned(pictures.png_of_16_bits()).convert("L")

    assert image.getpixel((100, 200)) < 10
    assert 220 < image.getpixel((500, 200)) < 245


def test_transparency_turns_white() -> None:
    clear = Image.new("RGBA", pictures.SIZE, (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")

    assert cleaned(out.getvalue()).getpixel((9, 9)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [
        (1, (0.2, 0.5)), (2, (0.8, 0.5)), (3, (0.8, 0.5)), (4, (0.2, 0.5)),
        (5, (0.5, 0.2)), (6, (0.5, 0.2)), (7, (0.5, 0.8)), (8, (0.5, 0.8)),
    ],
)  # fmt: skip
def test_a_photo_is_turned_upright(orientation: int, red_at: tuple[float, float]) -> None:
    image = cleaned(pictures.turned(orientation))

    assert image.size == (pictures.SIZE if orientation < 5 else pictures.SIZE[::-1])
    assert is_red(image, *red_at)


@pytest.mark.parametrize(
    "raw",
    [
        pictures.turned(6),
        pictures.png_with_text(),
        pictures.encoded("JPEG", comment=b"<script>alert(1)</script>"),
        pictures.encoded("JPEG") + b"PK\x03\x04" + pictures.HTML,
        pictures.encoded("PNG") + pictures.HTML,
        pictures.with_profile(),
    ],
    ids=["exif", "png text", "comment", "zip behind", "html behind", "profile"],
)
def test_only_pixels_survive(raw: bytes) -> None:
    content = photos.clean(io.BytesIO(raw)).content

    image = Image.open(io.BytesIO(content))
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for mark in (b"script", b"PK\x03\x04", b"Rahasia", b"<!doctype"):
        assert mark not in content


@pytest.mark.whole
@pytest.mark.parametrize("size", [(4000, 3000), (3000, 4000), (9000, 400), (2001, 2000)])
def test_large_photos_are_scaled_to_2000_pixels(size: tuple[int, int]) -> None:
    image = cleaned(pictures.encoded("JPEG", size))

    assert max(image.size) == 2000
    assert image.width / image.height == pytest.approx(size[0] / size[1], rel=0.02)


WRONG_TYPE = {
    "svg": pictures.SVG,
    "html": pictures.HTML,
    "pdf": b"%PDF-1.7\n",
    "zip": b"PK\x03\x04" + b"\0" * 99,
    "gif": pictures.encoded("GIF"),
    "bmp": pictures.encoded("BMP"),
    "tiff": pictures.encoded("TIFF"),
    "avif": b"\0\0\0\x20ftypavif" + b"\0" * 99,
    "mp4": b"\0\0\0\x20ftypisom" + b"\0" * 99,
    "text": b"bukan foto",
    "jpeg later in the file": pictures.HTML + pictures.encoded("JPEG"),
    "one byte": b"\xff",
    "riff of another kind": b"RIFF\0\0\0\0WAVE",
}


@pytest.mark.parametrize("name", WRONG_TYPE)
def test_file_that_is_no_photo_is_refused_under_any_name(name: str) -> None:
    with pytest.raises(errors.PhotoWrongType):
        photos.clean(io.BytesIO(WRONG_TYPE[name]))


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(errors.PhotoEmpty):
        photos.clean(io.BytesIO(b""))


def test_more_than_15_megabytes_are_refused_and_exactly_15_are_not() -> None:
    raw = pictures.encoded("JPEG")
    full = raw + b"\0" * (photos.MAX_BYTES - len(raw))

    assert photos.clean(io.BytesIO(full)).width == 640
    with pytest.raises(errors.PhotoTooLarge) as caught:
        photos.clean(io.BytesIO(full + b"\0"))
    assert caught.value.params == {"megabytes": 15}


WHOLE = {
    "jpeg": pictures.encoded("JPEG"),
    "png": pictures.encoded("PNG"),
    "webp": pictures.encoded("WEBP"),
    "heic": pictures.heic(),
}


@pytest.mark.whole
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", WHOLE)
def test_truncated_photos_are_refused(kind: str, share: float) -> None:
    raw = WHOLE[kind]
    with pytest.raises((errors.PhotoDamaged, errors.PhotoWrongType)):
        photos.clean(io.BytesIO(raw[: int(len(raw) * share)]))


@pytest.mark.whole
@pytest.mark.parametrize("kind", WHOLE)
def test_scrambled_photos_are_refused_or_decoded_never_worse(kind: str) -> None:
    for step in range(7, 60, 7):
        raw = bytearray(WHOLE[kind])
        for at in range(40, len(raw), step):
            raw[at] ^= 0xA5
        try:
            photos.clean(io.BytesIO(bytes(raw)))
        except errors.PhotoRefused as refusal:
            assert refusal.code.startswith("photo_")  # noqa: PT017


@pytest.mark.parametrize(
    "raw",
    [
        pictures.png_claiming(7072, 7072),
        pictures.png_claiming(60_000, 60_000),
        pictures.png_claiming(2**31 - 1, 2**31 - 1),
        pictures.jpeg_claiming(65_500, 65_500),
        pictures.jpeg_claiming(10_000, 6_000),
    ],
    ids=["just above", "bomb", "largest", "jpeg bomb", "60 megapixels"],
)
def test_too_many_pixels_are_refused_from_the_header(raw: bytes) -> None:
    before, started = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    with pytest.raises(errors.PhotoTooManyPixels):
        photos.clean(io.BytesIO(raw))

    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000
    assert time.process_time() - started < 1


@pytest.mark.whole
def test_a_text_bomb_is_refused() -> None:
    with pytest.raises(errors.PhotoDamaged):
        photos.clean(io.BytesIO(pictures.png_with_text_bomb()))


def test_a_jpeg_of_a_thousand_scans_is_refused() -> None:
    with pytest.raises(errors.PhotoDamaged):
        photos.clean(io.BytesIO(pictures.jpeg_of_many_scans()))


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(kind: str) -> None:
    with pytest.raises(errors.PhotoAnimated):
        photos.clean(io.BytesIO(pictures.animated(kind)))


def test_tiny_pictures_are_refused() -> None:
    with pytest.raises(errors.PhotoTooSmall):
        photos.clean(io.BytesIO(pictures.encoded("PNG", (199, 500))))
