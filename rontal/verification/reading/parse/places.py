"""Regions by the names that cards print, against the official list."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from rontal.membership import regions
from rontal.membership.regions import Region
from rontal.verification.reading.parse.glyphs import distance, folded

OPENINGS = ("KAB. ", "KABUPATEN ", "KAB ", "KOTA ADM. ", "KOTA ADMINISTRASI ", "KOTA ")
CITY = "Kota "


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A region, its name in capitals without "Kab." and "Kota", and how many letters were off."""

    code: str
    name: str
    off: int


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


@cache
def known_places() -> dict[str, str]:
    """Folded names of regencies, cities and provinces → the name in capitals."""
    found = {folded(bare(one.name)): bare(one.name) for one in all_regencies()}
    return found | {folded(one.name): one.name.upper() for one in regions.provinces()}


@cache
def known_districts() -> dict[str, str]:
    """Folded names of all districts → the name in capitals."""
    return {
        folded(one.name): one.name.upper()
        for upper in all_regencies()
        for one in regions.districts(upper.code)
    }


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
    return FoundPlace(code, called, off)
