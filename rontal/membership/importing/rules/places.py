"""Mapping of names of regions to Kemendagri's codes."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from idcard import regions
from rontal.membership.importing.rules.columns import Field

_KIND = re.compile(r"^(?:kabupaten|kab|kotamadya|kota|kecamatan|kec|provinsi|propinsi|prov)\b[. ]*")


def codes_of(places: Mapping[Field, str], *, home: str) -> tuple[str, str, str]:
    """Returns the codes of province, regency and district; "" for a name that is unknown or
    ambiguous.

    `home` is the library's regency, which is preferred among regencies of the same name.
    """
    regency = _one(_regencies().get(_normalized(places.get(Field.REGENCY, "")), ()), home)
    district = _normalized(places.get(Field.DISTRICT, ""))
    if not regency and district in _districts(home):
        regency = home
    province = regency[:2] or _provinces().get(_normalized(places.get(Field.PROVINCE, "")), "")
    return province, regency, _districts(regency).get(district, "")


def street_of(places: Mapping[Field, str], codes: tuple[str, str, str], *, longest: int) -> str:
    """Returns the street address, with the names of those regions for which there is no code."""
    parts = [places.get(Field.ADDRESS, "")]
    for field, code in zip((Field.DISTRICT, Field.REGENCY), (codes[2], codes[1]), strict=True):
        text = places.get(field, "")
        if text and not code and text.casefold() not in parts[0].casefold():
            parts.append(text)
    return ", ".join(filter(None, parts))[:longest]


def _normalized(name: str) -> str:
    name_only = _KIND.sub("", name.casefold().strip())
    return re.sub(r"[^a-z0-9]+", " ", name_only).strip()


def _one(codes: Iterable[str], home: str) -> str:
    candidates = list(codes)
    return home if home in candidates else candidates[0] if len(candidates) == 1 else ""


@cache
def _provinces() -> dict[str, str]:
    return {_normalized(one.name): one.code for one in regions.provinces()}


@cache
def _regencies() -> dict[str, tuple[str, ...]]:
    regencies: dict[str, tuple[str, ...]] = {}
    for province in regions.provinces():
        for one in regions.regencies(province.code):
            regencies[_normalized(one.name)] = (*regencies.get(_normalized(one.name), ()), one.code)
    return regencies


@cache
def _districts(regency: str) -> dict[str, str]:
    return {_normalized(one.name): one.code for one in regions.districts(regency)}
