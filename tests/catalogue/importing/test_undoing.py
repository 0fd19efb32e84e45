"""Undoing an import: untouched titles are deleted, others stay and are listed in the report."""

from dataclasses import replace
from typing import Any

import pytest

from records.codes import AgentKind, Scheme
from records.record import Credit, Number, Record
from rontal.catalogue import facts, rows
from rontal.catalogue.importing.kinds import Options, Outcome
from rontal.catalogue.importing.models import ImportRow
from rontal.catalogue.models import Agent, Revision, Series, Subject, Title
from rontal.catalogue.services import (
    edit_title,
    join_agents,
    join_series,
    join_subjects,
    rename_agent,
    rename_subject,
    undo_revision,
)
from rontal.catalogue.steps import record_writing
from tests.support.catalogue.importing.factories import (
    ISBN,
    SYSTEM,
    checked,
    imported,
    record,
    undone,
)

pytestmark = pytest.mark.django_db


def now(title: Title) -> Record:
    return rows.in_order([title.pk])[0].record()


def test_titles_edited_by_staff_stay_withdrawn_and_are_listed() -> None:
    run = imported([record(), record("Edensor", year=2007)])
    edensor = Title.objects.get(title="Edensor")
    corrected = replace(now(edensor), publisher="Bentang")
    edit_title(title_id=edensor.pk, record=corrected, shown=now(edensor), actor=SYSTEM)
    undone(run)
    title = Title.objects.get()
    assert (title.title, title.state, run.counts["kept"]) == ("Edensor", "withdrawn", 1)
    assert ImportRow.objects.get(outcome=Outcome.KEPT).title_id == title.pk


@pytest.mark.whole
@pytest.mark.parametrize("act", ["rename_subject", "join_subjects", "rename_agent", "join_agents"])
def test_corrected_name_or_subject_does_not_preserve_a_title_of_a_run(act: str) -> None:
    imported([record("Lain", credits=[Credit("Wayan", "Wayan")], subjects=["Irigasi"])])
    run = imported([record(name, subjects=["Subak"]) for name in ("Satu", "Dua", "Tiga")])
    pk = {one.name: one.pk for one in [*Subject.objects.all(), *Agent.objects.all()]}
    match act:
        case "rename_subject":
            rename_subject(subject_id=pk["Subak"], name="Pengairan", actor=SYSTEM)
        case "join_subjects":
            join_subjects(stays_id=pk["Irigasi"], goes_id=pk["Subak"], actor=SYSTEM)
        case "rename_agent":
            rename_agent(
                agent_id=pk["Andrea Hirata"], name="A. Hirata", sort_name="", dates="",
                kind=AgentKind.PERSON, actor=SYSTEM,
            )  # fmt: skip
        case "join_agents":
            join_agents(stays_id=pk["Wayan"], goes_id=pk["Andrea Hirata"], actor=SYSTEM)
    undone(run)
    assert (run.counts["gone"], run.counts["kept"]) == (3, 0)
    assert [title.title for title in Title.objects.all()] == ["Lain"]


def test_title_filled_by_another_import_is_preserved() -> None:
    run = imported([record(isbn=ISBN), record("Edensor", year=2007)])
    imported([record(isbn=ISBN, publisher="Bentang")])
    undone(run)
    assert Title.objects.get().publisher == "Bentang"
    assert (run.counts["gone"], run.counts["kept"]) == (1, 1)


def test_title_filled_by_the_same_run_is_not_preserved() -> None:
    run = imported([record(isbn=ISBN), record(isbn=ISBN, publisher="Bentang")])
    undone(run)
    assert not Title.objects.exists()


FULL = record(
    isbn=ISBN, publisher="Bentang", subjects=["Novel"], series="Tetralogi", age_from=9, age_to=11,
    numbers=[Number(Scheme.ISBN, ISBN), Number(Scheme.CONTROL, "lain:1")],
    description='Satu\n\tdua \\ "tiga"', accessibility={"accessMode": ["textual"]},
)  # fmt: skip


def test_undo_removes_everything_that_a_title_was_given() -> None:
    bare = Record(title="Laskar Pelangi", numbers=[Number(Scheme.ISBN, ISBN)])
    title = record_writing.create(bare, slug="satu")
    run = imported([FULL])
    assert facts.changes(facts.of(rows.in_order([title.pk])[0].record()), facts.of(FULL)) == {}
    undone(run)
    assert facts.changes(facts.of(rows.in_order([title.pk])[0].record()), facts.of(bare)) == {}
    assert not Agent.objects.exists()
    assert not Subject.objects.exists()


