"""Text that an OCR engine recognised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecognisedText:
    """Recognised text.

    `certainties` has a figure (0 to 1) for each character of `text`, `middles` its position along
    the line (0 to 1); both are empty where an engine does not provide them.
    """

    text: str
    certainty: float
    certainties: tuple[float, ...] = ()
    middles: tuple[float, ...] = ()
