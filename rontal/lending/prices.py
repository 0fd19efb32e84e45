"""What licences cost, as people write it: 1500000, Rp1.500.000,00 or 1,500,000.00. Pure."""

import re
from decimal import Decimal
from typing import Final

MOST: Final = 10**12
_DRESS: Final = re.compile(r"^(?:rp\.?|idr)|,-$|\s", re.IGNORECASE)
_FORMS: Final = (
    (re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?", re.ASCII), ".", ","),
    (re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?", re.ASCII), ",", "."),
    (re.compile(r"-?\d+(?:[.,]\d{1,2})?", re.ASCII), "", ","),
)
"""A form, what parts its thousands, and what its decimals."""
_UNCLEAR: Final = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


class PriceRefused(ValueError):
    """No price, or one that may be two; the words are the code of the reason."""


def price_of(text: str, currency: str) -> Decimal | None:
    """The price that somebody wrote; None for nothing.

    Three digits behind the only mark, as 150.000, are thousands in rupiah, which nobody divides by
    a thousand; in other money they may be decimals, and are refused. Raises PriceRefused.
    """
    plain = _DRESS.sub("", text.strip())
    if not plain:
        return None
    if _UNCLEAR.fullmatch(plain) and currency.strip().upper() not in ("", "IDR"):
        raise PriceRefused("licence_price_unclear")
    for form, thousands, decimals in _FORMS:
        if form.fullmatch(plain):
            found = Decimal(plain.replace(thousands, "").replace(decimals, "."))
            if abs(found) < MOST:
                return found
    raise PriceRefused("licence_price_unreadable")
