"""ISBD punctuation: marks between the parts of a description, which do not belong to the parts."""

from typing import Final

_TRAILING: Final = "/:;=, \t\r\n"
_ABBREVIATIONS: Final = (
    "dr tbk jr sr inc ltd co corp no vol ed eds etc dll dkk hlm h cet jil st pt cv mr mrs ms prof "
    "ir drs dra rev al fl ca ser suppl bd aufl dept univ pub publ govt bros inst assoc p ill ilus "
    "cm kol eks terj hs moh muh mohd abd as al rr"
)
_ABBREVIATION_SET: Final = frozenset(_ABBREVIATIONS.split(" "))
_UNKNOWN: Final = frozenset(("s.l", "s.n", "sl", "sn", "s.i", "s.a", "t.t", "t.p"))


def bare(text: str) -> str:
    """Removes trailing ISBD punctuation and a closing full stop; the full stop of an abbreviation
    or initial stays."""
    text = text.strip().rstrip(_TRAILING)
    if text.endswith(".") and not text.endswith(".."):
        word = text[:-1].rpartition(" ")[2].lower().lstrip("([")
        initial = len(word) == 1 and word.isalpha()
        if not initial and word not in _ABBREVIATION_SET and "." not in word:
            text = text[:-1].rstrip()
    return text


def unbracketed(text: str) -> str:
    """Removes square brackets; "[S.l.]" and "[s.n.]" (unknown) become ""."""
    text = bare(text.replace("[", "").replace("]", ""))
    known = text.lower().replace(" ", "").strip(".") not in _UNKNOWN
    unknown = text.lower().startswith(("place of publication not", "publisher not identified"))
    return text if known and not unknown else ""
