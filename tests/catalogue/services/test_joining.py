"""Joining two titles of one edition, and merging authorities, without loss of data."""

from datetime import timedelta

import pytest

from records.codes import AgentKind, Scheme
from records.record import Credit, Number
from rontal.catalogue import browsing, rows, selectors, services
from rontal.catalogue.errors import (
    AuthorityEmpty,
    AuthoritySame,
    AuthorityTaken,
    SameTitle,
    TitleJoined,
)
from rontal.catalogue.models import Agent, Contributor, Series, Subject, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.errors import NotFound
from tests.support.catalogue.importing.factories import imported
from tests.support.catalogue.services.factories import entered, librarian, record, state_of

pytestmark = pytest.mark.django_db
PRAM = Credit("Pramoedya Ananta Toer", "Toer, Pramoedya Ananta")
TOER = Credit("Pramoedya A. Toer", "Toer, Pramoedya A.")


def join(surviving, merged):
    return services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())


def agent(name):
    return Agent.objects.get(name=name, joined_to=None)


def subject(name):
    return Subject.objects.get(name=name, joined_to=None)


def rename(person, name, sort_name="", dates="", kind=AgentKind.PERSON):
    return services.rename_agent(
        agent_id=person.pk,
        name=name,
        sort_name=sort_name,
        dates=dates,
        kind=kind,
        actor=librarian(),
    )


def test_surviving_title_keeps_its_fields_and_fills_empty_ones():
    own, other = Number(Scheme.ISBN, "9789791234566"), Number(Scheme.CONTROL, "PNRI:0012")
    surviving = entered("Bumi Manusia", publisher="Hasta Mitra", numbers=[own])
    merged = entered("BUMI MANUSIA", publisher="Lentera", year=1980, numbers=[own, other])
    join(surviving, merged)
    stored = rows.in_order([surviving.pk])[0]
    assert (stored.title, stored.publisher, stored.year) == ("Bumi Manusia", "Hasta Mitra", 1980)
    assert set(stored.numbers) == {own, other}
    gone = rows.in_order([merged.pk])[0]
    assert (gone.state, gone.joined_to_id) == (TitleState.JOINED, surviving.pk)


def test_merged_title_cannot_be_changed():
    surviving, merged = entered(), entered()
    join(surviving, merged)
    for act in (
        lambda: join(merged, entered()),
        lambda: services.withdraw(title_id=merged.pk, reason="x", actor=librarian()),
        lambda: services.edit_title(
            title_id=merged.pk, record=record(), shown=record(), actor=librarian()
        ),
    ):
        with pytest.raises(TitleJoined):
            act()


def test_titles_merged_before_redirect_to_the_last():
    first, second, third = entered(), entered(), entered()
    join(second, first)
    join(third, second)
    leads = Title.objects.filter(joined_to=third).values_list("pk", flat=True)
    assert set(leads) == {first.pk, second.pk}


def test_title_is_not_merged_with_itself():
    title = entered()
    with pytest.raises(SameTitle):
        join(title, title)


def test_two_forms_of_a_name_become_one_and_both_are_found():
    first, second = entered(credits=[PRAM]), entered(credits=[TOER])
    surviving, merged = agent(PRAM.name), agent(TOER.name)
    services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert set(Contributor.objects.filter(agent=surviving).values_list("title", flat=True)) == {
        first.pk,
        second.pk,
    }
    assert Agent.objects.get(pk=surviving.pk).variants == [TOER.name]
    third = entered(credits=[TOER])
    assert Contributor.objects.get(title=third).agent_id == surviving.pk


def test_title_with_both_forms_of_a_name_lists_the_person_once():
    title = entered(credits=[PRAM, TOER])
    surviving, merged = agent(PRAM.name), agent(TOER.name)
    services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    assert Contributor.objects.filter(title=title).count() == 1


def test_titles_of_merged_names_get_a_new_datestamp():
    title = entered(credits=[TOER])
    before = Title.objects.get(pk=title.pk).changed_at
    entered(credits=[PRAM])
    services.join_agents(
        stays_id=agent(PRAM.name).pk, goes_id=agent(TOER.name).pk, actor=librarian()
    )
    assert Title.objects.get(pk=title.pk).changed_at > before


def test_merged_names_redirect_and_are_not_merged_again():
    for name in ("Satu Nama", "Dua Nama", "Tiga Nama"):
        entered(credits=[Credit(name)])
    one, two, three = (agent(name) for name in ("Satu Nama", "Dua Nama", "Tiga Nama"))
    services.join_agents(stays_id=two.pk, goes_id=one.pk, actor=librarian())
    services.join_agents(stays_id=three.pk, goes_id=two.pk, actor=librarian())
    assert Agent.objects.filter(joined_to=three).count() == 2
    with pytest.raises(NotFound):
        services.join_agents(stays_id=one.pk, goes_id=three.pk, actor=librarian())
    with pytest.raises(AuthoritySame):
        services.join_agents(stays_id=three.pk, goes_id=three.pk, actor=librarian())


