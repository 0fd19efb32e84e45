"""Batch edit of many titles, and its undo."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.codes import Audience, Scheme
from records.record import Credit, Number, Record
from rontal.catalogue import facts, rows, services
from rontal.catalogue.batches import Batch, applied
from rontal.catalogue.errors import ReasonMissing, TooManyTitles
from rontal.catalogue.models import Revision
from rontal.catalogue.states import TitleState
from rontal.core.errors import NotFound
from tests.support.catalogue.services.factories import entered, librarian, state_of

WORDS = st.sampled_from(["", "Bali", "bali utara", "Kakawin É", "x"])
RECORDS = st.builds(
    Record,
    title=WORDS,
    publisher=WORDS,
    year=st.none() | st.integers(1, 2030),
    subjects=st.lists(st.sampled_from(["Bali", "Tari", "Tani"]), unique=True),
    credits=st.lists(st.builds(Credit, name=WORDS), max_size=2),
    numbers=st.lists(st.builds(Number, st.sampled_from(Scheme), WORDS), max_size=2, unique=True),
    language=st.sampled_from(["id", "und", "en"]),
    audience=st.sampled_from(Audience),
)
BATCHES = st.builds(
    Batch,
    language=st.none() | st.sampled_from(["id", "ban"]),
    publisher=st.none() | WORDS,
    add_subjects=st.lists(st.sampled_from(["Bali", "TARI", "Seni"]), max_size=2),
    remove_subjects=st.lists(st.sampled_from(["bali", "Tani"]), max_size=2),
)
UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def run(titles, **changes):
    return services.batch_edit(
        title_ids=[title.pk for title in titles], batch=Batch(**changes), actor=librarian()
    )


def row(title):
    return rows.in_order([title.pk])[0]


@pytest.mark.django_db
def test_batch_changes_all_titles_and_is_undone_as_a_whole():
    titles = [entered(subjects=["Bali"]), entered(subjects=["Tari"], language="en")]
    done = run(titles, language="ban", add_subjects=["Tari"], audience="children")
    assert [row(title).language for title in titles] == ["ban", "ban"]
    assert [h.name for h in row(titles[0]).subjects] == ["Bali", "Tari"]
    assert [h.name for h in row(titles[1]).subjects] == ["Tari"]
    services.undo_batch(batch=done.batch, actor=librarian())
    assert [row(title).language for title in titles] == ["id", "en"]
    assert [row(title).audience for title in titles] == ["everyone", "everyone"]


@pytest.mark.django_db
def test_titles_without_effect_are_skipped():
    titles = [entered(language="ban"), entered()]
    done = run(titles, language="ban")
    assert (done.changed, done.left) == ([titles[1].pk], [titles[0].pk])


@pytest.mark.django_db
def test_undoing_a_batch_leaves_later_edits():
    first, second = entered(), entered()
    done = run([first, second], language="ban")
    run([second], language="jv")
    back = services.undo_batch(batch=done.batch, actor=librarian())
    assert (row(first).language, row(second).language) == ("id", "jv")
    assert back.left == [second.pk]


@pytest.mark.django_db
def test_batch_records_stored_values_and_skips_other_spellings():
    titles = [entered(series="Seri Dunia", subjects=["Tari"]), entered(subjects=["Tari"])]
    done = run(titles, series="seri dunia", add_subjects=["TARI"])
    assert (done.changed, done.left) == ([titles[1].pk], [titles[0].pk])
    assert Revision.objects.get(batch=done.batch).changes == {"series": ["", "Seri Dunia"]}
    services.undo_batch(batch=done.batch, actor=librarian())
    assert [row(title).series for title in titles] == ["Seri Dunia", ""]


@pytest.mark.django_db
def test_changes_that_cannot_be_undone_are_distinguished_from_later_edits():
    draft, shown = entered(public=False), entered()
    done = run([draft, shown], state=TitleState.PUBLIC, language="ban")
    run([shown], language="jv")
    back = services.undo_batch(batch=done.batch, actor=librarian())
    assert (back.changed, back.left, back.fixed) == ([draft.pk], [shown.pk], [draft.pk])
    assert (row(draft).language, state_of(draft)) == ("id", TitleState.PUBLIC)


@pytest.mark.django_db
def test_drafts_are_shown_and_titles_withdrawn_together():
    drafts = [entered(public=False), entered(public=False)]
    run(drafts, state=TitleState.PUBLIC)
    assert {state_of(title) for title in drafts} == {TitleState.PUBLIC}
    with pytest.raises(ReasonMissing):
        run(drafts, state=TitleState.WITHDRAWN)
    done = run(drafts, state=TitleState.WITHDRAWN, reason="Salah impor")
    services.undo_batch(batch=done.batch, actor=librarian())
    assert {state_of(title) for title in drafts} == {TitleState.PUBLIC}


@pytest.mark.django_db
def test_only_the_given_age_limit_changes_and_the_order_stays():
    older, younger = entered(age_from=7, age_to=9), entered(age_from=3, age_to=5)
    services.batch_edit(
        title_ids=[older.pk, younger.pk], batch=Batch(age_from=6), actor=librarian()
    )
    ages = [(row(one).age_from, row(one).age_to) for one in (older, younger)]
    assert ages == [(6, 9), (3, 5)]
    done = run([older, younger], age_to=12, publisher="Balai Pustaka")
    assert [row(one).age_to for one in (older, younger)] == [12, 12]
    assert len(done.changed) == 2


@pytest.mark.django_db
def test_batch_has_limits():
    with pytest.raises(TooManyTitles):
        services.batch_edit(title_ids=range(1, 502), batch=Batch(), actor=librarian())
    with pytest.raises(NotFound):
        services.batch_edit(title_ids=[10**9], batch=Batch(language="id"), actor=librarian())


@given(record=RECORDS)
@UNHURRIED
def test_facts_describe_the_whole_record(record):
    assert facts.record(facts.of(record)) == record


@given(record=RECORDS, batch=BATCHES)
@UNHURRIED
def test_repeated_batch_changes_nothing(record, batch):
    once = applied(batch, facts.of(record))
    gone = {name.casefold() for name in batch.remove_subjects}
    if gone & {name.casefold() for name in batch.add_subjects}:
        return
    assert applied(batch, once) == once


@given(base=RECORDS, theirs=RECORDS, typed=RECORDS)
@UNHURRIED
def test_merge_prefers_typed_values_and_otherwise_the_others(base, theirs, typed):
    old, other, mine = facts.of(base), facts.of(theirs), facts.of(typed)
    merged = facts.merged(old, other, mine)
    for name in facts.FIELDS:
        touched = name in facts.changes(old, mine)
        if name in ("subjects", "numbers"):
            added = [one for one in [*other[name], *mine[name]] if one not in old[name]]
            stayed = [one for one in old[name] if one in other[name] and one in mine[name]]
            assert sorted(merged[name]) == sorted(each_once([*stayed, *added]))
        else:
            assert merged[name] == (mine[name] if touched else other[name])


def each_once(items):
    return [one for place, one in enumerate(items) if one not in items[:place]]


@given(base=RECORDS, theirs=RECORDS, typed=RECORDS)
@UNHURRIED
def test_merge_without_conflict_loses_no_edit(base, theirs, typed):
    old, other, mine = facts.of(base), facts.of(theirs), facts.of(typed)
    merged, conflicts = facts.merged(old, other, mine), facts.clashes(old, other, mine)
    for by in (other, mine):
        for name in facts.changes(old, by).keys() - conflicts - {"subjects", "numbers"}:
            assert merged[name] == by[name]


def test_related_fields_are_never_merged_from_two_edits():
    old = facts.of(Record("Subak", age_from=6, age_to=9, series="Satu", series_number="3"))
    other = old | {"age_to": 7, "series": "Dua"}
    mine = old | {"age_from": 8, "series_number": "4"}
    assert facts.clashes(old, other, mine) == {"age_from", "age_to", "series", "series_number"}
    merged = facts.merged(old, other, mine)
    assert (merged["age_from"], merged["age_to"]) == (8, 9)


def test_accessibility_fields_are_merged_one_by_one():
    old = facts.of(Record("Subak", accessibility={"accessMode": ["textual"]}))
    other = old | {"accessibility": {"accessMode": ["textual"], "accessibilityHazard": ["none"]}}
    mine = old | {"accessibility": {"accessMode": ["visual"]}}
    assert not facts.clashes(old, other, mine)
    both = {"accessMode": ["visual"], "accessibilityHazard": ["none"]}
    assert facts.merged(old, other, mine)["accessibility"] == both
    other = old | {"accessibility": {}}
    assert facts.clashes(old, other, mine) == {"accessibility"}
