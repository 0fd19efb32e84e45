"""Races at the cataloguing desk on real PostgreSQL: two librarians act at the same time.

Each control removes a guard and shows that the race is real.
"""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from records.record import Credit, Record
from rontal.catalogue import facts, rows, services
from rontal.catalogue.importing.steps.unused_authorities import UnusedAuthorities
from rontal.catalogue.models import Agent, Contributor, Revision, Title
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import editing, record_writing
from rontal.lending import services as lending
from rontal.lending.models import Licence, Loan
from tests.support.catalogue.importing.factories import imported, undone
from tests.support.catalogue.services.factories import entered, librarian, record
from tests.support.lending.factories import borrower, lendable

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 6
TIMEOUT_SECONDS = 0.5


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Runs each function in its own thread; returns their results or exceptions."""
    results: list[Any] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            start.wait(20)
            results[number] = act()
        except Exception as error:  # noqa: BLE001
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def outcomes(results: list[Any]) -> Counter[str]:
    return Counter(type(result).__name__ for result in results)


def edits(title: Title) -> list[Callable[[], Any]]:
    """Returns edits by several librarians, who all opened the form before the first saved it."""
    shown = now(title)
    return [
        lambda number=number: services.edit_title(
            title_id=title.pk, record=record(f"Versi {number}"), shown=shown, actor=librarian()
        )
        for number in range(THREADS)
    ]


@pytest.fixture
def no_title_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the title's lock, and lets all threads read before any of them writes."""
    meeting = threading.Barrier(THREADS)
    find_clashes = facts.clashes

    def clashes(*arguments: Any) -> set[str]:
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)
        return find_clashes(*arguments)

    monkeypatch.setattr(editing, "lock", lambda title_id: Title.objects.get(pk=title_id))
    monkeypatch.setattr(facts, "clashes", clashes)


def now(title: Title) -> Record:
    return rows.in_order([title.pk])[0].record()


def edit_count(title: Title) -> int:
    return Revision.objects.filter(title=title, act="edited").count()


def test_one_of_many_librarians_saving_a_title_wins_and_the_others_are_notified() -> None:
    title = entered("Subak")
    results = outcomes(together(*edits(title)))
    assert results == Counter({"Revision": 1, "TitleChanged": THREADS - 1})
    assert edit_count(title) == 1


def test_control_without_the_lock_they_overwrite_each_other(no_title_lock: None) -> None:
    title = entered("Subak", credits=[])
    together(*edits(title))
    assert edit_count(title) > 1


def test_two_titles_merged_both_ways_at_once_become_one() -> None:
    one, other = entered("Subak", year=2001), entered("Subak Bali", publisher="Balai Pustaka")

    def join(surviving: Title, merged: Title) -> Callable[[], Any]:
        return lambda: lending.join_titles(
            stays_id=surviving.pk, goes_id=merged.pk, actor=librarian()
        )

    results = outcomes(together(join(one, other), join(other, one)))
    assert results == Counter({"Title": 1, "TitleJoined": 1})
    states = set(Title.objects.values_list("state", flat=True))
    assert states == {TitleState.PUBLIC, TitleState.JOINED}
    remaining_title = rows.select("WHERE t.state = 'public'")[0]
    assert (remaining_title.year, remaining_title.publisher) == (2001, "Balai Pustaka")


def test_withdrawing_and_editing_at_once_lose_no_change() -> None:
    title = entered("Subak")
    shown, edit = now(title), record("Subak Bali")
    together(
        lambda: services.withdraw(title_id=title.pk, reason="Rusak", actor=librarian()),
        lambda: services.edit_title(title_id=title.pk, record=edit, shown=shown, actor=librarian()),
    )
    stored = Title.objects.get(pk=title.pk)
    assert stored.state == TitleState.WITHDRAWN
    newest = Revision.objects.filter(title=title).order_by("pk").last()
    was_withdrawn = newest is not None and newest.act == "withdrawn" and stored.title == "Subak"
    assert stored.title == "Subak Bali" or was_withdrawn


