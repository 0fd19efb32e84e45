"""Regions by the names that cards print, against the official list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_uppercase

from rontal.membership import regions
from rontal.membership.regions import Region
from rontal.verification.reading.parse.glyphs import distance, folded

OPENINGS = ("KAB. ", "KABUPATEN ", "KAB ", "KOTA ADM. ", "KOTA ADMINISTRASI ", "KOTA ")
CITY = "Kota "
CITY_OPENINGS = ("KOTA ADMINISTRASI ", "KOTA ADM. ", "KOTA ")


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A region, its name in capitals without "Kab." and "Kota", and how many letters were off.

    `exact` tells that none were, and that no other region of the choice is one letter away;
    `longer` that another one has this name and more, as BANDUNG BARAT has that of BANDUNG.
    """

    code: str
    name: str
    off: int
    exact: bool = False
    longer: bool = False


def province(name: str) -> FoundPlace | None:
    """The province of this name."""
    return _find(name, regions.provinces())


def regency(name: str, within: str = "", *, city: bool | None = None) -> FoundPlace | None:
    """The regency or city of this name, in a province where its code is known.

    `city` tells the two apart where one name stands for both; None takes either, if only one is.
    """
    choices = regions.regencies(within) if within else all_regencies()
    if city is not None:
        kept = tuple(region for region in choices if region.name.startswith(CITY) == city)
        return _find(name, kept) or _find(name, choices)
    return _find(name, choices)


def district(name: str, within: str) -> FoundPlace | None:
    """The district of this name in a regency (4 digits) or a province (2 digits)."""
    if len(within) == 2:
        below = regions.regencies(within)
        return _find(name, tuple(one for upper in below for one in regions.districts(upper.code)))
    return _find(name, regions.districts(within))


@cache
def all_regencies() -> tuple[Region, ...]:
    """Of all provinces."""
    return tuple(one for upper in regions.provinces() for one in regions.regencies(upper.code))


def spelled(name: str) -> str:
    """The listed region that prints as this name does, in capitals; "" where none or several do.

    A region of exactly this name goes before those that differ in spaces, as "KOTABARU" does from
    "KOTA BARU", and these before those that differ in look-alikes, as "BANGIL" does from "BANGLI".
    """
    found = _known().get(folded(name), frozenset())
    if name in found:
        return name
    exact = {one for one in found if letters_of(one) == letters_of(name)}
    return min(exact) if exact else next(iter(found)) if len(found) == 1 else ""


def spelled_city(name: str) -> str:
    """The same for "KOTA PALU", and for one that lost its space; "" for what is no listed city."""
    letters = letters_of(name)
    if not letters.startswith(CITY.strip().upper()):
        return ""
    called = spelled(letters[len(CITY.strip()) :])
    cities = {bare(one.name) for one in all_regencies() if one.name.startswith(CITY)}
    return f"{CITY.upper()}{called}" if called in cities else ""


@cache
def words() -> frozenset[str]:
    """The words of all listed names, in capitals."""
    return frozenset(word for names in _known().values() for name in names for word in name.split())


@lru_cache(maxsize=1024)
def has_neighbours(name: str) -> bool:
    """True where another listed region is a space, a letter, or a swap of two letters away."""
    if len(_known().get(folded(name), ())) > 1:
        return True
    return any(near in _known_letters() for near in _one_away(letters_of(name)))


def letters_of(name: str) -> str:
    """The letters and digits of a name, in capitals."""
    return "".join(char for char in name.upper() if char.isalnum())


@cache
def _known() -> dict[str, frozenset[str]]:
    """Folded names of provinces, regencies, cities and districts → the names in capitals."""
    names = {one.name.upper() for one in regions.provinces()}
    for regency in all_regencies():
        names.add(bare(regency.name))
        names.update(one.name.upper() for one in regions.districts(regency.code))
    found: dict[str, set[str]] = {}
    for name in names:
        found.setdefault(folded(name), set()).add(name)
    return {key: frozenset(names) for key, names in found.items()}


@cache
def _known_letters() -> frozenset[str]:
    return frozenset(letters_of(name) for names in _known().values() for name in names)


def _one_away(word: str) -> Iterator[str]:
    """All words at one change, one letter more or less, or one swap, apart from the word."""
    for place in range(len(word) + 1):
        head, tail = word[:place], word[place:]
        changed = (head + letter + rest for letter in ascii_uppercase for rest in (tail, tail[1:]))
        swapped = head + tail[1::-1] + tail[2:]
        yield from (near for near in (*changed, head + tail[1:], swapped) if near != word)


def bare(name: str) -> str:
    """In capitals, without what kind of region it is."""
    upper = name.upper()
    for opening in OPENINGS:
        if upper.startswith(opening):
            return upper[len(opening) :]
    return upper


def exists(code: str) -> bool:
    """True where the list has this code of 2, 4 or 6 digits."""
    return bool(regions.name_of(code))


def _find(name: str, choices: Sequence[Region]) -> FoundPlace | None:
    key = folded(name)
    if not key:
        return None
    found = sorted(
        (distance(folded(bare(one.name)), key), one.code, bare(one.name)) for one in choices
    )
    if not found:
        return None
    off, code, called = found[0]
    room = 0 if len(key) < 5 else 1 if len(key) < 9 else 2
    if off > room or [one for one in found[1:] if one[0] == off]:
        return None
    exact = off == 0 and all(other[0] > 1 for other in found[1:])
    return FoundPlace(code, called, off, exact, any(_has(other[2], called) for other in found[1:]))


def _has(name: str, part: str) -> bool:
    """True where a name is this one with a word before or behind it."""
    return name.startswith(f"{part} ") or name.endswith(f" {part}")
