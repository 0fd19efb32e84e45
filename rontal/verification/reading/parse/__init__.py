"""Parser from the lines of a rectified card to its kind and values."""

from rontal.verification.reading.parse.card import Parsed, parse
from rontal.verification.reading.parse.typed import typed_values

__all__ = ["Parsed", "parse", "typed_values"]
