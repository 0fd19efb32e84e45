"""CSV of licences with what is left of them, in the format of sellers' files.

Importing it again leaves licences with a known number unchanged.
"""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from records.codes import Scheme
from records.tables.writing import MARK, lines
from rontal.lending.stock import LicenceUsage
from rontal.standard.selectors import library

HEAD = (
    "isbn", "title", "identifier", "kind", "copies", "out", "loans", "loans_made", "loans_left",
    "ends", "vendor", "reference", "bought", "currency", "price", "mark", "copy", "devices",
    "longest_days", "sample",
)  # fmt: skip


def table(licences: Iterable[LicenceUsage]) -> Iterator[str]:
    """Yields the licences as CSV lines; dates as 2031-12-31."""
    yield MARK
    yield from lines([HEAD])
    yield from lines(map(_csv_row, licences))


def _csv_row(one: LicenceUsage) -> list[object]:
    licence, bought = one.licence, one.licence.purchase
    ends = licence.ends_at and timezone.localdate(licence.ends_at, library().tz)
    return [
        next((n.value for n in licence.title.identifiers.all() if n.scheme == Scheme.ISBN), ""),
        licence.title.title,
        licence.identifier,
        licence.kind,
        licence.copies,
        one.out,
        licence.loans_allowed,
        one.made,
        one.left,
        ends,
        bought and bought.vendor,
        bought and bought.reference,
        bought and bought.bought_on,
        bought and bought.currency,
        licence.price,
        "yes" if licence.page_mark else "no",
        licence.copy_characters,
        licence.devices,
        licence.longest_days,
        licence.sample_percent,
    ]