def test_undo_removes_fields_also_from_a_title_merged_since() -> None:
    bare = Record(title="Laskar Pelangi", numbers=FULL.numbers)
    title = record_writing.create(bare, slug="satu")
    other = replace(FULL, numbers=[], credits=[Credit("Ikal")], subjects=["Roman"], series="Empat")
    record_writing.create(replace(other, title="Lain"), slug="dua")
    run = imported([FULL])
    for model, join in ((Agent, join_agents), (Subject, join_subjects), (Series, join_series)):
        surviving, merged = model.objects.order_by("pk")  # type: ignore[attr-defined]
        join(stays_id=surviving.pk, goes_id=merged.pk, actor=SYSTEM)  # type: ignore[operator]
    undone(run)
    assert facts.changes(facts.of(rows.in_order([title.pk])[0].record()), facts.of(bare)) == {}


def test_title_whose_fields_staff_overwrote_is_not_touched() -> None:
    title = record_writing.create(replace(FULL, publisher=""), slug="satu")
    run = imported([FULL])
    corrected = replace(now(title), publisher="Dari meja")
    edit_title(title_id=title.pk, record=corrected, shown=now(title), actor=SYSTEM)
    stamp = Title.objects.get().changed_at
    undone(run)
    assert (Title.objects.get().publisher, Title.objects.get().changed_at) == ("Dari meja", stamp)


def test_undoing_a_hundred_filled_titles_costs_as_many_queries_as_ten(
    django_assert_max_num_queries: Any,
) -> None:
    numbers = [[Number(Scheme.CONTROL, f"lain:{place}")] for place in range(100)]
    for place, number in enumerate(numbers):
        record_writing.create(Record(title="Laskar Pelangi", numbers=number), slug=f"buku-{place}")
    run = imported([replace(FULL, numbers=number) for number in numbers])
    assert run.counts == {"joined": 100}
    with django_assert_max_num_queries(60):
        undone(run)
    assert not Title.objects.exclude(publisher="", series=None, year=None).exists()


@pytest.mark.whole
@pytest.mark.parametrize("overwrite", [False, True])
def test_title_filled_by_an_import_that_was_undone_is_not_preserved(overwrite: bool) -> None:
    run = imported([record(isbn=ISBN)])
    undone(imported([record(isbn=ISBN, publisher="Bentang")], Options(overwrite=overwrite)))
    undone(run)
    assert (run.counts["gone"], run.counts["kept"]) == (1, 0)


def test_undone_edit_of_staff_does_not_preserve_a_title_and_a_repeated_one_does() -> None:
    run = imported([record("Satu"), record("Dua")])
    for title in Title.objects.all():
        corrected = replace(now(title), publisher="Bentang")
        edit_title(title_id=title.pk, record=corrected, shown=now(title), actor=SYSTEM)
    for revision in Revision.objects.all():
        undo_revision(revision_id=revision.pk, actor=SYSTEM)
    undo_revision(
        revision_id=Revision.objects.get(title__title="Dua", act="undone").pk, actor=SYSTEM
    )
    undone(run)
    assert (Title.objects.get().title, Title.objects.get().publisher) == ("Dua", "Bentang")


def test_title_that_stayed_withdrawn_is_listed_when_the_file_is_imported_again() -> None:
    run = imported([record()])
    title = Title.objects.get()
    corrected = replace(now(title), publisher="Bentang")
    edit_title(title_id=title.pk, record=corrected, shown=now(title), actor=SYSTEM)
    undone(run)
    for again in (checked([record()]), imported([record()])):
        row = ImportRow.objects.get(run=again)
        assert (row.outcome, row.codes) == (Outcome.SAME, ["withdrawn_here"])


def test_identifiers_removed_by_undo_no_longer_match() -> None:
    record_writing.create(Record(title="Laskar Pelangi", numbers=FULL.numbers), slug="satu")
    run = imported([record(isbn=ISBN)])
    assert imported([record(publisher="Lain")]).counts == {"proposed": 1}
    Title.objects.exclude(slug="satu").delete()
    undone(run)
    assert imported([record(publisher="Lain")]).counts == {"new": 1}
