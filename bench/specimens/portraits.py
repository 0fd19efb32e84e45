"""Faces for cards and selfies: drawn ones, and photographs of two public people if they are on this
machine.

The photographs lie beside the repository and are in the public domain; they are not copied into it.
"""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from PIL import Image

from idcard.kinds import Sex
from idcard.specimen.faces import selfie
from idcard.specimen.people import Person

FOLDER = Path(__file__).resolve().parents[3] / "shared/data/faces"
Face = tuple[float, float, float, float]
"""Left, top, right and bottom of a face as shares of its photograph's width and height."""

PHOTOGRAPHS: dict[str, dict[str, Face]] = {
    "biden": {
        "biden.jpg": (0.453, 0.106, 0.772, 0.246),
        "biden2.jpg": (0.362, 0.238, 0.734, 0.61),
    },
    "obama": {
        "obama.jpg": (0.402, 0.12, 0.686, 0.347),
        "obama2.jpg": (0.262, 0.252, 0.757, 0.509),
        "obama3.jpg": (0.45, 0.129, 0.666, 0.262),
    },
}
PASSPORT, SELFIE = 2.1, 2.6
"""Width of the picture in widths of the face."""


@cache
def available() -> bool:
    """True if all photographs are here; prints a note once if not."""
    files = [FOLDER / name for names in PHOTOGRAPHS.values() for name in names]
    if all(file.exists() for file in files):
        return True
    print(
        f"NOTE: no photographs in {FOLDER}: all faces are drawn ones, which say little about "
        "comparing real people",
        file=sys.stderr,
        flush=True,
    )
    return False


@dataclass(frozen=True, slots=True)
class Sitter:
    """The owner of a face: a person of the photographs by name, or a drawn person ("")."""

    person: Person
    photographed: str = ""
    card_file: str = ""

    def on_card(self) -> Image.Image | None:
        """Returns the passport photo (3 : 4); None stands for the drawn one."""
        return _cut(self.photographed, self.card_file, PASSPORT) if self.photographed else None

    def selfie(self, seed: int) -> Image.Image:
        """Returns a selfie, never the same picture as the card's."""
        if not self.photographed:
            return selfie(self.person.seed, seed=seed)
        others = [name for name in PHOTOGRAPHS[self.photographed] if name != self.card_file]
        return _cut(self.photographed, Random(f"pose:{seed}").choice(others), SELFIE)


def sitter_for(person: Person, random: Random, share: float) -> Sitter:
    """Returns a photographed face for this share of men from 35 on, if there are photographs."""
    dice, name = random.random(), random.choice(sorted(PHOTOGRAPHS))
    file = random.choice(sorted(PHOTOGRAPHS[name]))
    fits = person.age >= 35 and person.sex is Sex.MALE
    if dice >= share or not fits or not available():
        return Sitter(person)
    return Sitter(person, name, file)


def impostor_of(sitter: Sitter, other: Person) -> Sitter:
    """Returns somebody else: the other photographed person, or another drawn one."""
    if not sitter.photographed:
        return Sitter(other)
    return Sitter(other, next(name for name in PHOTOGRAPHS if name != sitter.photographed))


def _cut(name: str, file: str, widths: float) -> Image.Image:
    """Returns a crop (3 : 4) around the face, as far as the photograph reaches."""
    left, top, right, bottom = PHOTOGRAPHS[name][file]
    with Image.open(FOLDER / file) as opened:
        photo = opened.convert("RGB")
    middle = ((left + right) / 2 * photo.width, (top + bottom) / 2 * photo.height)
    wide = min((right - left) * photo.width * widths, photo.width, photo.height * 0.75)
    tall = wide * 4 / 3
    x = min(max(0, middle[0] - wide / 2), photo.width - wide)
    y = min(max(0, middle[1] - tall * 0.46), photo.height - tall)
    cut = photo.crop((round(x), round(y), round(x + wide), round(y + tall)))
    return cut.resize((900, 1200), Image.Resampling.LANCZOS)
