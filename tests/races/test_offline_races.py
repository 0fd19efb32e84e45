"""Races of offline books. Each control removes the guard and shows that the race is real."""

import contextlib
import threading
from collections import Counter
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from rontal.core.actors import Actor
from rontal.lending.models import Loan
from rontal.lending.services import return_loan
from rontal.reading.models import Lease
from rontal.reading.offline import services
from rontal.reading.offline.services import release, store_offline
from rontal.reading.services import delete_positions
from tests.support.lending.factories import borrower, loan
from tests.support.policies import with_policies
from tests.support.races.threads import outcomes, together
from tests.support.reading.device_keys import der

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS = 12
MAX_BOOKS = 2
KEY = der(rsa.generate_private_key(public_exponent=65537, key_size=2048))


@pytest.fixture(autouse=True)
def _few_offline_books(settings: Any) -> None:
    limits = {"kept_books_at_most": MAX_BOOKS, "loans_at_once": THREADS}
    settings.LIBRARY = with_policies(settings.LIBRARY, **limits)


@pytest.fixture
def nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the lock, and lets all devices count before any lease is stored."""
    meeting = threading.Barrier(THREADS)
    counted = services.leases_of

    def together_counted(actor: Actor) -> list[Lease]:
        count = counted(actor)
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(20)
        return count

    monkeypatch.setattr(services, "leases_of", together_counted)
    rows = SimpleNamespace(get=lambda **_which: None)
    objects = SimpleNamespace(select_for_update=lambda **_how: rows)
    monkeypatch.setattr(services, "Member", SimpleNamespace(objects=objects))


def make_offline_copy(
    borrowed: Loan, person: Actor, device: UUID | None = None
) -> Callable[[], bytes]:
    arguments: dict[str, Any] = {
        "loan_id": borrowed.pk,
        "device": device or uuid4(),
        "public_key": KEY,
    }
    return lambda: store_offline(**arguments, actor=person)


def many_books() -> Counter[str]:
    """Stores each book of one member on a different device at the same time."""
    person = borrower()
    loans = [loan(actor=person) for _ in range(THREADS)]
    return outcomes(together(*(make_offline_copy(borrowed, person) for borrowed in loans)))


def test_books_stored_offline_at_once_stay_within_the_limit() -> None:
    assert many_books() == {"bytes": MAX_BOOKS, "TooManyKept": THREADS - MAX_BOOKS}
    assert Lease.objects.count() == MAX_BOOKS


@pytest.mark.usefixtures("nobody_waits")
def test_control_counting_without_the_lock_stores_too_many() -> None:
    assert many_books()["bytes"] > MAX_BOOKS


def test_book_stored_by_many_devices_at_once_stays_on_one() -> None:
    person = borrower()
    borrowed = loan(actor=person)
    devices = [uuid4() for _ in range(THREADS)]
    results = together(*(make_offline_copy(borrowed, person, device) for device in devices))
    assert outcomes(results) == {"bytes": THREADS}
    assert Lease.objects.get().device in devices


def test_storing_during_return_and_release_leaves_nothing() -> None:
    """Checks that no lease remains after its loan beyond the nightly job, in any order."""
    for _ in range(4):
        person, device = borrower(), uuid4()
        borrowed = loan(actor=person)
        results = together(
            make_offline_copy(borrowed, person, device),
            lambda borrowed=borrowed, person=person: return_loan(loan_id=borrowed.pk, actor=person),
            lambda borrowed=borrowed, person=person, device=device: release(
                loan_id=borrowed.pk, device=device, actor=person
            ),
        )
        assert set(outcomes(results[:1])) <= {"bytes", "NotFound"}
        assert outcomes(results[1:]) == {"Loan": 1, "NoneType": 1}
    delete_positions()
    assert not Lease.objects.exists()
