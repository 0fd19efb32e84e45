"""Pictures as people and attackers send them, created on demand."""

import io
import struct
import zlib

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo

SIZE = (640, 480)


def image(size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Creates a picture with a red left half and a blue right half, so that rotation is visible."""
    picture = Image.new("RGB", size, (200, 20, 20))
    picture.paste((20, 20, 200), (size[0] // 2, 0, size[0], size[1]))
    return picture.convert(mode)


def encoded(kind: str, size: tuple[int, int] = SIZE, mode: str = "RGB", **options: object) -> bytes:
    """Returns the picture in a format of Pillow."""
    out = io.BytesIO()
    image(size, mode).save(out, kind, **options)
    return out.getvalue()


def heic(size: tuple[int, int] = SIZE) -> bytes:
    """Returns a HEIC picture, as iPhones send."""
    out = io.BytesIO()
    pillow_heif.from_pillow(image(size)).save(out)
    return out.getvalue()


def turned(orientation: int) -> bytes:
    """Returns a JPEG with EXIF orientation, GPS position and camera maker."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Kamera Rahasia"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (8.0, 32.0, 24.0)
    return encoded("JPEG", exif=exif.tobytes())


def chunk(name: bytes, body: bytes) -> bytes:
    """Returns a PNG chunk."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_claiming(width: int, height: int) -> bytes:
    """Returns a PNG of a few bytes whose header claims this size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    )


def png_with_text_bomb() -> bytes:
    """Returns a PNG whose compressed comment expands to 200 MB."""
    plain = encoded("PNG")
    packed = zlib.compress(b"a" * 200_000_000, 9)
    bomb = chunk(b"zTXt", b"Comment\0\0" + packed)
    return plain[:33] + bomb + plain[33:]


def png_of_16_bits() -> bytes:
    """Returns a grey PNG with 16 bits for each pixel, bright on the right."""
    half = SIZE[0] // 2
    row = struct.pack("<H", 0) * half + struct.pack("<H", 60_000) * half
    wide = Image.frombytes("I;16", SIZE, row * SIZE[1])
    out = io.BytesIO()
    wide.save(out, "PNG")
    return out.getvalue()


def png_with_text() -> bytes:
    """Returns a PNG with a script in its metadata."""
    info = PngInfo()
    info.add_text("Comment", "<script>alert(1)</script>")
    return encoded("PNG", pnginfo=info)


def animated(kind: str) -> bytes:
    """Returns a picture with three frames."""
    out = io.BytesIO()
    frames = [Image.new("RGB", SIZE, (40 * n, 90, 90)) for n in range(1, 4)]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


def jpeg_claiming(width: int, height: int) -> bytes:
    """Returns a JPEG whose frame header claims this size."""
    raw = bytearray(encoded("JPEG"))
    at = raw.index(b"\xff\xc0")
    raw[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(raw)


def jpeg_of_many_scans() -> bytes:
    """Returns a progressive JPEG whose last scan is repeated a thousand times."""
    raw = encoded("JPEG", progressive=True)
    at = raw.rindex(b"\xff\xda")
    return raw[:at] + raw[at:-2] * 1000 + raw[-2:]


def mpo() -> bytes:
    """Returns a JPEG with a second picture, as phones create for depth or HDR."""
    out = io.BytesIO()
    image().save(out, "MPO", save_all=True, append_images=[image((320, 240))])
    return out.getvalue()


def with_profile() -> bytes:
    """Returns a JPEG with a colour profile."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return encoded("JPEG", icc_profile=profile)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
