"""Decoding of covers that staff upload, in a child process: `answer` runs there."""

import re
from typing import Final

from records.covers import CoverPictures, draw, file_digest
from rontal.catalogue.errors import CoverUnreadable
from rontal.core.children.decoder import Decoder
from rontal.core.children.frames import Frame

COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
DECODER: Final = Decoder(
    "rontal.catalogue.cover_decoding", refusals=CoverUnreadable, lost=CoverUnreadable
)


def decode(content: bytes) -> CoverPictures:
    """Returns a cover in all widths. Raises CoverUnreadable, DecodersBusy."""
    return DECODER.decode(content, lambda drawn: _cover(content, drawn))


def _cover(content: bytes, drawn: Frame) -> CoverPictures:
    """Returns the cover of an answer; its name in the storage never comes from the child."""
    colour = str(drawn.head["colour"])
    if not COLOUR.fullmatch(colour):
        raise ValueError(colour)
    return CoverPictures(
        digest=file_digest(content),
        height=int(drawn.head["height"]),
        colour=colour,
        files=dict(zip(map(int, drawn.head["widths"]), drawn.parts, strict=True)),
    )


def answer(frame: Frame) -> Frame:
    """Answers a picture by the cover in all widths. Raises CoverUnreadable."""
    pictures = draw(frame.parts[0], "")
    if pictures is None:
        raise CoverUnreadable
    head = {
        "height": pictures.height,
        "colour": pictures.colour,
        "widths": list(pictures.files),
    }
    return Frame(head, tuple(pictures.files.values()))
