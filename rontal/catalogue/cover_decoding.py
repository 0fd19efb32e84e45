"""Decoding of covers that staff upload, in a child process: `answer` runs there."""

from typing import Final

from records.covers import CoverPictures, draw
from rontal.catalogue.errors import CoverUnreadable
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame

DECODER: Final = Decoder(
    "rontal.catalogue.cover_decoding", refusals=CoverUnreadable, lost=CoverUnreadable
)


def decode(content: bytes) -> CoverPictures:
    """Returns a cover in all widths. Raises CoverUnreadable, DecodersBusy."""
    drawn = DECODER.decode(content)
    files = dict(zip(drawn.head["widths"], drawn.parts, strict=True))
    facts = {name: drawn.head[name] for name in ("digest", "height", "colour")}
    return CoverPictures(**facts, files=files)


def answer(frame: Frame) -> Frame:
    """Answers a picture by the cover in all widths. Raises CoverUnreadable."""
    pictures = draw(frame.parts[0], "")
    if pictures is None:
        raise CoverUnreadable
    head = {
        "digest": pictures.digest,
        "height": pictures.height,
        "colour": pictures.colour,
        "widths": list(pictures.files),
    }
    return Frame(head, tuple(pictures.files.values()))
