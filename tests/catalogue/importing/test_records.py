"""Importing records as new, same, joined, proposed or wrong; and undoing the import."""

import csv
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from records.codes import Scheme
from records.record import Credit, Number
from rontal.catalogue import rows
from rontal.catalogue.importing import jobs, record_reader, selectors, services
from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import ImportRow, Proposal
from rontal.catalogue.models import Agent, Series, Subject, Title
from rontal.catalogue.services import join_titles
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed
from rontal.lending import services as lending
from rontal.standard.selectors import library
from tests.support.catalogue.importing.factories import (
    ISBN,
    OTHER_ISBN,
    SYSTEM,
    begun,
    checked,
    file_imported,
    finished,
    imported,
    record,
    undone,
)
from tests.support.policies import with_policies
from tests.support.real_files import SHARED

pytestmark = pytest.mark.django_db


def test_record_becomes_a_title_with_all_its_fields() -> None:
    full = record(
        isbn=ISBN, subjects=["Novel Indonesia", "Belitung"], series="Tetralogi",
        series_number="1", publisher="Bentang", classification="899.221",
    )  # fmt: skip
    run = imported([full])
    row = rows.select("WHERE true")[0]
    assert (run.state, run.counts) == ("done", {"new": 1})
    assert (row.title, row.isbn, row.series, row.publisher) == (
        "Laskar Pelangi", ISBN, "Tetralogi", "Bentang",
    )  # fmt: skip
    assert [heading.name for heading in row.subjects] == ["Novel Indonesia", "Belitung"]
    assert row.by_line == "Andrea Hirata"
    assert not ImportRow.objects.exists(), "what is clean leaves no row"


def test_many_titles_of_one_author_share_the_authority() -> None:
    imported([record(f"Buku {word}") for word in ("satu", "dua", "tiga")])
    assert Agent.objects.count() == 1
    assert Agent.objects.get().contributions.count() == 3


def test_importing_the_same_file_again_changes_nothing() -> None:
    records = [
        record(),
        record("Edensor", year=2007),
        record("Tanpa apa pun", credits=[], year=None),
    ]
    imported(records)
    before = list(Title.objects.order_by("pk").values())
    again = imported(records)
    assert again.counts == {"same": 3}
    assert list(Title.objects.order_by("pk").values()) == before


def test_characters_special_to_databases_are_stored_and_searchable() -> None:
    awkward = record(
        'Si "Pintar" \\ {NULL}, a\\\\b',
        credits=[Credit('Andrea "Ikal" \\ {Hirata}', '{"Hirata", \\Andrea}')],
        subjects=['{"satu","dua"}', "NULL", "\\N"],
        numbers=[Number(Scheme.CONTROL, 'a:"\\{},"')],
    )
    imported([awkward])
    title = Title.objects.get()
    stored = rows.select("WHERE t.id = %s", [title.pk])[0].record()
    assert (stored.title, stored.credits[0].name) == (awkward.title, awkward.credits[0].name)
    assert (stored.subjects, stored.numbers) == (awkward.subjects, awkward.numbers)
    assert imported([awkward]).counts == {"same": 1}
    assert imported([replace(awkward, edition="2")]).counts == {"joined": 1}


def test_separator_characters_stay_in_their_cells() -> None:
    parting = "satu\tdua\nti\rga\\.\b\f\v\\N\\"
    people = [Credit("Ikal", "Hirata, Andrea"), Credit(parting, "Hirata, Andrea")]
    numbers = [Number(Scheme.CONTROL, f"a:{parting}"), Number(Scheme.CONTROL, "a:\\.")]
    imported([record(credits=people, numbers=numbers)])
    title = Title.objects.get()
    printed = title.contributors.order_by("position").values_list("printed", flat=True)
    assert list(printed) == ["", parting]
    assert list(title.identifiers.order_by("pk").values_list("value", flat=True)) == [
        f"a:{parting}", "a:\\.",
    ]  # fmt: skip


def test_duplicate_record_in_one_file_makes_one_title() -> None:
    run = imported([record(isbn=ISBN), record(isbn=ISBN), record(isbn=ISBN, publisher="Bentang")])
    assert run.counts == {"new": 1, "same": 1, "joined": 1}
    assert Title.objects.get().publisher == "Bentang"


