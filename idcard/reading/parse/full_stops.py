"""Full stops of abbreviations, which are small and often lost in every reading."""

import re
from collections.abc import Sequence

SHORT = frozenset({
    "JL", "JLN", "BR", "NO", "GG", "KP", "DSN", "LINGK", "KM", "KOMP", "JEND", "BLK",
    "H", "HJ", "DR", "DRS", "DRA", "DRG", "IR", "PROF", "KH", "NY", "TN",
})  # fmt: skip
"""Words that are usually printed with a full stop."""
_TITLE = re.compile(r"(?<! SP)\.[A-Z]+$| [A-Z]$")
"""A degree without its final full stop. A specialist's, such as "SP.A", has none."""


_LONE = re.compile(r"(?<![.A-Z])(?!I\b)[A-Z](?![.A-Z'])")


_OPEN = re.compile(r"\b(NO|KM|GG|BR|JL|KP|BLOK|LINGK|DSN|GANG|JALAN|BANJAR)[ .,]*$")
_ONLY_A_KIND = re.compile(r"(TK|SD|SMP|SMA|SMK|SLB|MI|MTS|MA)( N| NEGERI)?[ .,]*")
"""A school of which only the kind was read."""


_RUNS_ON = re.compile(r"[^,] (KOTA|KABUPATEN|KAB\.) [A-Z ]+$")
_STOPPED = re.compile(r"(\w+)\.")
IGNORED = " ."
_JOINED = re.compile(r"\b(NO|KM|GG|JL|BR)\d")
"""A number directly behind an abbreviation, where the full stop was lost."""


def ends_in_abbreviation(text: str) -> bool:
    """Returns True where a name or number must follow, as in "JL. MERAK NO." and "SD NEGERI"."""
    return _OPEN.search(text) is not None or _ONLY_A_KIND.fullmatch(text) is not None


def runs_on(text: str) -> bool:
    """Returns True for an address that may include the place of issue printed beside it.

    An address that names the town itself has a comma before it.
    """
    return _RUNS_ON.search(text) is not None


def may_miss_one(text: str) -> bool:
    """Returns True where an abbreviation, or a degree behind a comma, has no full stop."""
    words = text.replace(",", " ").split()
    if any(word in SHORT for word in words) or _JOINED.search(text):
        return True
    return any(_TITLE.search(title) for title in text.split(",")[1:])


def is_clipped(name: str) -> bool:
    """Returns True for a person's name that seems to have lost a character.

    It has a single letter without a full stop, other than the Balinese "I", or a degree without
    any, such as "SPA".
    """
    degrees = [part.strip() for part in name.split(",")[1:]]
    return _LONE.search(name) is not None or any(part.isalpha() for part in degrees)


def with_full_stops(text: str, others: Sequence[str]) -> str:
    """Returns the text with full stops of abbreviations that another reading of it has.

    Readings often lose them, and hardly ever invent one.
    """
    present = _stops(text)
    confirmed = set().union(
        *(
            _stops(other, abbreviated=True)
            for other in others
            if _without_dots(other) == _without_dots(text)
        )
    )
    result, count = "", 0
    for char in text:
        result += char
        if char not in IGNORED:
            count += 1
            result += "." if count in confirmed - present else ""
    return result


def _stops(text: str, *, abbreviated: bool = False) -> set[int]:
    """Returns the numbers of characters before full stops; with `abbreviated` only for `SHORT`."""
    return {
        len(_without_dots(text[: match.end()]))
        for match in _STOPPED.finditer(text)
        if not abbreviated or match[1] in SHORT
    }


def _without_dots(text: str) -> str:
    return "".join(char for char in text if char not in IGNORED)
