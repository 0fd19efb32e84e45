"""Phone numbers in international form."""

import re
from typing import Final

INDONESIA: Final = "62"


def international(number: str) -> str:
    """Normalizes a number to international form: 0821-4574-5539 → +6282145745539. A leading zero
    stands for Indonesia.
    """
    digits = re.sub(r"\D", "", number)
    national = digits.startswith("0") and not number.strip().startswith("+")
    return f"+{INDONESIA}{digits[1:]}" if national else f"+{digits}"


def chat_address(number: str) -> str:
    """Returns the URL that opens a WhatsApp chat with a number."""
    return f"https://wa.me/{international(number)[1:]}"
