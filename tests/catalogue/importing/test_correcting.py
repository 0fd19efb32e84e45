"""Imports with the option to overwrite existing titles."""

import itertools
from dataclasses import replace
from typing import Any

import pytest

from records.codes import AgentKind, Audience, Scheme
from records.record import Credit, Number, Record
from rontal.accounts.roles import Role
from rontal.catalogue import facts, rows
from rontal.catalogue.importing import record_reader, services
from rontal.catalogue.importing.kinds import Options
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.models import Agent, Change, Revision, Series, Subject, Title
from rontal.catalogue.rules.editing import Act
from rontal.catalogue.services import (
    edit_title,
    rename_agent,
    rename_series,
    rename_subject,
    undo_revision,
)
from rontal.catalogue.steps import record_writing
from rontal.core.actors import Actor, ActorKind
from tests.support.accounts.factories import staff
from tests.support.catalogue.importing.factories import (
    ISBN,
    OTHER_ISBN,
    SYSTEM,
    begun,
    checked,
    finished,
    imported,
    record,
    undone,
)

pytestmark = pytest.mark.django_db
OVERWRITE = Options(overwrite=True)
BEFORE = record(
    isbn=ISBN, publisher="Salah", place="Solo", subjects=["Novel"], series="Lama",
    description="Tentang anak Belitung.", age_from=9, age_to=11,
)  # fmt: skip
AFTER = record(
    "Laskar pelangi baru", isbn=ISBN, publisher="Bentang", subjects=["Fiksi", "Belitung"],
    credits=[Credit("Hirata", "Hirata, Ikal"), Credit("Editor", "Editor", "edt")],
    series="Tetralogi",
    audience=Audience.YOUNG, age_from=13, accessibility={"accessMode": ["textual"]},
)  # fmt: skip


def corrected(*records: Record) -> Import:
    return imported(list(records), OVERWRITE)


def now() -> Record:
    return rows.select("WHERE true")[0].record()


def test_fields_of_the_file_overwrite_and_the_others_remain() -> None:
    record_writing.create(BEFORE, slug="satu")
    run = corrected(AFTER)
    current = now()
    assert run.counts == {"joined": 1}
    assert ImportRow.objects.get().codes == ["corrected"]
    assert (current.title, current.publisher, current.series) == (
        AFTER.title,
        "Bentang",
        "Tetralogi",
    )
    assert [credit.name for credit in current.credits] == ["Hirata", "Editor"]
    assert current.subjects == ["Fiksi", "Belitung"]
    assert (current.age_from, current.age_to, current.audience) == (13, None, Audience.YOUNG)
    assert current.accessibility == {"accessMode": ["textual"]}
    assert (current.place, current.description) == ("Solo", BEFORE.description), (
        "what is not said stays"
    )
    assert Title.objects.get().sort_title == "laskar pelangi baru"


def test_each_correction_is_a_revision_that_can_be_undone_alone() -> None:
    title = record_writing.create(BEFORE, slug="satu")
    run = corrected(replace(BEFORE, publisher="Bentang"))
    revision = Revision.objects.get()
    assert (revision.act, revision.run) == (Act.IMPORTED, run.pk)
    assert revision.changes == {"publisher": ["Salah", "Bentang"]}
    undo_revision(revision_id=revision.pk, actor=SYSTEM)
    title.refresh_from_db()
    assert title.publisher == "Salah"


def test_identical_file_corrects_nothing() -> None:
    record_writing.create(BEFORE, slug="satu")
    stamp = Title.objects.get().changed_at
    assert corrected(BEFORE).counts == {"same": 1}
    assert not Revision.objects.exists()
    assert Title.objects.get().changed_at == stamp


def test_former_names_are_no_correction_and_no_harvester_is_notified() -> None:
    record_writing.create(BEFORE, slug="satu")
    rename_subject(subject_id=Subject.objects.get().pk, name="Fiksi", actor=SYSTEM)
    rename_series(series_id=Series.objects.get().pk, name="Baru", actor=SYSTEM)
    rename_agent(
        agent_id=Agent.objects.get().pk, name="Andrea Hirata", sort_name="Hirata, A.",
        dates="1967-", kind=AgentKind.PERSON, actor=SYSTEM,
    )  # fmt: skip
    before, changes = rows.select("WHERE true")[0], Change.objects.count()
    assert corrected(BEFORE).counts == {"same": 1}
    assert (before.subjects[0].name, before.series) == ("Fiksi", "Baru")
    assert rows.select("WHERE true") == [before], "the datestamp, too"
    assert Change.objects.count() == changes
    assert not Revision.objects.exists()


@pytest.mark.whole
def test_edits_of_staff_are_corrected_by_the_file_of_origin() -> None:
    imported([record()])
    title = Title.objects.get()
    edit_title(title_id=title.pk, record=replace(now(), year=1999), shown=now(), actor=SYSTEM)
    assert imported([record()]).counts == {"same": 1}
    assert now().year == 1999, "where nobody chose to write over it"
    assert checked([record()], OVERWRITE).counts == {"joined": 1}
    run = corrected(record())
    assert (run.counts, now().year) == ({"joined": 1}, 2005)
    undone(run)
    assert now().year == 1999


def test_revision_names_the_user_who_started_the_import() -> None:
    record_writing.create(BEFORE, slug="satu")
    head = Actor.staff(staff(Role.LIBRARIAN).pk, frozenset({Role.LIBRARIAN}))
    run = services.start_records(records=[AFTER], name="uji", options=OVERWRITE, actor=head)
    finished(services.begin_importing(import_id=run.pk, actor=head))
    revision = Revision.objects.get()
    assert (revision.actor_kind, revision.actor_id) == (ActorKind.STAFF, head.id)


