"""Parser of licence files from suppliers, without Django.

Reads tables (CSV in any encoding, XLSX) and JSON in the shape of ODL 1.0 (Open Distribution to
Libraries: publications with `licenses`). Each line becomes a licence or an error code.
"""

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from typing import Any, Final

from records import tables
from records.codes import language_tag
from records.errors import TableEmpty
from records.identifiers import isbn13
from records.tables import days
from records.tables.headings import plain_heading
from records.tables.lines import tidy
from rontal.lending.prices import PriceRefused, price_of
from rontal.lending.rules import LAST_YEAR, MAX_DAYS, LicenceKind, Offer

MAX_TEXT_LENGTH: Final = 300
MAX_NUMBER_LENGTH, MAX_VENDOR_LENGTH, MAX_ORDER_LENGTH, MAX_NAME_LENGTH = 200, 200, 100, 200
FIRST_YEAR: Final = 1900
LATEST_DAY: Final = date(2099, 12, 31)  # years of two digits are read as 20xx
NO_DAY: Final = ("", "-")
COLUMNS: Final[Mapping[str, str]] = {
    "isbn": "isbn isbn13 isbn_13 eisbn e_isbn",
    "title": "title judul judul_buku",
    "author": "author authors penulis pengarang",
    "publisher": "publisher penerbit",
    "language": "language bahasa",
    "identifier": "identifier licence license lisensi nomor_lisensi no_lisensi licence_number"
    " license_number license_id licence_id id_lisensi kode_lisensi",
    "kind": "kind jenis jenis_lisensi tipe_lisensi model_lisensi license_type licence_type"
    " license_model licence_model",
    "copies": "copies concurrency eksemplar jumlah_eksemplar jumlah_kopi jumlah_salinan kopi",
    "loans": "loans checkouts pinjaman jumlah_pinjaman maks_pinjaman max_loans max_checkouts",
    "ends": "ends expires berakhir tanggal_berakhir tgl_berakhir berlaku_sampai berlaku_hingga"
    " masa_berlaku expiry_date expiration_date end_date",
    "price": "price harga harga_rp harga_total total_harga",
    "currency": "currency mata_uang",
    "vendor": "vendor penjual",
    "reference": "reference order pesanan no_po nomor_po po no_pesanan nomor_pesanan",
    "bought": "bought created dibeli tanggal_beli tgl_beli tanggal_pembelian purchase_date",
    "mark": "mark watermark tanda",
    "copy": "copy salin",
    "devices": "devices perangkat",
    "longest": "longest longest_days hari_terlama",
    "sample": "sample sample_percent cuplikan",
}
"""Fields of a line, and the column headings accepted for each."""
IGNORED: Final = frozenset(
    ("", "no", "nomor", "out", "loans_made", "loans_left", "catatan", "keterangan", "notes",
     "remarks", "year", "tahun", "tahun_terbit", "edition", "edisi", "category", "kategori",
     "subject", "subjek", "pages", "halaman", "format", "cover", "url", "link", "description",
     "deskripsi", "sinopsis", "discount", "diskon", "ppn", "pajak", "subtotal")
)  # fmt: skip
"""Columns that are ignored because they limit no licence, such as counters and descriptions."""
KINDS: Final[Mapping[str, LicenceKind]] = {
    **{kind.value: kind for kind in LicenceKind},
    **dict.fromkeys(
        ("perpetual", "permanen", "selamanya", "satu_eksemplar_satu_pembaca", "one_copy_one_user"),
        LicenceKind.ONE_COPY_ONE_READER,
    ),
    **dict.fromkeys(
        ("metered_by_time", "berjangka", "berdasarkan_waktu", "jangka_waktu"), LicenceKind.BY_TIME
    ),
    **dict.fromkeys(
        ("metered_by_loans", "metered_by_checkouts", "berdasarkan_pinjaman", "jumlah_pinjaman"),
        LicenceKind.BY_LOANS,
    ),
    **dict.fromkeys(
        ("simultaneous", "concurrency", "konkuren", "serentak", "bersamaan"),
        LicenceKind.CONCURRENT,
    ),
    **dict.fromkeys(("baca_di_tempat", "di_perpustakaan"), LicenceKind.IN_LIBRARY),
    **dict.fromkeys(("akses_terbuka", "terbuka"), LicenceKind.OPEN_ACCESS),
}
"""Names that suppliers use for kinds of licences, in the normalised form of headings."""
TERMS: Final = frozenset(("checkouts", "expires", "concurrency", "length", "protection"))
"""Keys of `terms` in ODL that are read."""
YES: Final = frozenset({"true", "yes", "ya", "1", "x"})
NO: Final = frozenset({"", "false", "no", "tidak", "0"})
UNSTORED: Final = ("tts", "print")
"""Permissions in ODL that are not stored: text to speech and printing."""
OTHER_TERMS: Final = "terms"
"""Value in `Line.unstored` for terms with unknown keys."""
DAY: Final = 86_400
_WHOLE_DAY: Final = re.compile(r"(.*?)[T ]+00[:.]00(?:[:.]00(?:[.,]0+)?)?")
"""Date with midnight behind it, which is how programs export a date."""
_NAMES: Final = {name: field for field, names in COLUMNS.items() for name in names.split()}


