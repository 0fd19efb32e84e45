"""Races about what licences ask of readers. Each control takes the guard away and shows that the
moment is real."""

import contextlib
import threading
from collections.abc import Callable

import pytest

from rontal.lending import services
from rontal.lending.models import Loan
from rontal.lending.services import copying
from tests.lending.factories import borrower, bought, loan
from tests.races.test_lending_races import PATIENCE, outcomes, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WINDOWS = 12
PIECE = 100
FITTING = 5


def copying_at_once() -> list[object]:
    person = borrower()
    licence = bought("concurrent", copy_characters=FITTING * PIECE)
    held = loan(licence.title, person)

    def copy() -> int | None:
        return services.copy_words(loan_id=held.pk, characters=PIECE, actor=person)

    return together(*[copy] * WINDOWS)


def test_many_windows_together_copy_no_more_than_the_licence_lets() -> None:
    results = outcomes(copying_at_once())
    assert results["int"] == FITTING
    assert results["CopiedAll"] == WINDOWS - FITTING
    assert Loan.objects.get().copied == FITTING * PIECE


@pytest.fixture
def looks_before_it_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks in one statement and counts in another, after all have looked."""
    meeting = threading.Barrier(WINDOWS)

    def counted(held: Loan, characters: int, most: int) -> bool:
        held.refresh_from_db()
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(PATIENCE * 4)
        if held.copied > most - characters:
            return False
        held.copied += characters
        held.save(update_fields=["copied"])
        return True

    counting: Callable[[Loan, int, int], bool] = counted
    monkeypatch.setattr(copying, "_count", counting)


@pytest.mark.usefixtures("looks_before_it_counts")
def test_control_looking_before_counting_lets_too_much_through() -> None:
    assert outcomes(copying_at_once())["int"] > FITTING
