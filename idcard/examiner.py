"""Reading of cards, comparison of faces and of photos, from the bytes of photos."""

from collections.abc import Callable
from functools import cached_property

from idcard import pdq, quality, same_picture
from idcard.decoding import decode
from idcard.engines import choice
from idcard.faces.compare import compare_faces
from idcard.faces.engine import FaceEngine
from idcard.faces.model import Comparison, SelfieFaces
from idcard.faces.selfie_checks import check_selfie
from idcard.geometry import Quad
from idcard.photo_facts import PhotoFacts
from idcard.reading.engine import OcrEngine
from idcard.reading.model import CardReading
from idcard.reading.read import read_card


class Examiner:
    """Processes photos with two engines, created when first used.

    Photos are the bytes of an upright JPEG. Raises PhotoUnreadable, and any error of an engine.
    """

    def __init__(
        self,
        ocr: Callable[[], OcrEngine] = choice.ocr_engine,
        faces: Callable[[], FaceEngine] = choice.face_engine,
    ) -> None:
        """Takes functions that create the engines; without them uses the included ones."""
        self._make_ocr, self._make_faces = ocr, faces

    @cached_property
    def ocr(self) -> OcrEngine:
        """OCR engine; after a failure it is created again at the next access."""
        return self._make_ocr()

    @cached_property
    def faces(self) -> FaceEngine:
        """Face engine; after a failure it is created again at the next access."""
        return self._make_faces()

    def photo_facts(self, photo: bytes) -> PhotoFacts:
        """Measures size, quality and fingerprint of a photo."""
        pixels = decode(photo)
        height, width = pixels.shape[:2]
        return PhotoFacts(width, height, quality.measure(pixels), pdq.fingerprint(pixels))

    def is_same_photo(self, one: bytes, other: bytes) -> bool:
        """Returns True where two files show the same photo, re-encoded, scaled or cropped."""
        prepared = (same_picture.prepare(decode(photo)) for photo in (one, other))
        return same_picture.similarity(*prepared) >= same_picture.SAME_FROM

    def read_card(self, photo: bytes) -> CardReading:
        """Reads a card."""
        return read_card(decode(photo), self.ocr)

    def check_selfie(self, photo: bytes) -> SelfieFaces:
        """Finds the faces of a selfie; compares nothing and creates no template."""
        return check_selfie(decode(photo), self.faces)

    def compare_faces(
        self,
        card: bytes,
        photo: bytes,
        portrait: Quad | None = None,
        corners: Quad | None = None,
    ) -> Comparison:
        """Compares the face on the card with the one in the photo.

        `portrait` is where the reading found the card's portrait, `corners` the card's outline.
        """
        pixels = decode(card), decode(photo)
        return compare_faces(*pixels, portrait, self.faces, corners=corners)