@dataclass(frozen=True)
class Line:
    """Licence in a file, with its edition; or `fault`, the code of the error.

    `uri` identifies the edition without an ISBN; `unstored`: terms (`UNSTORED`, `OTHER_TERMS`).
    """

    number: int
    title: str = ""
    isbn: str = ""
    uri: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    language: str = "und"
    offer: Offer | None = None
    vendor: str = ""
    reference: str = ""
    currency: str = ""
    bought_on: date | None = None
    unstored: tuple[str, ...] = ()
    fault: str = ""


class NoLicences(ValueError):
    """The file is neither a table nor ODL, or contains no licence."""


class ColumnsUnknown(NoLicences):
    """A table has columns (`names`) that are unknown or duplicate, and might limit the licence."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(", ".join(names))
        self.names = tuple(names)


class _Fault(ValueError):
    """A line that cannot be read; the message is the error code."""


def read(content: bytes, zone: tzinfo) -> Iterator[Line]:
    """Returns the lines of a file. Raises NoLicences, ColumnsUnknown, TableRefused."""
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _read_json(content.decode("utf-8-sig", "replace"), zone)
    # a price in a merged cell over three lines is one price
    table_limits = tables.Limits(cell=MAX_TEXT_LENGTH, merged=0)
    try:
        rows = tables.open_table(io.BytesIO(content), table_limits).lines()
    except TableEmpty:
        raise NoLicences from None
    head = next(rows, None)
    cells = head.cells if head else []
    names = [_NAMES.get(plain_heading(cell, _NAMES), "") for cell in cells]
    if "identifier" not in names:
        raise NoLicences
    if unknown := _unknown_headings(cells, names):
        raise ColumnsUnknown(unknown)
    return _read_rows(rows, names, zone)


def _unknown_headings(cells: Sequence[str], names: Sequence[str]) -> list[str]:
    """Returns the headings that are unknown or repeat a field."""
    return [
        cell
        for position, (cell, name) in enumerate(zip(cells, names, strict=True))
        if (name in names[:position] if name else plain_heading(cell, IGNORED) not in IGNORED)
    ]


def _read_rows(rows: Iterator[tables.Line], names: list[str], zone: tzinfo) -> Iterator[Line]:
    for row in rows:
        fields = {name: cell for name, cell in zip(names, row.cells, strict=False) if name}
        if any(fields.values()):
            yield _read_line(row.number, fields, zone)


def _read_line(number: int, fields: Mapping[str, str], zone: tzinfo) -> Line:
    def read_line() -> Line:
        return Line(
            number,
            fields.get("title", ""),
            isbn=isbn13(fields.get("isbn", "")),
            authors=tuple(
                name.strip()[:MAX_NAME_LENGTH]
                for name in fields.get("author", "").split(";")
                if name.strip()
            ),
            publisher=fields.get("publisher", ""),
            language=language_tag(fields.get("language", "")),
            offer=_offer(fields, zone),
            vendor=fields.get("vendor", "")[:MAX_VENDOR_LENGTH],
            reference=fields.get("reference", "")[:MAX_ORDER_LENGTH],
            currency=fields.get("currency", "").upper()[:3],
            bought_on=_day(fields.get("bought", "")),
        )

    return _line_or_fault(number, fields.get("title", ""), read_line)


def _line_or_fault(number: int, title: str, read_line: Callable[[], Line]) -> Line:
    try:
        return read_line()
    except _Fault as fault:
        return Line(number, title, fault=str(fault))


def _offer(fields: Mapping[str, Any], zone: tzinfo) -> Offer:
    """Returns the licence of a line; without a stated kind, derives it from loans and end date."""
    identifier = tidy(str(fields.get("identifier") or ""))
    if not identifier:
        raise _Fault("licence_number_missing")
    if len(identifier) > MAX_NUMBER_LENGTH:
        raise _Fault("licence_number_unreadable")
    loans, ends = _count(fields.get("loans")), _moment(fields.get("ends"), zone)
    copies = _count(fields.get("copies"))
    kind = _kind(str(fields.get("kind") or ""), loans, ends)
    if kind is LicenceKind.OPEN_ACCESS:
        copies = 0
    elif copies is None:
        copies = 1
    return Offer(
        kind,
        copies,
        ends,
        loans,
        identifier,
        _price(fields.get("price"), str(fields.get("currency") or "")),
        page_mark=_boolean(fields.get("mark")),
        copy_characters=_count(fields.get("copy")),
        devices=_count(fields.get("devices")),
        longest_days=_count(fields.get("longest")),
        sample_percent=_count(str(fields.get("sample") or "").removesuffix("%")) or 0,
    )


def _kind(name: str, loans: int | None, ends: datetime | None) -> LicenceKind:
    if name:
        try:
            return KINDS[plain_heading(name, KINDS)]
        except KeyError:
            raise _Fault("licence_kind_unknown") from None
    if loans is not None:
        return LicenceKind.BY_LOANS
    return LicenceKind.BY_TIME if ends is not None else LicenceKind.ONE_COPY_ONE_READER


def _boolean(value: Any) -> bool:
    text = str("" if value is None else value).strip().lower()
    if text not in YES | NO:
        raise _Fault("licence_yes_unreadable")
    return text in YES


def _count(value: Any) -> int | None:
    text = "" if value is None else str(value).strip()
    if not text:
        return None
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise _Fault("licence_number_unreadable")
    return int(text)


def _moment(value: Any, zone: tzinfo) -> datetime | None:
    """Returns the end of a licence; a date, also with midnight, ends at 23:59:59 in the zone."""
    text = str(value or "").strip()
    moment = None if _WHOLE_DAY.fullmatch(text) else _exact_moment(text)
    if moment is None:
        day = _day(_WHOLE_DAY.sub(r"\1", text))
        return datetime.combine(day, time(23, 59, 59), zone) if day else None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _exact_moment(text: str) -> datetime | None:
    """Returns a moment such as 2031-12-31T12:00:00+08:00, or None for a text without a time."""
    try:
        moment = datetime.fromisoformat(text) if ":" in text else None
    except ValueError:
        raise _Fault("licence_day_unreadable") from None
    if moment is not None and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise _Fault("licence_day_unreadable")
    return moment


def _day(value: Any) -> date | None:
    """Returns a date written day before month, as in Indonesia; None for an empty text."""
    text = str(value or "").strip()
    if text in NO_DAY:
        return None
    day, _fault = days.day(text, newest=LATEST_DAY)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise _Fault("licence_day_unreadable")
    return day


def _price(value: Any, currency: str) -> Decimal | None:
    """Returns a price: a JSON number is taken literally, a text is parsed by `price_of`."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{Decimal(str(value)):.2f}"
    try:
        return price_of(str("" if value is None else value), currency)
    except PriceRefused as refused:
        raise _Fault(str(refused)) from None


