"""From a text recogniser's output to text: CTC decoding onto the letters that Indonesian cards
print, with the certainty and the place of every character."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from rontal.verification.machine.protocols import Word

Likelihoods = NDArray[np.float32]
BLANK = 0
PRINTABLE = "".join(chr(code) for code in range(0x20, 0x7F))
LOOKALIKES = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧАВЕКМНОРСТУХЅІЈ‐‑‒–—―−‘’“”•∶",
    "ABEZHIKMNOPTYXABEKMHOPCTYXSIJ-------''\"\".:",
)


@dataclass(frozen=True, slots=True)
class Alphabet:
    """Which of a recogniser's classes count, and which printable ASCII character each stands for.

    Accents, full-width forms and letters of other scripts that look alike count for their plain
    letter; every other class counts for nothing, so that a smudge never becomes a Chinese sign.
    """

    classes: NDArray[np.intp]
    starts: NDArray[np.intp]
    letters: str

    @classmethod
    def of(cls, characters: Sequence[str]) -> "Alphabet":
        """From the recogniser's characters in the order of its classes, without the blank."""
        found: dict[str, list[int]] = {}
        for number, character in enumerate(characters, start=BLANK + 1):
            plain = _plain(character)
            if plain in PRINTABLE and len(plain) == 1:
                found.setdefault(plain, []).append(number)
        letters = "".join(sorted(found))
        classes = [number for letter in letters for number in found[letter]]
        lengths = [0, *(len(found[letter]) for letter in letters)]
        return cls(np.array(classes), np.cumsum(lengths)[:-1], letters)

    def fold(self, likelihoods: Likelihoods) -> Likelihoods:
        """Steps x all classes → steps x (blank, then `letters`)."""
        letters = np.add.reduceat(likelihoods[:, self.classes], self.starts, axis=1)
        return np.concatenate([likelihoods[:, :1], letters], axis=1)


def decode(likelihoods: Likelihoods, alphabet: Alphabet, covered: float = 1.0) -> Word:
    """The most likely path, repeats joined and blanks left out.

    `likelihoods` are steps x classes; `covered` is the share of the steps that shows the line
    (the rest is filling).
    """
    folded = alphabet.fold(likelihoods)
    path = folded.argmax(axis=1)
    reach = len(path) * covered
    text, certainties, middles = [], [], []
    step = 0
    for chosen, run in groupby(path.tolist()):
        length = len(list(run))
        if chosen != BLANK:
            weights = folded[step : step + length, chosen]
            middle = step + 0.5 + float(weights @ np.arange(length)) / float(weights.sum())
            text.append(alphabet.letters[chosen - 1])
            certainties.append(float(weights.max()))
            middles.append(min(1.0, middle / reach))
        step += length
    certainty = float(np.mean(certainties)) if certainties else 0.0
    return Word("".join(text), certainty, tuple(certainties), tuple(middles))


def _plain(character: str) -> str:
    """The character without accents, in its usual width and script."""
    parts = unicodedata.normalize("NFKD", character.translate(LOOKALIKES))
    return "".join(part for part in parts if not unicodedata.combining(part))
