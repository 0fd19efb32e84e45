"""Races of guardians, on real PostgreSQL: one link used twice, taking over while withdrawing."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.membership import errors, services
from rontal.membership.models import Application, Consent, Guardian, Member
from rontal.membership.selectors.families import address_hash
from rontal.membership.services import guardians
from rontal.membership.services.guardian_page import Entered
from rontal.membership.states import MemberState
from tests.support.membership import factories
from tests.support.races.threads import Moment, refusals, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AYU = address_hash("ayu@contoh.example")
BEFORE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
AFTER = datetime(2027, 3, 2, 2, 0, tzinfo=UTC)


def asked_member() -> Member:
    with time_machine.travel(BEFORE, tick=False):
        member = factories.member(factories.child_values(date(2010, 3, 2)))
    with time_machine.travel(AFTER, tick=False):
        services.ask_for_hand_overs()
    return member


def take_over(member: Member) -> Member:
    return services.take_over(
        application_id=member.application_id,
        purposes=["membership"],
        actor=Actor.person(member.user_id),
    )


def withdraw(member: Member) -> Application:
    return services.withdraw_by_guardian(
        address=AYU, code=member.application.code, purpose="membership"
    )


def test_one_of_many_uses_of_a_link_enters() -> None:
    member = factories.member(factories.child_values())
    token = factories.token(member.application, "guardian_page")
    results = together(*[lambda: services.enter_guardian_page(token=token)] * 6)
    assert sum(isinstance(one, Entered) for one in results) == 1
    assert set(refusals(results)) == {errors.LinkUsed}


def test_taking_over_and_withdrawing_at_once_has_one_winner() -> None:
    for _turn in range(6):
        member = asked_member()
        with time_machine.travel(AFTER, tick=False):
            took, withdrew = together(lambda m=member: take_over(m), lambda m=member: withdraw(m))
        assert isinstance(took, DomainError) != isinstance(withdrew, DomainError), (took, withdrew)
        member.refresh_from_db()
        if isinstance(took, DomainError):
            assert member.state == MemberState.CLOSED
            assert not Consent.objects.filter(
                application=member.application, withdrawn_at=None
            ).exists()
        else:
            assert member.state == MemberState.ACTIVE
            running = Consent.objects.filter(application=member.application, withdrawn_at=None)
            assert set(running.values_list("by", flat=True)) == {"applicant"}
        Guardian.objects.all().delete()


def test_control_without_locks_the_withdrawal_ends_what_was_taken_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Shows that the race is real: the guardian's rights are read before the young person's answer
    is stored, and used after it.
    """
    member, moment = asked_member(), Moment()
    real = guardians._require_guardian
    monkeypatch.setattr(guardians, "lock_member", lambda pk: Member.objects.get(pk=pk))
    monkeypatch.setattr(guardians, "lock", lambda pk: Application.objects.get(pk=pk))
    monkeypatch.setattr(guardians, "_require_guardian", moment.after(real))
    with time_machine.travel(AFTER, tick=False):
        results = together(
            lambda: withdraw(member),
            moment.after(lambda: take_over(member)),
        )
    assert moment.met
    assert not any(isinstance(one, Exception) for one in results), results
    member.refresh_from_db()
    assert member.state == MemberState.CLOSED