def _read_json(text: str, zone: tzinfo) -> Iterator[Line]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        raise NoLicences from None
    publications = feed.get("publications") if isinstance(feed, dict) else feed
    if not isinstance(publications, list) or not any(
        _dict(one).get("licenses") for one in publications
    ):
        raise NoLicences
    return _publications(publications, zone)


def _publications(publications: list[Any], zone: tzinfo) -> Iterator[Line]:
    number = 0
    for publication in map(_dict, publications):
        metadata = _dict(publication.get("metadata"))
        licences = publication.get("licenses")
        for licence in licences if isinstance(licences, list) else []:
            number += 1
            yield _read_odl(number, metadata, _dict(_dict(licence).get("metadata")), zone)


def _read_odl(number: int, metadata: dict[str, Any], licence: dict[str, Any], zone: tzinfo) -> Line:
    """Returns the line of one ODL licence.

    `terms` hold the copies (`concurrency`), loans (`checkouts`), end (`expires`) and longest loan
    (`length`, in seconds). `protection`, beside `terms` or inside, holds `copy` (yes or no, or
    characters per loan), `devices`, and `watermark`, which is not part of ODL.
    """
    terms, price = _dict(licence.get("terms")), _dict(licence.get("price"))
    protection = _dict(licence.get("protection")) | _dict(terms.get("protection"))
    licence_number = licence.get("identifier")
    edition_id = _text(metadata.get("identifier"))
    fields = {
        "identifier": licence_number if isinstance(licence_number, str | int) else "",
        "copies": terms.get("concurrency"),
        "loans": terms.get("checkouts"),
        "ends": terms.get("expires"),
        "price": price.get("value"),
        "currency": price.get("currency"),
        "mark": protection.get("watermark"),
        "copy": _copy_limit(protection.get("copy")),
        "devices": protection.get("devices"),
    }

    def read_line() -> Line:
        return Line(
            number,
            _text(metadata.get("title")),
            isbn=isbn13(edition_id),
            uri="" if isbn13(edition_id) else edition_id,
            authors=tuple(name[:MAX_NAME_LENGTH] for name in _names(metadata.get("author"))),
            publisher=next(_names(metadata.get("publisher")), ""),
            language=language_tag(next(_names(metadata.get("language")), "")),
            offer=_offer(fields | {"longest": _days(terms.get("length"))}, zone),
            currency=_text(price.get("currency")).upper()[:3],
            bought_on=_day(licence.get("created")),
            unstored=_unstored_terms(terms, protection),
        )

    return _line_or_fault(number, _text(metadata.get("title")), read_line)


