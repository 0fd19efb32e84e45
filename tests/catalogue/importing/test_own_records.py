"""Importing this library's own export again: every record matches its title."""

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from records import formats
from records.codes import Audience, Scheme
from records.formats import Kind
from records.record import Credit, Number, Record
from rontal.catalogue import rows, source_identity
from rontal.catalogue.importing.kinds import Options
from rontal.catalogue.importing.models import ImportRow, Proposal
from rontal.catalogue.models import Identifier, Revision, Title
from rontal.catalogue.services import join_titles
from rontal.catalogue.steps import record_writing
from rontal.standard.selectors import library
from tests.support.catalogue.importing.factories import (
    ISBN,
    OTHER_ISBN,
    SYSTEM,
    checked,
    file_imported,
    imported,
    record,
    undone,
)

pytestmark = pytest.mark.django_db
KINDS = {Kind.MARC: "kita.mrc", Kind.MARCXML: "kita.xml", Kind.TABLE: "kita.csv"}


@pytest.fixture(autouse=True)
def address(settings: Any) -> None:
    settings.PUBLIC_URL = "https://pustaka.example.org"


def collection() -> list[Title]:
    """Creates titles of many kinds as staff do."""
    whole = record(
        "Salah asuhan", isbn=ISBN, subtitle="sebuah roman", subjects=["Novel", "Adat -- Minang"],
        series="Sastra lama", series_number="3", publisher="Balai Pustaka", place="Jakarta",
        edition="Cet. 4", extent="273 hlm.", description="Tentang Hanafi.", rights="CC BY 4.0",
        classification="899.221", audience=Audience.YOUNG, age_from=13,
    )  # fmt: skip
    records = [
        whole,
        record(),
        record(publisher="Penerbit lain"),
        record("Laskar Pelangi", year=None, credits=[]),
        Record(title="Tanpa apa pun"),
        record("Satwua Bali", language="ban", credits=[Credit("Tim", "Tim", "edt")]),
        record("Berkala", numbers=[Number(Scheme.ISSN, "2049-3630"), Number(Scheme.OTHER, "A-1")]),
    ]
    return [record_writing.create(one, slug=f"judul-{place}") for place, one in enumerate(records)]


def written(kind: Kind, source: str = "") -> bytes:
    """Returns the collection exported in a format."""
    out = io.BytesIO()
    titles = source_identity.records(rows.stream("WHERE t.state = 'public' ORDER BY t.id"))
    records = (
        (record, replace(identity, source=source or identity.source)) for record, identity in titles
    )
    formats.write(records, kind, out)
    return out.getvalue()


def corrected(content: bytes, number: int, **cells: str) -> bytes:
    """Returns a table in which the cells of one title are changed."""
    table = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    for row in table:
        if row["control"].endswith(f":{number}"):
            row |= cells
    out = io.StringIO()
    writer = csv.DictWriter(out, table[0].keys())
    writer.writeheader()
    writer.writerows(table)
    return out.getvalue().encode()


@pytest.mark.whole
@pytest.mark.parametrize("kind", KINDS)
def test_unchanged_export_corrects_nothing(kind: Kind) -> None:
    titles = collection()
    run = file_imported(written(kind), KINDS[kind], Options(overwrite=True))
    assert run.counts == {"same": len(titles)}
    assert not Revision.objects.exists()


def test_table_edited_outside_corrects_if_staff_choose_so() -> None:
    title, *others = collection()
    content = corrected(
        written(Kind.TABLE), title.pk, title="Azab dan sengsara", publisher="Pustaka Jaya",
        identifiers=f"isbn:{OTHER_ISBN}", place="",
    )  # fmt: skip
    run = file_imported(content, "kita.csv", Options(overwrite=True))
    assert run.counts == {"joined": 1, "same": len(others)}
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher, row.isbn) == ("Azab dan sengsara", "Pustaka Jaya", OTHER_ISBN)
    assert row.place == "Jakarta", "an empty cell says nothing"
    undone(run)
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher, row.isbn) == ("Salah asuhan", "Balai Pustaka", ISBN)


