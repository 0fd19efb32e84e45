"""Photos of the sample people's cards and faces, drawn once and stored in `HOME/sample-photos`.

Drawing takes memory that a web process would not return.
"""

import io
from pathlib import Path
from typing import Final

from django.conf import settings

from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.demo.samples import Sample, sample, samples

WIDTHS: Final = {"kartu": 240, "wajah": 120}
"""Kinds of photos, and the widths of their previews in pixels: the page with all six people takes
less than 60 kB.
"""


def draw_missing() -> None:
    """Draws and stores the photos that are not there yet, each with its preview."""
    for one in samples():
        for what in WIDTHS:
            if (what == "kartu" or one.has_face) and not _path(one, what, "webp").exists():
                _store(one, what)


def photo(number: int, what: str) -> bytes:
    """Returns a JPEG of the card on a table (`kartu`) or of the person (`wajah`); raises
    NotFound.
    """
    return _read(number, what, "jpg")


def preview(number: int, what: str) -> bytes:
    """Returns a photo as small WebP for the page; raises NotFound."""
    return _read(number, what, "webp")


def _read(number: int, what: str, ending: str) -> bytes:
    if what not in WIDTHS:
        raise NotFound
    try:
        return _path(sample(number), what, ending).read_bytes()
    except FileNotFoundError:
        raise NotFound from None


def _path(one: Sample, what: str, ending: str) -> Path:
    folder = Path(settings.HOME) / "sample-photos"
    return folder / f"{what}-{one.kind.value}-{one.person.seed}.{ending}"


def _store(one: Sample, what: str) -> None:
    jpeg = _draw_card(one) if what == "kartu" else _draw_face(one)
    path = _path(one, what, "jpg")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(jpeg)
    path.with_suffix(".webp").write_bytes(_reduced(jpeg, WIDTHS[what]))


def _draw_card(one: Sample) -> bytes:
    from idcard.specimen.card_data import card_of
    from idcard.specimen.cards import draw_card
    from idcard.specimen.photograph import photograph

    seed = one.person.seed
    card = card_of(one.person, one.kind, today=clock.now().date())
    return photograph(draw_card(card, seed=seed), seed=seed, difficulty=one.difficulty)


def _draw_face(one: Sample) -> bytes:
    from idcard.specimen.difficulty import Difficulty
    from idcard.specimen.faces import selfie
    from idcard.specimen.photograph import snapshot

    seed = one.person.seed
    return snapshot(selfie(seed, seed=seed), seed=seed, difficulty=Difficulty.EASY)


def _reduced(jpeg: bytes, width: int) -> bytes:
    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(jpeg)) as picture:
        picture.thumbnail((width, 2 * width))
        picture.save(target, "WEBP", quality=25, method=6)
    return target.getvalue()
