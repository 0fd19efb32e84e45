"""Phone numbers, as people write them and as programs call them."""

import re
from typing import Final

INDONESIA: Final = "62"


def international(number: str) -> str:
    """A number with its country and without marks: 0821-4574-5539 → +6282145745539. A leading zero
    is Indonesia's."""
    digits = re.sub(r"\D", "", number)
    national = digits.startswith("0") and not number.strip().startswith("+")
    return f"+{INDONESIA}{digits[1:]}" if national else f"+{digits}"


def chat_address(number: str) -> str:
    """Where a talk with a number begins in WhatsApp."""
    return f"https://wa.me/{international(number)[1:]}"