def _unstored_terms(terms: dict[str, Any], protection: dict[str, Any]) -> tuple[str, ...]:
    forbidden = tuple(name for name in UNSTORED if protection.get(name) is False)
    return (*forbidden, OTHER_TERMS) if terms.keys() - TERMS else forbidden


def _copy_limit(value: Any) -> Any:
    """Returns the limit for a boolean: 0 characters for False, None (no limit) for True."""
    return {False: 0, True: None}[value] if isinstance(value, bool) else value


def _days(seconds: Any) -> int | None:
    """Returns the longest loan in whole days; None where it is missing or above `MAX_DAYS`."""
    if isinstance(seconds, int | float) and seconds > MAX_DAYS * DAY:
        return None
    whole = isinstance(seconds, float) and seconds.is_integer()
    count = _count(int(seconds) if whole else seconds)
    return None if count is None or count > MAX_DAYS * DAY else count // DAY


def _names(value: Any) -> Iterator[str]:
    """Yields names in any shape of the Web Publication Manifest: a text, an object, or a list."""
    for one in value if isinstance(value, list) else [value]:
        if name := _text(one.get("name") if isinstance(one, dict) else one):
            yield name


def _text(value: Any) -> str:
    """Returns a text, or the first language of a text in several languages."""
    if isinstance(value, dict):
        value = next(iter(value.values()), "")
    return tidy(value, MAX_TEXT_LENGTH) if isinstance(value, str) else ""


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