def test_duplicates_within_a_file_are_reported() -> None:
    file = [
        record(isbn=ISBN), record(isbn=ISBN), record(isbn=ISBN, edition="Cet. 2"),
        record(isbn=ISBN, publisher="Bentang"),
    ]  # fmt: skip
    tried = checked(file)
    rows = ImportRow.objects.order_by("number").values_list("number", "outcome", "codes")
    assert list(rows.filter(run=tried)) == [
        (2, "same", ["repeated"]), (3, "joined", ["repeated"]), (4, "joined", ["repeated"]),
    ]  # fmt: skip
    run = imported(file)
    assert list(rows.filter(run=run)) == [
        (2, "same", ["repeated"]), (3, "joined", ["repeated"]), (4, "joined", ["repeated"]),
    ]  # fmt: skip
    again = imported([record(isbn=ISBN)])
    assert again.counts == {"same": 1}
    assert not rows.filter(run=again), "what is here as it was before is no news"


def test_duplicates_of_an_earlier_batch_are_reported_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record_reader, "BATCH", 1)
    run = imported([record(), record("Edensor"), record()])
    assert run.counts == {"new": 2, "same": 1}
    assert ImportRow.objects.get(run=run).codes == ["repeated"]


@pytest.mark.whole
@pytest.mark.parametrize("volume", ["Vol. 3", "Jilid III", "Jil. 3", "vol. IX"])
def test_volumes_with_one_isbn_are_proposed_not_merged(volume: str) -> None:
    imported([record("Ensiklopedia", isbn=ISBN, edition="Vol. 1")])
    run = imported(
        [
            record("Ensiklopedia", isbn=ISBN, edition=volume),
            record("Ensiklopedia", isbn=ISBN, edition="Volume I", place="Jakarta"),
        ]
    )
    assert run.counts == {"proposed": 1, "joined": 1}
    assert ImportRow.objects.get(run=run, number=1).codes == ["number_of_another"]


def test_same_isbn_fills_empty_fields_and_leaves_edits_of_staff() -> None:
    imported([record(isbn=ISBN, publisher="Dari meja")])
    run = imported(
        [record(isbn=ISBN, publisher="Dari berkas", place="Yogyakarta", subjects=["Novel"])]
    )
    title = Title.objects.get()
    assert (title.publisher, title.place) == ("Dari meja", "Yogyakarta")
    assert title.subjects.get().subject.name == "Novel"
    assert run.counts == {"joined": 1}
    assert ImportRow.objects.get().filled["columns"] == {"place": "Yogyakarta"}


def test_similar_title_is_proposed_to_staff() -> None:
    imported([record()])
    run = imported([record(publisher="Penerbit lain")])
    pair = Proposal.objects.get()
    assert run.counts == {"proposed": 1}
    assert pair.older.publisher == ""
    assert pair.newer.publisher == "Penerbit lain"
    services.reject_proposal(proposal_id=pair.pk, actor=SYSTEM)
    assert selectors.open_proposals() == 0


def test_editions_with_different_isbns_are_not_proposed() -> None:
    run = imported([record(isbn=ISBN), record(isbn=OTHER_ISBN)])
    assert run.counts == {"new": 2}


def test_isbn_on_a_book_of_another_name_merges_nothing() -> None:
    imported([record(isbn=ISBN)])
    run = imported([record("Ensiklopedi ikan hias", isbn=ISBN)])
    assert run.counts == {"proposed": 1}
    assert ImportRow.objects.get().codes == ["number_of_another"]


def test_control_number_without_source_identifies_nothing() -> None:
    numbers = [Number(Scheme.CONTROL, ":1")]
    run = imported([record(numbers=numbers), record("Laskar lain", year=1999, numbers=numbers)])
    assert run.counts == {"new": 2}


def test_slugs_of_equal_titles_are_numbered() -> None:
    imported([record("Matematika", year=year) for year in range(1980, 1995)])
    slugs = set(Title.objects.values_list("slug", flat=True))
    assert {"matematika", "matematika-2", "matematika-9"} <= slugs
    assert len(slugs) == 15


def test_drafts_are_visible_to_staff_only() -> None:
    imported([record()], Options(draft=True))
    assert Title.objects.get().state == "draft"