def test_copy_borrowed_during_a_merge_moves_to_the_surviving_title() -> None:
    surviving, merged, reader = lendable(1), lendable(1), borrower()
    results = together(
        lambda: lending.borrow(title_id=merged.pk, actor=reader),
        lambda: lending.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian()),
    )
    assert not Loan.objects.filter(title=merged).exists()
    assert not Licence.objects.filter(title=merged).exists()
    assert outcomes(results)["Title"] == 1


def names(number: int) -> Record:
    """Returns a record with an author who is about to be merged into another."""
    return record(f"Judul {number}", credits=[Credit("W. Rendra")])


def joined_while_written() -> int:
    """Returns how many titles still name a merged author after all threads are done."""
    entered(credits=[Credit("W.S. Rendra")])
    entered(credits=[Credit("W. Rendra")])
    surviving, merged = Agent.objects.get(name="W.S. Rendra"), Agent.objects.get(name="W. Rendra")
    together(
        *(
            lambda number=number: services.create_title(record=names(number), actor=librarian())
            for number in range(THREADS - 1)
        ),
        lambda: services.join_agents(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian()),
    )
    assert Contributor.objects.count() == THREADS + 1
    return Contributor.objects.exclude(agent__joined_to=None).count()


def test_name_is_not_used_while_it_is_being_merged() -> None:
    assert joined_while_written() == 0


def test_control_without_the_lock_of_authorities_a_merged_name_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found_barrier, joined = threading.Barrier(THREADS - 1), threading.Event()
    agents_of, lead = record_writing.agents_of, services.authorities._redirect_to

    def find_agents(named: Any) -> Any:
        agents = agents_of(named)
        if threading.current_thread() is not threading.main_thread():
            with contextlib.suppress(threading.BrokenBarrierError):
                found_barrier.wait(TIMEOUT_SECONDS * 4)
            joined.wait(TIMEOUT_SECONDS * 4)
        return agents

    def led(*pair: Any) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            found_barrier.wait(TIMEOUT_SECONDS)
        lead(*pair)

    monkeypatch.setattr(editing, "lock_authorities_shared", lambda: None)
    monkeypatch.setattr(record_writing, "agents_of", find_agents)
    monkeypatch.setattr(services.authorities, "_redirect_to", led)
    assert joined_while_written() > 0


def undone_while_edited() -> list[Any]:
    """Returns the outcomes of undoing an import, and of edits that use one of its authors."""
    mine = [entered(title=f"Judul {number}") for number in range(THREADS - 1)]
    run = imported([record(title="Impor", credits=[Credit("W. Rendra")])])
    return together(
        *(
            lambda title=title: services.edit_title(
                title_id=title.pk,
                record=record(title=title.title, credits=[Credit("W. Rendra")]),
                shown=now(title),
                actor=librarian(),
            )
            for title in mine
        ),
        lambda: undone(run),
    )


def test_name_is_not_used_while_it_is_being_undone() -> None:
    assert outcomes(undone_while_edited()) == {"Revision": THREADS - 1, "Import": 1}
    assert Contributor.objects.filter(agent__name="W. Rendra").count() == THREADS - 1


def test_control_without_the_lock_of_authorities_a_name_is_deleted_while_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found_barrier, gone = threading.Barrier(THREADS - 1), threading.Event()
    agents_of, remove = record_writing.agents_of, UnusedAuthorities.remove

    def find_agents(named: Any) -> Any:
        agents = agents_of(named)
        with contextlib.suppress(threading.BrokenBarrierError):
            found_barrier.wait(TIMEOUT_SECONDS * 4)
        gone.wait(TIMEOUT_SECONDS * 4)
        return agents

    def removed(unused: UnusedAuthorities) -> None:
        with contextlib.suppress(threading.BrokenBarrierError):
            found_barrier.wait(TIMEOUT_SECONDS)
        remove(unused)
        gone.set()

    monkeypatch.setattr(editing, "lock_authorities_exclusive", lambda: None)
    monkeypatch.setattr(record_writing, "agents_of", find_agents)
    monkeypatch.setattr(UnusedAuthorities, "remove", removed)
    assert "IntegrityError" in outcomes(undone_while_edited())
