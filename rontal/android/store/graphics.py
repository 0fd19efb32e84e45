"""Pictures for the store: the icon and the feature graphic."""

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import typst
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, UnidentifiedImageError

from rontal.android.store.limits import FEATURE, FEATURE_BYTES, ICON_BYTES, ICON_SIDE, KitError
from rontal.core.profile import Library

SOURCE: Final = Path(__file__).with_name("feature.typ")
SCENE, ORNAMENT = "hero", "divider"
"""Names of the drawings that the feature graphic is made of."""

LIGHT, DARK, GOLD, GOLD_ON_LIGHT = "#f7f1df", "#16211c", "#d9ab4b", "#7a5406"
TERRACES: Final = (0.08, 0.16, 0.24, 0.32)
"""Lightness of each field of the scene above the library's colour."""

STYLE: Final = """
.d-sun{fill:#d9ab4b;opacity:.9}.d-leaf{fill:#ece0bb;stroke:#8f7d49}.d-leaf-b{fill:#dfd0a2}
.d-script{fill:none;stroke:#5a4a22;stroke-width:2.2;opacity:.75}
.d-board{fill:#7a2b1c;stroke:#4d180d;stroke-width:1.5}
.d-carve{fill:none;stroke:#e0b45a;stroke-width:1.6;stroke-linecap:round}
.d-hole{fill:#2b1a0c;stroke:#e0b45a;stroke-width:2}
.d-cord{fill:none;stroke:#f3ead0;stroke-width:2.5;stroke-linecap:round}
.d-coin{fill:#c2912e;stroke:#7a5406}.d-phone{fill:#10201b;stroke:#f3e6bd;stroke-width:2}
.d-screen{fill:#fdfaf1}.d-ink{fill:none;stroke:#16211c;stroke-width:6;stroke-linecap:round}
.d-line{fill:none;stroke:#9aa59e;stroke-width:3;stroke-linecap:round}
.d-pic{fill:#cfe3d8;stroke:#0f5446;stroke-width:2}.d-pic circle{fill:#e7c673;stroke:none}
"""
_BOX: Final = re.compile(r'viewBox="[\d .-]+"')
_END: Final = re.compile(r"(<svg\b[^>]*>)")


def icon(content: bytes) -> bytes:
    """Returns the icon for the store: 512 × 512, PNG with 32 bits. `content` fills its square:
    the store rounds the corners itself. Raises KitError where it is smaller or no picture."""
    picture = _open(content, "icon")
    if picture.width != picture.height or picture.width < ICON_SIDE:
        raise KitError(
            f"the icon is {picture.width}×{picture.height}; it is a square of 512 pixels"
        )
    resized = picture.convert("RGBA").resize((ICON_SIDE, ICON_SIDE), Image.Resampling.LANCZOS)
    return _encode(resized, ICON_BYTES, "icon")


def feature(library: Library, drawings: Mapping[str, str], language: str) -> bytes:
    """Returns the feature graphic: 1024 × 500, PNG with 24 bits, the library's name before
    rice terraces in its own colour. `drawings` holds SVG texts by name (`SCENE`, `ORNAMENT`)."""
    ground = library.look.colour
    is_dark = luminance(ground) < 0.18
    with override(language):
        words = _("Borrow and read e-books")
    inputs = {
        "name": library.short_name,
        "words": words,
        "lang": language,
        "ground": ground,
        "ink": LIGHT if is_dark else DARK,
        "scene": scene(drawings[SCENE], ground),
        "ornament": drawings[ORNAMENT].replace("currentColor", GOLD if is_dark else GOLD_ON_LIGHT),
    }
    compiled = typst.compile(
        SOURCE, format="png", ppi=72, sys_inputs={"given": json.dumps(inputs)},
        ignore_system_fonts=True,
    )  # fmt: skip
    if not isinstance(compiled, bytes):
        raise TypeError("one picture was expected")
    picture = _open(compiled, "feature graphic").convert("RGB")
    if picture.size != FEATURE:
        raise KitError(f"the feature graphic is {picture.size}; it is {FEATURE}")
    return _encode(picture, FEATURE_BYTES, "feature graphic")


def scene(drawing: str, ground: str) -> str:
    """Returns the drawing of the front page, as wide as the graphic, with fields in shades of
    `ground`.
    """
    fields = "".join(
        f".d-t{number}{{fill:{mix_colours(ground, '#ffffff', share)}}}"
        for number, share in enumerate(TERRACES, start=1)
    )
    high = 460
    wide = high * FEATURE[0] / FEATURE[1]
    boxed = _BOX.sub(f'viewBox="{560 - wide:.1f} 0 {wide:.1f} {high}"', drawing, count=1)
    return _END.sub(rf"\1<style>{STYLE}{fields}</style>", boxed, count=1)


def luminance(colour: str) -> float:
    """Returns the relative luminance of #rrggbb, from 0 to 1 (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def mix_colours(one: str, other: str, share: float) -> str:
    """Returns a colour between two: `share` of the other."""
    pairs = [(int(one[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5)]
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def opaque_screenshot(content: bytes, name: str) -> tuple[bytes, tuple[int, int]]:
    """Returns a screenshot without transparency, and its size in pixels."""
    picture = _open(content, name).convert("RGB")
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    return target.getvalue(), picture.size


def _open(content: bytes, name: str) -> Image.Image:
    try:
        picture = Image.open(io.BytesIO(content))
        picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise KitError(f"the {name} is no picture: {error}") from None
    return picture


def _encode(picture: Image.Image, most: int, name: str) -> bytes:
    target = io.BytesIO()
    picture.save(target, "PNG", optimize=True)
    if target.tell() > most:
        raise KitError(f"the {name} has {target.tell()} bytes and the store takes {most}")
    return target.getvalue()