def test_a_record_without_a_file_gets_no_licence() -> None:
    run = imported([record()])
    assert not selectors.titles_with_lent_files(run.pk).exists()


def test_record_refused_by_the_database_is_set_aside_and_the_others_are_imported() -> None:
    run = imported([record("Satu"), record("Dua", description="a\x00b"), record("Tiga")])
    assert run.counts == {"new": 2, "wrong": 1}
    assert ImportRow.objects.get().codes == ["record_refused_here"]


def test_dry_run_reports_the_same_and_writes_nothing() -> None:
    imported([record(isbn=ISBN)])
    run = checked([record(isbn=ISBN), record("Baru"), record("Baru"), record(publisher="X")])
    assert run.state == "checked"
    assert run.counts == {"same": 2, "new": 1, "proposed": 1}
    assert Title.objects.count() == 1


def test_undone_run_leaves_no_trace() -> None:
    imported([record(isbn=ISBN, publisher="Ada")])
    before = rows.select("WHERE true")[0]
    run = imported(
        [record("Edensor", year=2007), record(isbn=ISBN, place="Solo", subjects=["Novel"])]
    )
    undone(run)
    after = rows.select("WHERE true")
    assert [row.title for row in after] == ["Laskar Pelangi"]
    assert (after[0].place, after[0].subjects) == (before.place, before.subjects) == ("", [])
    assert run.counts["gone"] == 1


def test_unused_licence_is_deleted_with_its_title() -> None:
    run = imported([record()])
    lending.grant_licence(title_id=Title.objects.get().pk, copies=1, actor=SYSTEM)
    undone(run)
    assert not Title.objects.exists()


def test_undone_run_can_be_repeated() -> None:
    undone(imported([record()]))
    assert imported([record()]).counts == {"new": 1}


def test_merged_agent_gets_the_titles_of_its_other_form() -> None:
    imported([record(credits=[Credit("A. Hirata", "Hirata, A.")])])
    imported([record("Lain", year=1990)])
    short, whole = Agent.objects.get(name="A. Hirata"), Agent.objects.get(name="Andrea Hirata")
    Agent.objects.filter(pk=short.pk).update(joined_to=whole)
    imported([record("Ketiga", year=1991, credits=[Credit("A. Hirata", "Hirata, A.")])])
    contributor = Title.objects.get(title="Ketiga").contributors.get()
    assert (contributor.agent_id, contributor.name) == (whole.pk, "A. Hirata")


def test_user_without_role_imports_nothing() -> None:
    with pytest.raises(NotAllowed):
        services.start_records(
            records=[record()], name="x", options=Options(), actor=Actor.person(1)
        )


def test_finished_run_is_not_imported_again() -> None:
    run = imported([record()])
    with pytest.raises(IllegalTransition):
        services.import_records(import_id=run.pk, actor=SYSTEM)


def test_abandoned_import_is_discarded_after_the_configured_days(
    settings: Any,
) -> None:
    settings.LIBRARY = with_policies(library(), title_import_keep_days=3)
    abandoned = services.start_records(
        records=[record()], name="uji", options=Options(), actor=SYSTEM
    )
    with time_machine.travel(abandoned.started_at + timedelta(days=2), tick=False):
        assert jobs.sweep_imports() == 0
    with time_machine.travel(abandoned.started_at + timedelta(days=4), tick=False):
        assert jobs.sweep_imports() == 1
    abandoned.refresh_from_db()
    assert abandoned.state == "discarded"


def test_proposals_are_settled_when_their_titles_are_merged() -> None:
    imported([record(), record(edition="2")])
    proposal = Proposal.objects.get()
    services.reject_proposal(proposal_id=proposal.pk, actor=SYSTEM)
    join_titles(stays_id=proposal.older_id, goes_id=proposal.newer_id, actor=SYSTEM)
    proposal.refresh_from_db()
    assert proposal.state == "joined"


def test_report_is_a_table_without_formulas() -> None:
    imported([record("=1+1")])
    run = imported([record("=1+1", publisher="Lain")])
    lines = selectors.report(
        run,
        outcome=None,
        code="",
        heading=["Nomor", "Hasil", "Sebab"],
        outcome_labels=lambda outcome, codes: (outcome.upper(), "; ".join(codes)),
        actor=SYSTEM,
    )
    heading, line = csv.reader(lines)
    assert heading == ["Nomor", "Hasil", "Sebab"]
    assert line[:4] == ["1", "PROPOSED", "looks_like_another", "'=1+1"]
    assert line[6] == "looks_like_another"