def test_a_renamed_person_is_found_by_both_names():
    title = entered(credits=[TOER])
    person = agent(TOER.name)
    rename(person, PRAM.name, PRAM.sort_name, "1925-2006")
    assert rows.in_order([title.pk])[0].by_line == PRAM.name
    for credit in (TOER, Credit(PRAM.name, PRAM.sort_name, dates="1925-2006")):
        again = entered(credits=[credit])
        assert Contributor.objects.get(title=again).agent_id == person.pk


def test_rename_can_be_undone():
    entered(credits=[TOER])
    person = agent(TOER.name)
    rename(person, PRAM.name, PRAM.sort_name)
    rename(person, TOER.name, TOER.sort_name)
    assert Agent.objects.get(pk=person.pk).name == TOER.name
    assert Agent.objects.filter(joined_to=person).count() == 1


def test_name_of_another_person_is_not_accepted():
    entered(credits=[PRAM, TOER])
    with pytest.raises(AuthorityTaken):
        rename(agent(TOER.name), PRAM.name, PRAM.sort_name)
    with pytest.raises(AuthorityEmpty):
        rename(agent(TOER.name), "…", "—")


def test_subjects_are_renamed_and_merged():
    both = entered(subjects=["Pertanian", "Tani"])
    one = entered(subjects=["Tani"])
    services.join_subjects(
        stays_id=subject("Pertanian").pk, goes_id=subject("Tani").pk, actor=librarian()
    )
    services.rename_subject(
        subject_id=subject("Pertanian").pk, name="Ilmu pertanian", actor=librarian()
    )
    for title in (both, one):
        names = [heading.name for heading in rows.in_order([title.pk])[0].subjects]
        assert names == ["Ilmu pertanian"]
    assert entered(subjects=["Tani", "Pertanian"])
    assert Subject.objects.filter(joined_to=None).count() == 1


def test_series_are_renamed_and_merged_and_former_names_redirect():
    one, both = entered(series="Seri Dunia"), entered(series="Serial Dunia")
    series = {name: Series.objects.get(name=name) for name in ("Seri Dunia", "Serial Dunia")}
    before = Title.objects.get(pk=both.pk).changed_at
    surviving, merged = series["Seri Dunia"], series["Serial Dunia"]
    services.join_series(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    services.rename_series(series_id=surviving.pk, name="Sastra Dunia", actor=librarian())
    third = entered(series="SERIAL DUNIA")
    imported([record("Lewat impor", series="Seri Dunia")])
    records = rows.in_order([one.pk, both.pk, third.pk, Title.objects.latest("pk").pk])
    assert {(row.series, row.series_id) for row in records} == {("Sastra Dunia", surviving.pk)}
    assert browsing.series(merged.pk) == surviving
    assert Title.objects.get(pk=both.pk).changed_at > before


def test_capitals_and_accents_of_a_series_can_be_changed():
    title = entered(series="seri dunia")
    series = Series.objects.get()
    services.rename_series(series_id=series.pk, name="Seri Duniá", actor=librarian())
    assert rows.in_order([title.pk])[0].series == "Seri Duniá"
    assert Series.objects.count() == 1
    entered(series="Lain")
    with pytest.raises(AuthorityTaken):
        services.rename_series(series_id=series.pk, name="LAIN", actor=librarian())
    with pytest.raises(AuthorityEmpty):
        services.rename_series(series_id=series.pk, name="…", actor=librarian())


def test_match_keys_follow_the_first_name():
    title = entered("Arok Dedes", credits=[TOER], year=1999)
    rename(agent(TOER.name), PRAM.name, PRAM.sort_name)
    other = entered("Arok Dedes", credits=[PRAM], year=1999)
    keys = Title.objects.filter(pk__in=[title.pk, other.pk]).values_list("match_key", flat=True)
    assert len(set(keys)) == 1


def test_recommended_titles_appear_in_order_on_their_days():
    first, second, draft = entered("A"), entered("B"), entered("C", public=False)
    today = clock.now().date() - timedelta(1)
    for title in (first, second, draft):
        services.pick(title_id=title.pk, note="", since=today, until=None, actor=librarian())
    services.order_picks(title_ids=[second.pk, first.pk], actor=librarian())
    assert [row.title for row in selectors.picked(9)] == ["B", "A"]
    over = today - timedelta(days=3)
    services.pick(title_id=second.pk, note="", since=over, until=over, actor=librarian())
    assert [row.title for row in selectors.picked(9)] == ["A"]
    services.unpick(title_id=first.pk, actor=librarian())
    assert selectors.picked(9) == []


def test_recommendation_moves_to_the_surviving_title():
    surviving, merged = entered(), entered()
    services.pick(
        title_id=merged.pk,
        note="Baca!",
        since=clock.now().date() - timedelta(1),
        until=None,
        actor=librarian(),
    )
    join(surviving, merged)
    assert [row.id for row in selectors.picked(9)] == [surviving.pk]
    assert state_of(merged) is TitleState.JOINED
