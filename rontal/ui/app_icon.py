"""Icons of the library's app: its logo, or a drawn mark with its initials.

`png` renders on every call; pages serve the files of `ui.icon_files`, which are rendered once.
"""

import io
import unicodedata
from enum import StrEnum
from pathlib import Path
from string import Template
from typing import Final

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

from rontal.core.profile import Library
from rontal.ui import contrast, drawings

SUPERSAMPLING: Final = 4
MAX_LOGO_BYTES: Final = 2_000_000
"""Maximum size of a logo file in bytes."""
MAX_LOGO_SIDE: Final = 4_000
"""Maximum width and height of a PNG logo in pixels."""

CORNER: Final = 0.22
"""Corner radius as a share of the side, for launchers that do not crop the icon."""
SAFE_ZONE: Final = 0.8
"""Diameter, as a share of the side, of the circle that no launcher crops (radius 40 %)."""
LOGO_ON_PLATE: Final = 0.68
DRAWING_ON_PLATE: Final = 0.56
SMALL: Final = 96
"""Side in pixels below which the ornament is drawn with the bold line width."""
FINE_STROKE: Final = 2.2
BOLD_STROKE: Final = 3.4
FONT: Final = "ui/fonts/eczar-latin-600-normal.woff2"
INKS: Final = ("#f7f1df", "#ffffff", "#16211c")
GOLDS: Final = ("#d9ab4b", "#f0cf85", "#7a5406", "#4a3203")
SKIPPED: Final = frozenset(
    ("umum", "daerah", "kabupaten", "kota", "provinsi", "desa", "dinas", "dan")
    + ("of", "the", "and", "for", "public")
)
"""Words of a library's name that are skipped for its initials."""


class Purpose(StrEnum):
    """Use of an icon by launchers (W3C manifest, image resource purposes)."""

    ANY = "any"
    MASKABLE = "maskable"
    MONOCHROME = "monochrome"


class LogoError(ValueError):
    """Logo file that cannot be rendered; the message gives the reason."""


def png(library: Library, *, size: int, purpose: Purpose = Purpose.ANY) -> bytes:
    """Returns a square PNG of `size` pixels.

    A logo that cannot be rendered is replaced by the drawn mark; `check_logo` gives the reason.
    """
    try:
        picture = _with_logo(library, size, purpose)
    except LogoError:
        picture = None
    return encode(picture or _with_initials(library, size, purpose))


def opaque_png(library: Library, *, size: int) -> bytes:
    """Returns an icon without transparency, whose corners iOS rounds itself."""
    made = Image.open(io.BytesIO(png(library, size=size, purpose=Purpose.MASKABLE)))
    return encode(made.convert("RGB"))


