"""Licence files of suppliers, read by a child process (`licence_child`)."""

import json
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from records.errors import TableDamaged, TableRefused
from rontal.core.children.content_files import Content
from rontal.core.children.frames import Frame
from rontal.core.children.limits import STREAMING, Bounds
from rontal.core.children.reader import Reader
from rontal.lending.licence_child import NONE, UNKNOWN
from rontal.lending.licence_files import ColumnsUnknown, Line, NoLicences
from rontal.lending.rules import LicenceKind, Offer

READER: Final = Reader("rontal.lending.licence_child", TableRefused, TableDamaged, STREAMING)


def read_lines(content: Content, zone: str, bounds: Bounds = STREAMING) -> Generator[Line]:
    """Yields the lines of a file; days are those of a time zone, given by its name; `bounds`
    are those of the child. Close the generator to stop early. Raises NoLicences, ColumnsUnknown, a
    subclass of TableRefused, DecodersBusy."""
    with closing(replace(READER, bounds=bounds).pieces(content, _piece, {"zone": zone})) as pieces:
        for piece in pieces:
            if isinstance(piece, NoLicences):
                raise piece
            yield from piece


def _piece(answer: Frame) -> list[Line] | NoLicences:
    if NONE in answer.head:
        return NoLicences()
    if UNKNOWN in answer.head:
        return ColumnsUnknown([str(name) for name in answer.head[UNKNOWN]])
    return [_line(values) for values in json.loads(answer.parts[0])]


def _line(values: Mapping[str, Any]) -> Line:
    offer, bought_on = values["offer"], values["bought_on"]
    texts = ("title", "isbn", "uri", "publisher", "language", "vendor", "reference", "currency")
    return Line(
        number=int(values["number"]),
        **{name: str(values[name]) for name in texts},
        authors=tuple(map(str, values["authors"])),
        offer=_offer(offer) if offer else None,
        bought_on=date.fromisoformat(bought_on) if bought_on else None,
        unstored=tuple(map(str, values["unstored"])),
        fault=str(values["fault"]),
    )


def _offer(values: Mapping[str, Any]) -> Offer:
    ends_at, price = values["ends_at"], values["price"]
    return Offer(
        kind=LicenceKind(values["kind"]),
        copies=int(values["copies"]),
        loans_allowed=_number(values["loans_allowed"]),
        copy_characters=_number(values["copy_characters"]),
        devices=_number(values["devices"]),
        longest_days=_number(values["longest_days"]),
        ends_at=datetime.fromisoformat(ends_at) if ends_at else None,
        identifier=str(values["identifier"]),
        price=None if price is None else Decimal(price),
        page_mark=bool(values["page_mark"]),
        sample_percent=int(values["sample_percent"]),
    )


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
