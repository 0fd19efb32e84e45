"""Normalization and validation of typed text."""

import re
import unicodedata

EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
    r"[A-Za-z]{2,63}"
)
NAME_MARKS = " .,'’`-/()"
DOCUMENT_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/-]{3,23}")


def clean(text: str) -> str:
    """Returns the text on one line, in NFC, without outer or doubled spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def has_hidden_characters(text: str) -> bool:
    """Returns True for NUL, control, direction-changing, private and unassigned characters.

    Such characters can make a text look different from what it is, on the desk and on the card.
    """
    return any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") for char in text)


def name_fault(text: str) -> str | None:
    """Returns an error code for a name, None for a valid one: letters of any script and the usual
    marks.
    """
    if not any(char.isalpha() for char in text):
        return "name_without_letters"
    fine = all(char.isalpha() or char in NAME_MARKS or _combines(char) for char in text)
    return None if fine else "name_characters"


def email_fault(text: str) -> str | None:
    """Returns an error code for an address that is not of the common form `local@host.domain`, else
    None.
    """
    fine = len(text) <= 254 and ".." not in text and EMAIL.fullmatch(text)
    return None if fine and not text.startswith(".") and ".@" not in text else "email_malformed"


def phone(text: str) -> str:
    """Normalizes a phone number to `+62812…`: separators removed, a leading 0 or 62 taken for
    Indonesia.
    """
    compact = re.sub(r"[\s().-]", "", text)
    if compact.startswith("0"):
        return "+62" + compact[1:]
    return "+" + compact if compact.startswith("62") else compact


def phone_fault(text: str) -> str | None:
    """Returns an error code unless the number is in E.164: a plus and 8 to 15 digits."""
    return None if re.fullmatch(r"\+[1-9][0-9]{7,14}", text) else "phone_malformed"


def document_number(text: str) -> str:
    """Normalizes a document number: upper case without spaces."""
    return re.sub(r"\s", "", text).upper()


def digits(text: str) -> str:
    """Removes dots, dashes and spaces from a NIK."""
    return re.sub(r"[\s.-]", "", text)


def _combines(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Mc")
