"""What a browser may send and a person cannot have meant."""

import unicodedata

LONGEST = 500
# Controls, marks that turn the direction of writing, and other characters without a shape.
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}


def cleaned(text: object) -> str:
    """`text` in one normal form, without unseen characters, at most LONGEST long."""
    shortened = str(text)[: LONGEST * 2]
    spaced = "".join(" " if char in "\t\r\n" else char for char in shortened)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in UNSEEN)
    return unicodedata.normalize("NFC", visible).strip()[:LONGEST]