def shortcut_png(library: Library, drawing: str, *, size: int) -> bytes:
    """Returns a line drawing (ui/drawings/icons) on a circle of the library's colour."""
    ground = library.look.colour
    ink = contrast.first_readable(INKS, ground, contrast.TEXT)
    source = (drawings.FOLDER / f"icons/{drawing}.svg").read_text("utf-8")
    lines = svg_picture(source.replace("currentColor", ink), round(size * DRAWING_ON_PLATE))
    icon = _plate(ground, size, radius=0.5)
    icon.alpha_composite(lines, ((size - lines.width) // 2, (size - lines.height) // 2))
    return encode(icon)


def encode(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue()


def check_logo(library: Library) -> None:
    """Raises LogoError where the library's logo cannot be rendered."""
    if library.look.logo:
        logo_picture(Path(library.look.logo), 64)


def initials_of(library: Library) -> str:
    """Returns the initials on the library's drawn mark."""
    return initials(library.app_name)


def initials(name: str) -> str:
    """Returns one or two capital letters for a name; "" where it has no letters."""
    words = [letters for word in name.split() if (letters := _letters(word))]
    chosen = [word for word in words if word.lower() not in SKIPPED] or words
    return "".join(word[0].upper()[0] for word in chosen[:2])


def logo_picture(path: Path, side: int) -> Image.Image:
    """Returns the logo cropped to its visible part; an SVG is rendered at `side` pixels.

    Raises LogoError.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise LogoError(f"{path} cannot be read ({error.strerror})") from None
    if len(content) > MAX_LOGO_BYTES:
        raise LogoError(f"{path} is larger than {MAX_LOGO_BYTES // 1_000_000} MB")
    is_svg = path.suffix.lower() == ".svg"
    return _trimmed(_svg(content, side) if is_svg else _png(content), path)


def svg_picture(svg: str, side: int) -> Image.Image:
    """Returns the SVG drawing fitted into a transparent square of `side` pixels.

    Raises LogoError.
    """
    import typst  # loaded with the first logo

    page = (
        f"#set page(width: {side}pt, height: {side}pt, margin: 0pt, fill: none)\n"
        "#set align(center + horizon)\n"
        '#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, fit: "contain")'
    )
    try:
        made = typst.compile(page.encode(), sys_inputs={"svg": svg}, format="png", ppi=72.0)
    except typst.TypstError as error:
        raise LogoError(f"the SVG file cannot be drawn: {error}") from None
    if not isinstance(made, bytes):
        raise LogoError("the SVG file cannot be drawn on one page")
    return Image.open(io.BytesIO(made)).convert("RGBA")


def _svg(content: bytes, side: int) -> Image.Image:
    try:
        return svg_picture(content.decode("utf-8-sig"), side)
    except UnicodeDecodeError:
        raise LogoError("the SVG file is not UTF-8") from None


def _png(content: bytes) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as picture:
            if max(picture.size) > MAX_LOGO_SIDE:
                raise LogoError(f"the PNG file is wider or higher than {MAX_LOGO_SIDE} pixels")
            return picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError) as error:
        raise LogoError(f"the PNG file cannot be read: {error}") from None


def _trimmed(picture: Image.Image, path: Path) -> Image.Image:
    box = picture.getchannel("A").getbbox()
    if box is None:
        raise LogoError(f"{path} shows nothing")
    return picture.crop(box)


def _with_logo(library: Library, size: int, purpose: Purpose) -> Image.Image | None:
    """Returns the icon with the logo; None without a logo, or where it has no silhouette."""
    if not library.look.logo:
        return None
    logo = logo_picture(Path(library.look.logo), size * SUPERSAMPLING)
    if purpose is Purpose.MONOCHROME and not _has_shape(logo):
        return None
    icon = _background(_colour_under(logo, library.look.background), size, purpose)
    logo = logo.resize(_fitted(logo, size, purpose), Image.Resampling.LANCZOS)
    place = ((size - logo.width) // 2, (size - logo.height) // 2)
    icon.alpha_composite(logo, place)
    return _silhouette(icon) if purpose is Purpose.MONOCHROME else icon


def _fitted(logo: Image.Image, size: int, purpose: Purpose) -> tuple[int, int]:
    """Returns the logo's size in pixels: inside the safe circle, or with a margin on the plate."""
    if purpose is Purpose.ANY:
        scale = size * LOGO_ON_PLATE / max(logo.size)
    else:
        scale = size * SAFE_ZONE / (logo.width**2 + logo.height**2) ** 0.5
    return max(1, int(logo.width * scale)), max(1, int(logo.height * scale))


def _has_shape(logo: Image.Image) -> bool:
    """Returns True where transparent parts of the logo show its shape."""
    low, _high = logo.getchannel("A").getextrema()
    return bool(low == 0)


def _colour_under(logo: Image.Image, background: str) -> str:
    """Returns the colour of an opaque logo's corners, else the library's background."""
    inset = min(1, (min(logo.size) - 1) // 2)  # the outermost pixels are anti-aliased
    right, bottom = logo.width - 1 - inset, logo.height - 1 - inset
    places = ((inset, inset), (right, inset), (inset, bottom), (right, bottom))
    corners = {logo.getpixel(place) for place in places}
    colour = corners.pop()
    if corners or not isinstance(colour, tuple) or colour[3] < 255:
        return background
    return "#{:02x}{:02x}{:02x}".format(*colour[:3])


def _with_initials(library: Library, size: int, purpose: Purpose) -> Image.Image:
    ground = library.look.colour
    ink = contrast.first_readable(INKS, ground, contrast.TEXT)
    gold = contrast.first_readable(GOLDS, ground, contrast.GRAPHICS)
    mark = _mark(initials_of(library), size, ink, gold)
    if purpose is not Purpose.ANY:
        side = round(size * SAFE_ZONE)
        mark = mark.resize((side, side), Image.Resampling.LANCZOS)
    icon = _background(ground, size, purpose)
    icon.alpha_composite(mark, ((size - mark.width) // 2, (size - mark.height) // 2))
    return _silhouette(icon) if purpose is Purpose.MONOCHROME else icon


def _background(colour: str, size: int, purpose: Purpose) -> Image.Image:
    """Returns the background: rounded, a full square (maskable), or transparent (monochrome)."""
    if purpose is Purpose.MONOCHROME:
        return Image.new("RGBA", (size, size))
    return _plate(colour, size, radius=0 if purpose is Purpose.MASKABLE else CORNER)


def _plate(colour: str, size: int, *, radius: float) -> Image.Image:
    """Returns a square of one colour; `radius` of its corners as a share of the side."""
    side = size * SUPERSAMPLING
    mask = Image.new("L", (side, side))
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), side * radius, fill=255)
    plate = Image.new("RGBA", (size, size), colour)
    plate.putalpha(mask.resize((size, size), Image.Resampling.LANCZOS))
    return plate


def _silhouette(icon: Image.Image) -> Image.Image:
    """Returns the icon in white with its transparency; the system recolours it."""
    flat = Image.new("RGBA", icon.size, "#ffffff")
    flat.putalpha(icon.getchannel("A"))
    return flat


def _mark(letters: str, size: int, ink: str, gold: str) -> Image.Image:
    """Returns the initials over an ornament, or palm leaves where there are no letters."""
    name = "app-mark.svg" if letters else "app-leaves.svg"
    source = (drawings.FOLDER / name).read_text("utf-8")
    line = FINE_STROKE if size >= SMALL else BOLD_STROKE
    mark = svg_picture(Template(source).substitute(ink=ink, gold=gold, line=line), size)
    if letters:
        mark.paste(Image.new("RGBA", mark.size, ink), mask=_letter_mask(letters, size))
    return mark


def _letter_mask(letters: str, size: int) -> Image.Image:
    """Returns a mask of the letters, at most 36 % of the square high and 64 % wide."""
    side = size * SUPERSAMPLING
    mask = Image.new("L", (side, side))
    font = _font(side * 0.55)
    left, top, right, bottom = font.getbbox(letters)
    scale = min(0.64 * side / (right - left), 0.36 * side / (bottom - top))
    font = _font(side * 0.55 * scale)
    left, top, right, bottom = font.getbbox(letters)
    at = ((side - right - left) / 2, side * 0.42 - (top + bottom) / 2)
    ImageDraw.Draw(mask).text(at, letters, fill=255, font=font)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def _font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Returns the heading typeface; Pillow's default where the assets are not built."""
    path = finders.find(FONT)
    return ImageFont.truetype(path, size) if path else ImageFont.load_default(size)


def _letters(word: str) -> str:
    """Returns the letters of a word without accents; the typeface has Latin letters only."""
    plain = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in plain if sign.isascii() and sign.isalpha())
