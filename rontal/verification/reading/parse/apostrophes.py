"""Apostrophes in names. A recogniser loses them easily, most of all at the end of a word, and may
lose them in every look: so that looks agree tells nothing, and the word itself has to."""

from collections.abc import Sequence

from rontal.verification.reading.parse.looks import bare

APOSTROPHE = "'"
TAKING = frozenset({
    "ASMAUL", "ASYARI", "BAASYIR", "BADI", "BADIAH", "BADIYAH", "DAWAH", "JAFAR", "JAMIAH",
    "JUMAH", "KABAH", "MAARIF", "MAMUN", "MAMUR", "MARUF", "MARUFAH", "MASADAH", "MASUD",
    "MASUDAH", "MASUDI", "MASUM", "MASUMAH", "MAWA", "MUADZ", "MUALIM", "MUALLIM", "MUARIF",
    "MUAWANAH", "MUAWIYAH", "MUAZ", "MUIN", "MUIZ", "MUMIN", "MUMINAH", "MUMINATUN", "MUMININ",
    "MUNIM", "MUTASIM", "MUTI", "MUTIAH", "NAFI", "NAFIAH", "NAIM", "NAIMAH", "NIMAH", "NIMATUL",
    "NIMATULLAH", "NISA", "NUAIM", "NUMAN", "NURAINI", "QANAAH", "QONAAH", "RABIAH", "RABIATUL",
    "RAFAH", "RAFI", "RIFA", "RIFAH", "RIFAI", "RIFAT", "ROBIAH", "ROBIATUL", "ROFI", "ROFIAH",
    "ROFII", "SAADAH", "SADIAH", "SADIYAH", "SADULLAH", "SAID", "SAIDAH", "SUAIB", "SUUD",
    "SYABAN", "SYAFII", "SYIFA", "SYUAIB", "SYUARA", "TAAT", "WADIAH", "ZAIM",
    "DALESSANDRO", "DAMICO", "DANDREA", "DANGELO", "DAREZZO", "DCOSTA", "DCRUZ", "DONOFRIO",
    "DSILVA", "DSOUZA", "OBRIEN", "OCONNELL", "OCONNOR", "ODONNELL", "OGRADY", "OHARA", "OKEEFE",
    "OLEARY", "OMALLEY", "ONEAL", "ONEIL", "ONEILL", "OREILLY", "OSHEA", "OSULLIVAN", "OTOOLE",
})  # fmt: skip
"""Words that are often written with an apostrophe, here without it."""


def kept(text: str, others: Sequence[str]) -> str:
    """The text with its apostrophes as most looks have them; where half do, with them.

    The recogniser rarely makes one up. Only looks that have the same letters are heard.
    """
    looks = [text, *(one for one in others if _letters(one) == _letters(text))]
    places = {place for look in looks for place in _places(look)}
    chosen = {
        place for place in places if 2 * sum(place in _places(look) for look in looks) >= len(looks)
    }
    return _put(text, chosen)


def may_miss_one(text: str) -> bool:
    """True where a word is often written with an apostrophe, and here has none."""
    return any(word.strip(".,") in TAKING for word in text.split())


def _letters(text: str) -> str:
    return bare(text).replace(APOSTROPHE, "")


def _places(text: str) -> set[int]:
    """After how many letters an apostrophe stands."""
    found, count = set(), 0
    for char in bare(text):
        if char == APOSTROPHE:
            found.add(count)
        else:
            count += 1
    return found


def _put(text: str, places: set[int]) -> str:
    """The letters and spaces of a text with an apostrophe after so many letters each."""
    found, count = "", 0
    for char in text.replace(APOSTROPHE, ""):
        found += char
        if char != " ":
            count += 1
            found += APOSTROPHE if count in places else ""
    return found