@pytest.mark.whole
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("former", ["", "rontal", "perpustakaan-lama"])
def test_unchanged_export_changes_nothing_when_imported(
    kind: Kind, former: str, settings: Any
) -> None:
    settings.LIBRARY = replace(library(), name="Perpustakaan Lama")
    titles = collection()
    before = list(Title.objects.order_by("pk").values())
    numbers = list(Identifier.objects.order_by("pk").values())
    content = written(kind, former)
    run = file_imported(content, KINDS[kind])
    assert run.counts == {"same": len(titles)}
    assert not Proposal.objects.exists()
    assert list(Title.objects.order_by("pk").values()) == before
    assert list(Identifier.objects.order_by("pk").values()) == numbers


def test_renamed_library_recognises_its_records(settings: Any) -> None:
    collection()
    content = written(Kind.MARCXML)
    settings.LIBRARY = replace(library(), name="Nama Baru", short_name="Baru")
    assert set(file_imported(content, "kita.xml").counts) == {"same"}


def test_own_record_is_matched_also_under_another_name_and_number() -> None:
    title, other = (
        record_writing.create(record(isbn=ISBN), slug="satu"),
        record("Lain", isbn=OTHER_ISBN),
    )
    record_writing.create(other, slug="dua")
    content = corrected(
        written(Kind.TABLE), title.pk, title="Sang Pemimpi",
        identifiers=f"isbn:{OTHER_ISBN}", publisher="Bentang",
    )  # fmt: skip
    run = file_imported(content, "kita.csv")
    title.refresh_from_db()
    assert run.counts == {"joined": 1, "same": 1}
    assert (title.title, title.publisher) == ("Laskar Pelangi", "Bentang")
    assert ImportRow.objects.get().codes == ["title_differs"]
    assert not Proposal.objects.exists()


def test_dry_run_recognises_own_records_too() -> None:
    title = record_writing.create(record(), slug="satu")
    control = Number(Scheme.CONTROL, f"{source_identity.source()}:{title.pk}")
    assert checked([record("Nama lain", numbers=[control])]).counts == {"joined": 1}


def test_library_without_latin_name_owns_no_record_without_a_source(
    settings: Any,
) -> None:
    settings.LIBRARY = replace(library(), name="ᬧᬸᬲ᭄ᬢᬓ")
    assert "" not in source_identity.sources()


def test_record_of_a_merged_title_is_that_of_the_surviving_title() -> None:
    surviving, merged = (
        record_writing.create(record(name), slug=name) for name in ("edensor", "mimpi")
    )
    content = corrected(written(Kind.TABLE), merged.pk, publisher="Bentang")
    join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)
    assert file_imported(content, "kita.csv").counts == {"joined": 1, "same": 1}
    surviving.refresh_from_db()
    assert surviving.publisher == "Bentang"
    assert Title.objects.count() == 2


def test_record_of_a_deleted_title_is_imported_once() -> None:
    title = record_writing.create(record(), slug="satu")
    content = written(Kind.MARC)
    title.delete()
    assert file_imported(content, "kita.mrc").counts == {"new": 1}
    assert file_imported(content, "kita.mrc").counts == {"same": 1}


@pytest.mark.whole
@pytest.mark.parametrize("source", ["rontal", "rontal.invalid"])
def test_number_of_another_library_with_a_common_source_is_not_own(
    settings: Any, source: str
) -> None:
    settings.PUBLIC_URL = "http://127.0.0.1:8000"
    title = record_writing.create(record(), slug="satu")
    numbers = [Number(Scheme.CONTROL, f"{source}:{title.pk}")]
    assert imported([record("Ensiklopedi ikan", year=1990, numbers=numbers)]).counts == {"new": 1}
    assert imported([record("Laskar Pelangi", year=1999, numbers=numbers)]).counts == {"same": 1}


def test_own_records_cost_no_query_each(django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        record_writing.create(record(f"Judul {number}"), slug=f"judul-{number}")
    content = written(Kind.TABLE)
    with django_assert_max_num_queries(45):
        assert file_imported(content, "kita.csv").counts == {"same": 60}
