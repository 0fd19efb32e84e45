"""Full stops of abbreviations: small, and easily lost in every look at a line."""

import re

SHORT = frozenset({
    "JL", "JLN", "BR", "NO", "GG", "KP", "DSN", "LINGK", "KM", "KOMP", "JEND", "BLK",
    "H", "HJ", "DR", "DRS", "DRA", "DRG", "IR", "PROF", "KH", "NY", "TN",
})  # fmt: skip
"""Words that are printed with a full stop behind them more often than not."""
_TITLE = re.compile(r"(?<! SP)\.[A-Z]+$| [A-Z]$")
"""A degree without its last full stop. A specialist's, "SP.A", has none."""


_OPEN = re.compile(r"\b(NO|KM|GG|BR|JL|KP|BLOK|LINGK|DSN|GANG|JALAN|BANJAR)[ .,]*$")


def ends_early(text: str) -> bool:
    """True for a street that ends where a name or a number has to follow, as in "JL. MERAK NO."."""
    return _OPEN.search(text) is not None


def may_miss_one(text: str) -> bool:
    """True where an abbreviation, or a title behind a name's comma, has no full stop."""
    words = text.replace(",", " ").split()
    if any(word in SHORT for word in words):
        return True
    return any(_TITLE.search(title) for title in text.split(",")[1:])
