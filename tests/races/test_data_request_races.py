"""Race of two clerks for one request about personal data, and of an answer against a withdrawal.

The control removes the lock and shows that the race is real.
"""

import pytest

from rontal.core.errors import IllegalTransition
from rontal.core.models import Event
from rontal.data_requests import services
from rontal.data_requests.errors import RequestOver, RequestTaken
from rontal.data_requests.models import DataRequest
from rontal.data_requests.rules.kinds import RequestAct
from rontal.data_requests.steps import request_changes
from tests.support.data_requests import factories
from tests.support.data_requests.factories import VISITOR
from tests.support.races.threads import Moment, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def read_without_lock(request_id: int) -> DataRequest:
    return DataRequest.objects.get(pk=request_id)


def with_lock(monkeypatch, lock) -> Moment:
    """Replaces the lock of all services, and lets both threads meet after it."""
    moment = Moment()
    monkeypatch.setattr(request_changes, "lock", moment.after(lock))
    return moment


def taken_by_two(request: DataRequest) -> list:
    clerks = [factories.clerk() for _ in range(2)]
    return together(
        *(lambda clerk=clerk: services.take(request_id=request.pk, actor=clerk) for clerk in clerks)
    )


def errors(results: list) -> list[type]:
    return [type(one) for one in results if isinstance(one, Exception)]


def test_one_of_two_clerks_takes_the_request(monkeypatch):
    request = factories.data_request()
    moment = with_lock(monkeypatch, request_changes.lock)
    results = taken_by_two(request)
    assert not moment.met
    assert errors(results) == [RequestTaken]
    assert Event.objects.filter(name="data_request:taken").count() == 1


def test_control_without_the_lock_only_the_guarded_transition_refuses(monkeypatch):
    request = factories.data_request()
    moment = with_lock(monkeypatch, read_without_lock)
    results = taken_by_two(request)
    assert moment.met
    assert errors(results) == [IllegalTransition]


def test_request_is_answered_or_withdrawn_never_both(monkeypatch):
    request, clerk = factories.in_progress()
    moment = with_lock(monkeypatch, request_changes.lock)
    acts = [RequestAct.EXPLAINED]
    results = together(
        lambda: services.fulfil(request_id=request.pk, acts=acts, words="Sudah", actor=clerk),
        lambda: services.withdraw(request_id=request.pk, actor=VISITOR),
    )
    assert not moment.met
    assert errors(results) == [RequestOver]
    closings = Event.objects.filter(name__in=["data_request:fulfilled", "data_request:withdrawn"])
    assert closings.count() == 1
