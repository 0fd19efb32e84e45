"""Races of licence terms for readers. Each control removes the guard and shows the race."""

import contextlib
import threading
from collections.abc import Callable
from functools import partial

import pytest

from rontal.lending import services
from rontal.lending.models import Loan, Sitting
from rontal.lending.services import copying, reading_devices
from tests.support.lending.factories import borrower, bought, loan
from tests.support.races.threads import TIMEOUT_SECONDS, outcomes, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WINDOWS = 12
PIECE = 100
FITTING = 5
DEVICES = 2


def copying_at_once() -> list[object]:
    person = borrower()
    licence = bought("concurrent", copy_characters=FITTING * PIECE)
    borrowed = loan(licence.title, person)

    def copy() -> int | None:
        return services.copy_words(loan_id=borrowed.pk, characters=PIECE, actor=person)

    return together(*[copy] * WINDOWS)


def test_many_windows_together_copy_no_more_than_allowed() -> None:
    results = outcomes(copying_at_once())
    assert results["int"] == FITTING
    assert results["CopiedAll"] == WINDOWS - FITTING
    assert Loan.objects.get().copied == FITTING * PIECE


@pytest.fixture
def checks_before_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks and counts in two statements, and lets all threads check first."""
    meeting = threading.Barrier(WINDOWS)

    def counted(borrowed: Loan, characters: int, most: int) -> bool:
        borrowed.refresh_from_db()
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)
        if borrowed.copied > most - characters:
            return False
        borrowed.copied += characters
        borrowed.save(update_fields=["copied"])
        return True

    counting: Callable[[Loan, int, int], bool] = counted
    monkeypatch.setattr(copying, "_count", counting)


@pytest.mark.usefixtures("checks_before_it_counts")
def test_control_checking_before_counting_allows_too_much() -> None:
    assert outcomes(copying_at_once())["int"] > FITTING


def opening_at_once() -> tuple[list[object], Loan]:
    person = borrower()
    borrowed = loan(bought("concurrent", devices=DEVICES).title, person)

    def opening(number: int) -> Callable[[], None]:
        actor = person.through(f"device {number}")
        return lambda: services.register_device(loan_id=borrowed.pk, actor=actor)

    return together(*map(opening, range(WINDOWS))), borrowed


def test_no_more_devices_read_a_book_at_once_than_allowed() -> None:
    results, borrowed = opening_at_once()
    assert outcomes(results) == {"NoneType": DEVICES, "OpenElsewhere": WINDOWS - DEVICES}
    assert borrowed.sittings.count() == DEVICES


def test_last_devices_taking_over_at_once_read_the_book() -> None:
    person = borrower()
    borrowed = loan(bought("concurrent", devices=DEVICES).title, person)
    devices = [person.through(f"device {number}") for number in range(WINDOWS)]
    results = together(
        *(partial(services.replace_device, loan_id=borrowed.pk, actor=device) for device in devices)
    )
    assert outcomes(results) == {"NoneType": WINDOWS}
    assert borrowed.sittings.count() == DEVICES


@pytest.fixture
def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Removes the lock, and lets all devices count before any of them is registered."""
    meeting = threading.Barrier(WINDOWS)

    def counted(borrowed: Loan, seat: str) -> list[Sitting]:
        other_devices = list(others(borrowed, seat))
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)
        return other_devices

    others = reading_devices._other_sessions
    monkeypatch.setattr(reading_devices, "_lock", lambda _loan: None)
    monkeypatch.setattr(reading_devices, "_other_sessions", counted)


@pytest.mark.usefixtures("no_lock")
def test_control_without_the_lock_too_many_devices_read() -> None:
    _results, borrowed = opening_at_once()
    assert borrowed.sittings.count() > DEVICES
