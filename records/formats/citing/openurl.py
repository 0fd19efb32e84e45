"""COinS: an OpenURL context object in a page, from which reference managers import the title with
one click.

Source: ANSI/NISO Z39.88-2004, key/encoded-value format for books (info:ofi/fmt:kev:mtx:book); the
OpenURL COinS specification for the HTML element.
"""

from typing import Final
from urllib.parse import urlencode

from records.formats.citing.makers import CREATORS, Maker, makers
from records.record import Record

_FORMAT: Final = (
    ("ctx_ver", "Z39.88-2004"),
    ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
    ("rft.genre", "book"),
)


def query(record: Record, address: str) -> str:
    """Returns the `title` of the element for the title whose page is at the URL `address`."""
    return urlencode(_pairs(record, address))


def _pairs(record: Record, address: str) -> list[tuple[str, str]]:
    people = makers(record, CREATORS)
    pairs = [
        ("rft.btitle", record.full_title),
        *_first(people[0] if people else None),
        *[("rft.au", one.inverted) for one in people[1:]],
        ("rft.date", "" if record.year is None else f"{record.year:04}"),
        ("rft.pub", record.publisher),
        ("rft.place", record.place),
        ("rft.edition", record.edition),
        ("rft.series", record.series),
        ("rft.isbn", record.isbn),
        ("rft_id", address),
    ]
    return [*_FORMAT, *[(name, text) for name, text in pairs if text]]


def _first(maker: Maker | None) -> list[tuple[str, str]]:
    if maker is None:
        return []
    if maker.body:
        return [("rft.aucorp", maker.family)]
    if not maker.given:
        return [("rft.au", maker.family)]
    return [
        ("rft.aulast", maker.family),
        ("rft.aufirst", maker.given),
        ("rft.ausuffix", maker.suffix),
    ]
