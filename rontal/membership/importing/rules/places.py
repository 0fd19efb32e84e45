"""Mapping of names of regions to Kemendagri's codes."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from rontal.membership import regions
from rontal.membership.importing.rules.columns import Field

_KIND = re.compile(r"^(?:kabupaten|kab|kotamadya|kota|kecamatan|kec|provinsi|propinsi|prov)\b[. ]*")


def codes_of(places: Mapping[Field, str], *, home: str) -> tuple[str, str, str]:
    """Returns the codes of province, regency and district; "" for a name that is unknown or
    ambiguous.

    `home` is the library's regency, which is preferred among regencies of the same name.
    """
    regency = _one(_regencies().get(_plain(places.get(Field.REGENCY, "")), ()), home)
    district = _plain(places.get(Field.DISTRICT, ""))
    if not regency and district in _districts(home):
        regency = home
    province = regency[:2] or _provinces().get(_plain(places.get(Field.PROVINCE, "")), "")
    return province, regency, _districts(regency).get(district, "")


def street_of(places: Mapping[Field, str], known: tuple[str, str, str], *, longest: int) -> str:
    """Returns the street address, with the names of those regions for which there is no code."""
    parts = [places.get(Field.ADDRESS, "")]
    for field, code in zip((Field.DISTRICT, Field.REGENCY), (known[2], known[1]), strict=True):
        said = places.get(field, "")
        if said and not code and said.casefold() not in parts[0].casefold():
            parts.append(said)
    return ", ".join(filter(None, parts))[:longest]


def _plain(name: str) -> str:
    bare = _KIND.sub("", name.casefold().strip())
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()


def _one(codes: Iterable[str], home: str) -> str:
    found = list(codes)
    return home if home in found else found[0] if len(found) == 1 else ""


@cache
def _provinces() -> dict[str, str]:
    return {_plain(one.name): one.code for one in regions.provinces()}


@cache
def _regencies() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for province in regions.provinces():
        for one in regions.regencies(province.code):
            found[_plain(one.name)] = (*found.get(_plain(one.name), ()), one.code)
    return found


@cache
def _districts(regency: str) -> dict[str, str]:
    return {_plain(one.name): one.code for one in regions.districts(regency)}
