"""Parser from the lines of a rectified card to its kind and values."""

from idcard.reading.parse.card import Parsed, parse
from idcard.reading.parse.form_values import typed_values

__all__ = ["Parsed", "parse", "typed_values"]