def test_report_names_unrecognised_fields() -> None:
    run = file_imported(b"judul,isbn,tahun\nLaut,6786616322319,kemarin\n", "daftar.csv")
    row = ImportRow.objects.get(run=run)
    assert (row.codes, row.label) == (
        ["isbn_wrong", "year_not_understood"], "Laut \u00b7 6786616322319 \u00b7 kemarin",
    )  # fmt: skip
    assert Title.objects.get().title == "Laut"


def test_undone_run_deletes_its_names() -> None:
    imported([record("Lain", credits=[Credit("Ada", "Ada")], subjects=["Subak"])])
    run = imported(
        [
            record("Satu", credits=[Credit("Baru", "Baru"), Credit("Ada", "Ada")], series="Seri"),
            record(
                "Dua", credits=[Credit("Disunting", "Disunting")], subjects=["Subak", "Irigasi"]
            ),
        ]
    )
    Agent.objects.filter(name="Disunting").update(variants=["Bentuk lain"])
    undone(run)
    names = set(Agent.objects.values_list("name", flat=True))
    assert names == {"Ada", "Disunting"}, "what staff gave another name stays"
    assert list(Subject.objects.values_list("name", flat=True)) == ["Subak"]
    assert not Series.objects.exists()


def test_names_added_to_an_existing_title_are_removed_by_undo() -> None:
    imported([record(isbn=ISBN, credits=[])])
    run = imported([record(isbn=ISBN, credits=[Credit("Baru", "Baru")], subjects=["Novel"])])
    assert Agent.objects.count() == Subject.objects.count() == 1
    undone(run)
    assert Agent.objects.count() == Subject.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "second"),
    [("Pancasila kelas X", "Pancasila kelas XI"), ("Sejarah 1", "Sejarah 2")],
)
def test_parts_of_a_work_with_one_isbn_remain_two_titles(first: str, second: str) -> None:
    run = imported([record(first, isbn=ISBN), record(second, isbn=ISBN)])
    assert run.counts == {"new": 1, "proposed": 1}
    assert Title.objects.count() == 2


def test_part_numbered_in_another_style_is_the_same() -> None:
    imported([record("Matematika 2 kelas X", isbn=ISBN)])
    assert imported([record("Matematika kelas 10, jilid 2", isbn=ISBN, place="Solo")]).counts == {
        "joined": 1
    }


def test_a_thousand_records_cost_as_many_queries_as_ten(
    django_assert_max_num_queries: Any,
) -> None:
    run = begun([record(f"Judul {number}", year=1900 + number % 100) for number in range(1000)])
    with django_assert_max_num_queries(34):
        finished(run)
    assert Title.objects.count() == 1000


@pytest.mark.whole
def test_thousand_records_of_a_real_library_are_imported_and_unchanged_by_a_second_import() -> None:
    path = SHARED / "marc/jazz.mrc"
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so real MARC was not taken in")
    run = file_imported(path.read_bytes(), "jazz.mrc")
    assert run.records == 1000
    assert run.of(Outcome.NEW) + run.of(Outcome.PROPOSED) + run.of(Outcome.JOINED) > 950
    count = (Title.objects.count(), Agent.objects.count(), Subject.objects.count())
    again = file_imported(path.read_bytes(), "jazz.mrc")
    assert again.of(Outcome.NEW) + again.of(Outcome.JOINED) + again.of(Outcome.PROPOSED) == 0
    assert (Title.objects.count(), Agent.objects.count(), Subject.objects.count()) == count
    undone(again)
    assert Title.objects.count() == count[0]
    undone(run)
    assert not Title.objects.exists()


@pytest.mark.whole
def test_ten_thousand_real_titles_of_a_table_are_imported() -> None:
    path = SHARED / "catalogue/goodbooks-10k.csv"
    if not path.exists():
        pytest.skip(f"LOUD: {path} is absent, so its real titles were not taken in")
    run = file_imported(path.read_bytes(), "goodbooks-10k.csv")
    assert run.records == 10_000
    assert Title.objects.count() > 9_500
    assert Series.objects.count() >= 0
