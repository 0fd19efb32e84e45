"""Region names as printed on cards, matched with the official list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_uppercase

from idcard import regions
from idcard.reading.parse.glyphs import distance, folded
from idcard.regions import Region

OPENINGS = ("KAB. ", "KABUPATEN ", "KAB ", "KOTA ADM. ", "KOTA ADMINISTRASI ", "KOTA ")
CITY = "Kota "
CITY_OPENINGS = ("KOTA ADMINISTRASI ", "KOTA ADM. ", "KOTA ")


@dataclass(frozen=True, slots=True)
class RegionMatch:
    """A region, its name in capitals without "Kab." and "Kota", and the number of wrong letters.

    `exact` means that none are wrong and no other candidate is one letter away; `longer` that
    another candidate contains this name, as BANDUNG BARAT contains BANDUNG.
    """

    code: str
    name: str
    off: int
    exact: bool = False
    longer: bool = False


def province(name: str) -> RegionMatch | None:
    """Returns the province of this name."""
    return _find(name, regions.provinces())


def regency(name: str, within: str = "", *, city: bool | None = None) -> RegionMatch | None:
    """Returns the regency or city of this name, in a province where its code is given.

    `city` selects one of the two where both have the name; None accepts either if it is unique.
    """
    choices = regions.regencies(within) if within else all_regencies()
    if city is not None:
        matching = tuple(region for region in choices if region.name.startswith(CITY) == city)
        return _find(name, matching) or _find(name, choices)
    return _find(name, choices)


def district(name: str, within: str) -> RegionMatch | None:
    """Returns the district of this name in a regency (4 digits) or a province (2 digits)."""
    if len(within) == 2:
        below = regions.regencies(within)
        return _find(name, tuple(one for upper in below for one in regions.districts(upper.code)))
    return _find(name, regions.districts(within))


@cache
def all_regencies() -> tuple[Region, ...]:
    """Returns the regencies and cities of all provinces."""
    return tuple(one for upper in regions.provinces() for one in regions.regencies(upper.code))


def spelled(name: str) -> str:
    """Returns the listed region that looks like this name, in capitals.

    Returns "" where no or several regions look like it. An exact match is preferred to one that
    differs in spaces ("KOTABARU", "KOTA BARU"), and that to one that differs in confusable letters
    ("BANGIL", "BANGLI").
    """
    spellings = _names_by_folded_form().get(folded(name), frozenset())
    if name in spellings:
        return name
    exact = {one for one in spellings if letters_of(one) == letters_of(name)}
    return min(exact) if exact else next(iter(spellings)) if len(spellings) == 1 else ""


def spelled_city(name: str) -> str:
    """Returns a listed city such as "KOTA PALU", also for one without the space; "" for others."""
    letters = letters_of(name)
    if not letters.startswith(CITY.strip().upper()):
        return ""
    city = spelled(letters[len(CITY.strip()) :])
    cities = {without_kind(one.name) for one in all_regencies() if one.name.startswith(CITY)}
    return f"{CITY.upper()}{city}" if city in cities else ""


@cache
def known_words() -> frozenset[str]:
    """Returns the words of all listed names, in capitals."""
    return frozenset(
        word
        for names in _names_by_folded_form().values()
        for name in names
        for word in name.split()
    )


@lru_cache(maxsize=1024)
def has_neighbours(name: str) -> bool:
    """Returns True where another region's name differs by a space, a letter or a letter swap."""
    if len(_names_by_folded_form().get(folded(name), ())) > 1:
        return True
    return any(near in _known_letters() for near in _one_edit_away(letters_of(name)))


def letters_of(name: str) -> str:
    """Returns the letters and digits of a name, in capitals."""
    return "".join(char for char in name.upper() if char.isalnum())


@cache
def _names_by_folded_form() -> dict[str, frozenset[str]]:
    """Returns the names of all regions in capitals, by their folded form."""
    names = {one.name.upper() for one in regions.provinces()}
    for regency in all_regencies():
        names.add(without_kind(regency.name))
        names.update(one.name.upper() for one in regions.districts(regency.code))
    by_folded_form: dict[str, set[str]] = {}
    for name in names:
        by_folded_form.setdefault(folded(name), set()).add(name)
    return {key: frozenset(names) for key, names in by_folded_form.items()}


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(
        letters_of(name) for names in _names_by_folded_form().values() for name in names
    )


def _one_edit_away(word: str) -> Iterator[str]:
    """Yields all words that differ by one changed, added, removed or swapped letter."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        changed = (head + letter + rest for letter in ascii_uppercase for rest in (tail, tail[1:]))
        swapped = head + tail[1::-1] + tail[2:]
        yield from (near for near in (*changed, head + tail[1:], swapped) if near != word)


def without_kind(name: str) -> str:
    """Returns the name in capitals without the kind of region."""
    upper = name.upper()
    for opening in OPENINGS:
        if upper.startswith(opening):
            return upper[len(opening) :]
    return upper


def exists(code: str) -> bool:
    """Returns True where the list has this code of 2, 4 or 6 digits."""
    return bool(regions.name_of(code))


def _find(name: str, choices: Sequence[Region]) -> RegionMatch | None:
    key = folded(name)
    if not key:
        return None
    matches = sorted(
        (distance(folded(without_kind(one.name)), key), one.code, without_kind(one.name))
        for one in choices
    )
    if not matches:
        return None
    off, code, region_name = matches[0]
    tolerance = 0 if len(key) < 5 else 1 if len(key) < 9 else 2
    if off > tolerance or [one for one in matches[1:] if one[0] == off]:
        return None
    exact = off == 0 and all(other[0] > 1 for other in matches[1:])
    return RegionMatch(
        code, region_name, off, exact, any(_has(other[2], region_name) for other in matches[1:])
    )


def _has(name: str, part: str) -> bool:
    """Returns True where a name consists of this one and further words before or after it."""
    return name.startswith(f"{part} ") or name.endswith(f" {part}")
