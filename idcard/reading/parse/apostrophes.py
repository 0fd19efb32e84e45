"""Apostrophes in names, which a recogniser often drops, mostly at the end of a word.

All readings may drop the same one, so a list of words shows where one may be missing.
"""

from collections.abc import Sequence

from idcard.reading.parse.line_readings import compact

APOSTROPHE = "'"
APOSTROPHE_WORDS = frozenset({
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
"""Words that are often written with an apostrophe, listed without it."""


def with_confirmed_apostrophes(text: str, others: Sequence[str]) -> str:
    """Returns the text with the apostrophes that at least half of its readings have.

    The recogniser rarely invents one. Readings with other letters are ignored.
    """
    readings = [text, *(one for one in others if _letters(one) == _letters(text))]
    places = {place for reading in readings for place in _places(reading)}
    chosen = {
        place
        for place in places
        if 2 * sum(place in _places(reading) for reading in readings) >= len(readings)
    }
    return _with_apostrophes(text, chosen)


def may_miss_one(text: str) -> bool:
    """Returns True where a word that often has an apostrophe has none."""
    return any(word.strip(".,") in APOSTROPHE_WORDS for word in text.split())


def _letters(text: str) -> str:
    return compact(text).replace(APOSTROPHE, "")


def _places(text: str) -> set[int]:
    """Returns the numbers of letters before each apostrophe."""
    places, count = set(), 0
    for char in compact(text):
        if char == APOSTROPHE:
            places.add(count)
        else:
            count += 1
    return places


def _with_apostrophes(text: str, places: set[int]) -> str:
    """Returns the text with apostrophes after these numbers of letters."""
    result, count = "", 0
    for char in text.replace(APOSTROPHE, ""):
        result += char
        if char != " ":
            count += 1
            result += APOSTROPHE if count in places else ""
    return result
