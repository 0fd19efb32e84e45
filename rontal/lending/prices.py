"""Parser of prices as people write them: 1500000, Rp1.500.000,00 or 1,500,000.00.

Without Django.
"""

import re
from decimal import Decimal
from typing import Final

MAX_PRICE: Final = 10**12
_CURRENCY_SIGNS: Final = re.compile(r"^(?:rp\.?|idr)|,-$|\s", re.IGNORECASE)
_FORMS: Final = (
    (re.compile(r"-?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d{1,2})?", re.ASCII), ".", ","),
    (re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d{1,2})?", re.ASCII), ",", "."),
    (re.compile(r"-?\d+(?:[.,]\d{1,2})?", re.ASCII), "", ","),
)
"""Forms of a price, each with its thousands separator and its decimal separator."""
_UNCLEAR: Final = re.compile(r"-?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


class PriceRefused(ValueError):
    """A text that is no price, or is ambiguous; the message is the error code."""


def price_of(text: str, currency: str) -> Decimal | None:
    """Returns the price in a text; None for an empty text. Raises PriceRefused.

    A single separator before three digits, as in 150.000, marks thousands in rupiah, which has no
    thousandths; in other currencies it is ambiguous and refused.
    """
    plain = _CURRENCY_SIGNS.sub("", text.strip())
    if not plain:
        return None
    if _UNCLEAR.fullmatch(plain) and currency.strip().upper() not in ("", "IDR"):
        raise PriceRefused("licence_price_unclear")
    for form, thousands, decimals in _FORMS:
        if form.fullmatch(plain):
            price = Decimal(plain.replace(thousands, "").replace(decimals, "."))
            if abs(price) < MAX_PRICE:
                return price
    raise PriceRefused("licence_price_unreadable")
