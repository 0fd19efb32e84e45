"""Interface of the machine, which processes photos."""

from typing import Protocol

from idcard.faces.model import Comparison, SelfieFaces
from idcard.geometry import Quad
from idcard.photo_facts import PhotoFacts
from idcard.reading.model import CardReading


class Machine(Protocol):
    """Operations for the rest of verification. Photos are the bytes of a JPEG.

    Raises MachineUnable where the machine crashed, timed out or ran out of memory.
    """

    def photo_facts(self, photo: bytes) -> PhotoFacts:
        """Measures size, quality and fingerprint of a photo."""
        ...

    def is_same_photo(self, one: bytes, other: bytes) -> bool:
        """Compares two photos with similar fingerprints exactly."""
        ...

    def read_card(self, photo: bytes) -> CardReading:
        """Reads a card."""
        ...

    def check_selfie(self, photo: bytes) -> SelfieFaces:
        """Finds the faces of a selfie; compares nothing and creates no template."""
        ...

    def compare_faces(
        self, card: bytes, photo: bytes, portrait: Quad | None, corners: Quad | None = None
    ) -> Comparison:
        """Compares the face on the card with the one in the photo; only with consent.

        `portrait` is where the reading found the card's portrait, `corners` the card's outline.
        """
        ...
