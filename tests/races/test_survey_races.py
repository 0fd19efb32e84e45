"""Races of the survey: repeated clicks and parallel jobs for one person."""

import contextlib
import threading

import pytest

from rontal.core.models import Event
from rontal.feedback.survey import selectors, services
from rontal.feedback.survey.kinds import Occasion
from rontal.feedback.survey.models import Answer, Invitation
from tests.support.feedback.survey.factories import ALL_GOOD, SYSTEM, invited, person
from tests.support.races.threads import THREADS, TIMEOUT_SECONDS, outcomes, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def answering(token: str):
    return lambda: services.answer(token=token, choices=ALL_GOOD, about={}, words="")


def test_one_of_many_submissions_of_an_invitation_is_stored() -> None:
    token = invited()
    results = together(*(answering(token) for _ in range(THREADS)))
    assert outcomes(results) == {"NoneType": 1, "NotFound": THREADS - 1}
    assert Answer.objects.count() == 1


def test_control_without_the_lock_stores_many_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Checks the invitation and deletes it without testing which thread was first."""
    meeting = threading.Barrier(THREADS)

    def careless(token: str) -> str:
        invitation = selectors.open_invitation(token)
        with contextlib.suppress(threading.BrokenBarrierError):
            meeting.wait(TIMEOUT_SECONDS * 4)
        Invitation.objects.filter(pk=invitation.pk).delete()
        return invitation.occasion

    token = invited()
    monkeypatch.setattr(services, "_spend", careless)
    together(*(answering(token) for _ in range(THREADS)))
    assert Answer.objects.count() > 1


def test_one_of_many_jobs_for_a_person_invites() -> None:
    account = person()

    def ask_member(event_id: int):
        return lambda: services.invite(
            account_id=account, occasion=Occasion.LOAN, event_id=event_id, actor=SYSTEM
        )

    results = together(*(ask_member(10**9 + number) for number in range(THREADS)))
    assert outcomes(results) == {"Invitation": 1, "NoneType": THREADS - 1}
    assert Event.objects.filter(name="survey:invited").count() == 1
