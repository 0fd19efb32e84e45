"""Creates the cohort that face comparison is normalised with: templates of drawn people, who do not
exist.

`python -m bench.face_cohort` writes idcard/faces/cohort.npz, in about three minutes.
Each person has four templates: the printed portrait in a good and in a bad photo, and two selfies.
The people are fixed, so that anybody can create the same file again.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import count, islice

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from idcard.engines.dlib_engine import DlibFaceEngine
from idcard.faces.cohort import FILE
from idcard.faces.face_search import faces_of
from idcard.pixels import Pixels
from idcard.specimen.difficulty import Difficulty
from idcard.specimen.faces import BLUE_GROUND, RED_GROUND, portrait, selfie
from idcard.specimen.people import person
from idcard.specimen.photograph import snapshot
from idcard.specimen.sheet import Sheet

FIRST_SEED = 20_000
PEOPLE = 120
MIN_AGE = 6
"""Cards of younger children have no photo."""
PRINT_WIDTHS = {Difficulty.MILD: 290, Difficulty.HARD: 230}
"""Width of the printed portrait, in pixels of the photo of the card."""


def main() -> None:
    """Writes the file and prints the number of people in it."""
    engine = DlibFaceEngine()
    people = list(islice(cohort(engine), PEOPLE))
    np.savez_compressed(FILE, templates=np.asarray(people, np.float16))
    print(f"{len(people)} people in {FILE} ({FILE.stat().st_size / 1024:.0f} kB)")


def cohort(engine: DlibFaceEngine, *, start: int = FIRST_SEED) -> Iterator[NDArray[np.float64]]:
    """Yields the templates (4 x 128) of each person whose face is detected in all four photos."""
    for seed in count(start):
        if person(seed).age >= MIN_AGE and (templates := _templates(engine, seed)) is not None:
            yield templates


def _templates(engine: DlibFaceEngine, seed: int) -> NDArray[np.float64] | None:
    templates = []
    for photo in _photos(seed):
        faces = faces_of(photo, engine)
        if not faces:
            return None
        templates.append(engine.describe(photo, faces[0]))
    return np.array(templates)


def _photos(seed: int) -> Iterator[Pixels]:
    ground = (BLUE_GROUND, RED_GROUND)[seed % 2]
    printed = _printed(portrait(seed, background=ground))
    for difficulty, width in PRINT_WIDTHS.items():
        small = printed.resize((width, round(width * printed.height / printed.width)))
        yield _pixels(snapshot(small, seed=seed, difficulty=difficulty))
    for number, difficulty in enumerate(PRINT_WIDTHS):
        own = selfie(seed, seed=number)
        yield _pixels(snapshot(own, seed=seed + number, difficulty=difficulty))


def _printed(picture: Image.Image) -> Image.Image:
    """Returns the portrait as it is printed on cards, with the word SPESIMEN at its lower edge."""
    sheet = Sheet((270, 350), (199, 224, 241), seed=0, clear=(0, 270))
    sheet.picture(picture, 20, 20, 230)
    return sheet.image


def _pixels(jpeg: bytes) -> Pixels:
    with Image.open(BytesIO(jpeg)) as image:
        return np.ascontiguousarray(np.asarray(image.convert("RGB"))[..., ::-1])


if __name__ == "__main__":
    main()