def test_undone_import_restores_what_it_corrected() -> None:
    record_writing.create(BEFORE, slug="satu")
    before = facts.of(now())
    run = undone(corrected(AFTER))
    assert facts.changes(before, facts.of(now())) == {}
    assert run.state == "undone"
    assert Title.objects.get().sort_title == "laskar pelangi"
    assert not Agent.objects.filter(name="Editor").exists(), "what nothing else has is gone"
    assert Revision.objects.first().act == Act.UNDONE


def test_edits_of_staff_after_a_correction_remain() -> None:
    title = record_writing.create(BEFORE, slug="satu")
    run = corrected(AFTER)
    edited = replace(now(), publisher="Dari meja")
    edit_title(title_id=title.pk, record=edited, shown=now(), actor=SYSTEM)
    undone(run)
    assert (now().publisher, now().title) == ("Dari meja", BEFORE.title)


def test_numbers_are_added_and_another_isbn_is_replaced() -> None:
    control, doi = Number(Scheme.CONTROL, "lain:7"), Number(Scheme.DOI, "10.1/x")
    record_writing.create(
        record(isbn=ISBN, numbers=[Number(Scheme.ISBN, ISBN), control]), slug="satu"
    )
    corrected(record(numbers=[Number(Scheme.ISBN, OTHER_ISBN), control, doi]))
    assert set(now().numbers) == {Number(Scheme.ISBN, OTHER_ISBN), control, doi}
    corrected(record(numbers=[Number(Scheme.ISBN, ISBN), Number(Scheme.ISBN, OTHER_ISBN)]))
    assert len(now().numbers) == 4


def test_titles_of_the_same_run_and_withdrawn_ones_are_not_corrected() -> None:
    run = corrected(
        record(isbn=ISBN, publisher="Satu"), record(isbn=ISBN, publisher="Dua", place="Solo")
    )
    assert (run.counts, now().publisher, now().place) == ({"new": 1, "joined": 1}, "Satu", "Solo")
    Title.objects.update(state="withdrawn", run=None)
    assert corrected(record(isbn=ISBN, publisher="Tiga")).counts == {"same": 1}
    assert now().publisher == "Satu"


def test_undo_restores_a_title_that_a_run_corrected_twice() -> None:
    record_writing.create(BEFORE, slug="satu")
    run = begun([replace(AFTER, year=2001), AFTER], OVERWRITE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_reader, "BATCH", 1)
        finished(run)
    assert Revision.objects.count() == 2
    undone(run)
    assert facts.changes(facts.of(BEFORE), facts.of(now())) == {}
    assert Revision.objects.filter(act=Act.UNDONE).count() == 2


@pytest.mark.whole
@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_runs_that_corrected_the_same_field_can_be_undone_in_any_order(
    order: tuple[int, ...],
) -> None:
    before = replace(BEFORE, publisher="Mula")
    record_writing.create(before, slug="satu")
    versions = [
        replace(before, publisher="Satu", year=2001),
        replace(before, publisher="Dua", subjects=["Dua"]),
        replace(before, publisher="Tiga", year=2003, subjects=["Tiga"]),
    ]
    runs = [corrected(one) for one in versions]
    remaining = list(runs)
    for place in order:
        remaining.remove(undone(runs[place]))
        last = versions[runs.index(remaining[-1])] if remaining else before
        assert now().publisher == last.publisher
    assert facts.changes(facts.of(before), facts.of(now())) == {}


def test_edit_of_staff_between_two_imports_is_restored_alone() -> None:
    title = record_writing.create(BEFORE, slug="satu")
    first = corrected(replace(BEFORE, publisher="Satu"))
    edit_title(
        title_id=title.pk, record=replace(now(), publisher="Meja"), shown=now(), actor=SYSTEM
    )
    edited = Revision.objects.latest("pk")
    second = corrected(replace(BEFORE, publisher="Dua"))
    undone(first)
    undone(second)
    assert now().publisher == "Meja"
    undo_revision(revision_id=edited.pk, actor=SYSTEM)
    assert now().publisher == "Salah", "and not what the import that is gone had written"


def test_field_restored_before_its_next_correction_is_restored_to_that_value() -> None:
    title = record_writing.create(BEFORE, slug="satu")
    undone(corrected(replace(BEFORE, publisher="Satu")))
    edit_title(
        title_id=title.pk, record=replace(now(), publisher="Satu"), shown=now(), actor=SYSTEM
    )
    undone(corrected(replace(BEFORE, publisher="Dua")))
    assert now().publisher == "Satu"


def test_title_whose_corrections_are_undone_is_deleted_with_its_own_import() -> None:
    run = imported([record(isbn=ISBN)])
    runs = [corrected(record(isbn=ISBN, publisher=name)) for name in ("Satu", "Dua")]
    for one in (*runs, run):
        undone(one)
    assert not Title.objects.exists()


def test_a_hundred_corrections_cost_as_many_queries_as_ten(
    django_assert_max_num_queries: Any,
) -> None:
    numbers = [Number(Scheme.CONTROL, f"lain:{place}") for place in range(100)]
    for number in numbers:
        record_writing.create(record(numbers=[number]), slug=number.value.replace(":", "-"))
    run = begun(
        [record(numbers=[number], place="Solo", subjects=["X"]) for number in numbers], OVERWRITE
    )
    with django_assert_max_num_queries(50):
        finished(run)
    assert (run.counts, Revision.objects.count()) == ({"joined": 100}, 100)
    with django_assert_max_num_queries(60):
        undone(run)
    assert not Title.objects.filter(place="Solo").exists()
    assert Revision.objects.filter(act=Act.UNDONE).count() == 100
