"""Pictures of the package: launcher icon, layers of the adaptive icon, notification icon, splash.

Launchers since Android 8 put two layers of 108 dp together and show 72 dp of them; the drawing for
`maskable` fills these 72 dp, and the background layer has the colour of its edge.
"""

import io
from typing import Final

from PIL import Image

from rontal.android.package.plan import Drawing

FINE: Final = {
    "mipmap-hdpi/icon.png": (72, "any"),
    "mipmap-xxhdpi/icon.png": (144, "any"),
    "drawable-xxhdpi/mark.png": (216, "any"),
    "drawable-xxhdpi/foreground.png": (216, "maskable"),
    "drawable-xxhdpi/monochrome.png": (216, "monochrome"),
}
COARSE: Final = {
    "mipmap-hdpi/icon.png": (72, "any"),
    "drawable-hdpi/mark.png": (108, "any"),
    "drawable-hdpi/foreground.png": (108, "maskable"),
    "drawable-hdpi/monochrome.png": (108, "monochrome"),
}
BUDGET: Final = 30_000
"""Bytes of all pictures."""
STEPS: Final = ((FINE, 0), (FINE, 256), (FINE, 64), (COARSE, 256), (COARSE, 32))
"""Pictures and their number of colours (0: all of them), from the best to one that always fits."""
NOTIFICATION: Final = {
    "drawable-xhdpi/notification.png": 48,
    "drawable-xxxhdpi/notification.png": 96,
}
MARGIN: Final = 1 / 12
"""Empty part of the notification icon's side on each side."""


def draw(drawing: Drawing) -> dict[str, bytes]:
    """Returns the pictures as PNG by their path under res/, the best that fit into the budget."""
    shape = _open(drawing(384, "monochrome"))
    small = {path: _notification(shape, side) for path, side in NOTIFICATION.items()}
    for drawings, colours in STEPS:
        drawn = {path: _open(drawing(*one)) for path, one in drawings.items()}
        pictures = {path: _png(picture, colours) for path, picture in (drawn | small).items()}
        if sum(map(len, pictures.values())) <= BUDGET:
            break
    return pictures


def edge_colour(drawing: Drawing) -> str:
    """Returns the colour (#rrggbb) at the edge of the drawing for `maskable`."""
    red, green, blue = _open(drawing(48, "maskable")).convert("RGB").getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _open(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def _notification(shape: Image.Image, side: int) -> Image.Image:
    """Returns the shape alone, white, as large as the status bar allows."""
    alpha = shape.getchannel("A")
    alpha = alpha.crop(alpha.getbbox() or (0, 0, *alpha.size))
    inner = round(side * (1 - 2 * MARGIN))
    alpha.thumbnail((inner, inner), Image.Resampling.LANCZOS)
    mask = Image.new("L", (side, side))
    mask.paste(alpha, ((side - alpha.width) // 2, (side - alpha.height) // 2))
    white = Image.new("RGBA", (side, side), "white")
    white.putalpha(mask)
    return white


def _png(picture: Image.Image, colours: int) -> bytes:
    """Returns a PNG; with a palette where `colours` is not 0."""
    if colours:
        picture = picture.quantize(colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()
