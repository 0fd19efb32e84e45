"""The fonts of specimen cards, from the front end's packages and from Debian.

A font that this machine lacks is replaced by a similar one, with one message on stderr: cards of
the same seed then look different from those on a machine that has it.
"""

import sys
from functools import cache
from pathlib import Path

from PIL import ImageFont

from idcard.specimen.sheet import Typeface

PACKAGES = Path(__file__).resolve().parents[2] / "node_modules/@fontsource"
OCR_A = Path("/usr/share/fonts/truetype/ocr-a")
"""Path of Debian's fonts-ocr-a, the font in which many cards print their number."""

WEIGHTS = {
    "arimo": (400, 700),
    "tinos": (400, 700),
    "cousine": (400, 700),
    "roboto-condensed": (400, 700),
    "share-tech-mono": (400,),
}
NAMES = (*WEIGHTS, "roboto-condensed-bold", "ocr-a", "pillow")


@cache
def files(name: str) -> Typeface:
    """Returns the files of one of `NAMES`; raises KeyError for another name."""
    if name == "pillow":
        return Typeface()
    if name == "ocr-a":
        return _ocr_a()
    if name == "roboto-condensed-bold":
        bold = files("roboto-condensed").bold
        return Typeface(bold, bold)
    weights = [_file(name, weight) for weight in WEIGHTS[name]]
    if not all(weight.exists() for weight in weights):
        _print_note(f"the typeface {name} is missing: run npm ci; Pillow's own replaces it")
        return Typeface()
    return Typeface(weights[0], weights[-1])


def font(name: str, pixels: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Returns the regular font of one of `NAMES` at a size."""
    plain = files(name).plain
    return ImageFont.truetype(plain, pixels) if plain else ImageFont.load_default(pixels)


def _file(name: str, weight: int) -> Path:
    return PACKAGES / name / "files" / f"{name}-latin-{weight}-normal.woff2"


def _ocr_a() -> Typeface:
    plain, bold = OCR_A / "OCRA.ttf", OCR_A / "OCRABold.ttf"
    if plain.exists():
        return Typeface(plain, bold if bold.exists() else plain)
    _print_note("the typeface OCR-A is missing: apt-get install fonts-ocr-a; Cousine replaces it")
    return files("cousine")


def _print_note(words: str) -> None:
    sys.stderr.write(f"NOTE: {words}\n")
