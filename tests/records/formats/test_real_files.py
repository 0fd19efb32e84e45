"""Real files of other libraries and people."""

import io
import resource

import pytest

from records import formats
from records.formats import Kind
from records.formats.identity import Identity
from records.formats.marc.binary import binary
from records.formats.marc.marcxml import element
from tests.support.real_files import SHARED
from tests.support.records.formats.marcs import items
from tests.support.records.formats.records import NOVEL

MOST_GROWTH = 60 * 1024
"""Kilobytes by which a process may grow while it reads a hundred megabytes."""


def real(name: str) -> bytes:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{path} is not here: real files were not tried")
    return path.read_bytes()


def test_thousand_records_of_a_real_library_are_read_unchanged():
    parsed = items(real("marc/jazz.mrc"))
    records = [item.record for item in parsed if item.record]
    assert len(records) == len(parsed) == 1000
    assert all(item.remarks == () for item in parsed)
    by_title = {record.title: record for record in records}
    davis = by_title["Kind of blue"].credits[0]
    assert (davis.name, davis.sort_name, davis.dates) == (
        "Miles Davis",
        "Davis, Miles",
        "1926-1991",
    )
    assert by_title["The Köln concert"].credits[0].name == "Keith Jarrett"
    assert by_title["Understanding jazz"].isbn == "9780139365423"
    assert sum(record.year is not None for record in records) > 900
    assert not any(record.title.endswith(("/", ":", ";", ",")) for record in records)


def test_ten_thousand_titles_of_a_real_list_have_their_people_and_series():
    parsed = items(real("catalogue/goodbooks-10k.csv"), Kind.TABLE)
    records = [item.record for item in parsed if item.record]
    assert len(records) == len(parsed) == 10_000
    first = records[0]
    assert (first.title, first.series, first.series_number) == (
        "The Hunger Games",
        "The Hunger Games",
        "1",
    )
    assert first.isbn == "9780439023481"
    assert [credit.name for credit in records[1].credits] == ["J.K. Rowling", "Mary GrandPré"]
    assert records[1].credits[0].sort_name == "Rowling, J.K."
    assert sum(bool(record.isbn) for record in records) > 9_000


def big(kind: Kind, most: int) -> io.BytesIO:
    """Returns a file of a kind with `most` bytes, filled with copies of one record."""
    before, one, after = {
        Kind.MARC: (b"", binary(NOVEL)[0], b""),
        Kind.MARCXML: (b"<collection>", element(NOVEL), b"</collection>"),
        Kind.TABLE: (b"judul,sinopsis\n", b"Bumi manusia," + b"Kisah Minke. " * 80 + b"\n", b""),
        Kind.ONIX: (
            b"<ONIXMessage>",
            b"<Product><DescriptiveDetail><TitleDetail><TitleElement><TitleText>Bumi</TitleText>"
            b"</TitleElement></TitleDetail></DescriptiveDetail><CollateralDetail><TextContent>"
            b"<TextType>03</TextType><Text>" + b"Kisah Minke. " * 80 + b"</Text></TextContent>"
            b"</CollateralDetail></Product>",
            b"</ONIXMessage>",
        ),
    }[kind]
    return io.BytesIO(before + one * (most // len(one)) + after)


@pytest.mark.machine
@pytest.mark.parametrize("kind", sorted(formats.RECORDS))
def test_a_hundred_megabytes_need_no_more_memory_than_one(kind):
    list_of_one = sum(1 for _item in formats.items(big(kind, 1_000_000), kind))
    source = big(kind, 100_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(1 for item in formats.items(source, kind) if item.record)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert count > list_of_one * 90
    assert grown < MOST_GROWTH


def test_writing_holds_no_record_in_memory():
    class Counting(io.RawIOBase):
        """Counts the bytes written to it and discards them."""

        total = 0

        def writable(self) -> bool:
            return True

        def write(self, raw: bytes) -> int:  # type: ignore[override]
            self.total += len(raw)
            return len(raw)

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    out = Counting()
    records = ((NOVEL, Identity(str(n))) for n in range(10_000))
    assert formats.write(records, Kind.MARC, out).records == 10_000  # type: ignore[arg-type]
    assert out.total > 5_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < MOST_GROWTH
