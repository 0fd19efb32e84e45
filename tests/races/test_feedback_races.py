"""Race of two clerks for one ticket: one gets it, the other is notified.

The control removes the lock and shows that the race is real.
"""

import contextlib
from collections.abc import Iterator

import pytest

from rontal.core import transitions
from rontal.core.errors import IllegalTransition
from rontal.core.models import Event
from rontal.feedback import services
from rontal.feedback.errors import TicketTaken
from rontal.feedback.models import Entry, Ticket
from rontal.feedback.services import following, handling
from rontal.feedback.states import TicketState
from tests.support.feedback import factories
from tests.support.feedback.factories import VISITOR
from tests.support.races.threads import Moment, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def read_without_lock(ticket_id: int) -> Ticket:
    return Ticket.objects.get(pk=ticket_id)


@contextlib.contextmanager
def patched(monkeypatch, module, lock) -> Iterator[Moment]:
    """Replaces the module's lock, and lets both threads meet after it."""
    moment = Moment()
    monkeypatch.setattr(module, "lock", moment.after(lock))
    yield moment
    monkeypatch.undo()


def start_work_by_two(ticket: Ticket) -> list:
    clerks = [factories.clerk() for _ in range(2)]
    return together(
        *(lambda clerk=clerk: services.take(ticket_id=ticket.pk, actor=clerk) for clerk in clerks)
    )


def test_one_of_two_clerks_takes_the_ticket_and_the_other_is_notified(monkeypatch):
    ticket = factories.ticket()
    with patched(monkeypatch, handling, handling.lock) as moment:
        results = start_work_by_two(ticket)
    assert not moment.met
    assert sorted(type(one) for one in results if isinstance(one, Exception)) == [TicketTaken]
    assert Event.objects.filter(name="ticket:taken").count() == 1


def test_control_without_the_lock_both_read_it_as_free_and_only_the_guarded_transition_refuses(
    monkeypatch,
):
    ticket = factories.ticket()
    with patched(monkeypatch, handling, read_without_lock) as moment:
        results = start_work_by_two(ticket)
    assert moment.met
    assert [type(one) for one in results if isinstance(one, Exception)] == [IllegalTransition]


def test_control_without_lock_and_guard_both_take_it(monkeypatch):
    ticket = factories.ticket()

    def unguarded(instance, to, *, table, **changes) -> None:
        type(instance).objects.filter(pk=instance.pk).update(state=to, **changes)

    with patched(monkeypatch, handling, read_without_lock) as moment:
        monkeypatch.setattr(transitions, "move", unguarded)
        results = start_work_by_two(ticket)
    assert moment.met
    assert not [one for one in results if isinstance(one, Exception)]
    assert Event.objects.filter(name="ticket:taken").count() == 2


def reopened_twice(ticket: Ticket) -> list:
    def act() -> Ticket:
        return services.reopen(ticket_id=ticket.pk, words="Belum.", actor=VISITOR)

    return together(act, act)


def test_two_presses_reopen_once(monkeypatch):
    ticket, _clerk = factories.answered()
    with patched(monkeypatch, following, following.lock):
        results = reopened_twice(ticket)
    failed = [one for one in results if isinstance(one, Exception)]
    assert len(failed) == 1
    ticket.refresh_from_db()
    assert ticket.state == TicketState.IN_PROGRESS
    assert Entry.objects.filter(ticket=ticket, kind="reply").count() == 1


def test_form_sent_twice_at_once_opens_one_ticket():
    results = together(*(lambda: factories.opened(key="sama") for _ in range(2)))
    assert results[0] == results[1]
    assert Ticket.objects.count() == 1
