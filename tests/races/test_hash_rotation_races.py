"""Races of persons while the hash key is rotated, on real PostgreSQL: their rows have hashes under
different keys, so that no constraint of the database compares them.
"""

from typing import Any

import pytest

from rontal.membership import errors, services
from rontal.membership.models import Application, Member
from rontal.membership.services import decisions, rehashing
from tests.support.config import hash_keys
from tests.support.membership import factories
from tests.support.races.threads import Moment, refusals, together

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def two_cases(settings: Any) -> tuple[Application, Application]:
    """Two applications of one person in review: of the first key, and of the second."""
    hash_keys.start(settings)
    typed = factories.values()
    first = factories.in_review(typed)
    hash_keys.rotate(settings)
    second = factories.in_review({**typed, "email": "lain@contoh.example"})
    assert bytes(first.nik_hash) != bytes(second.nik_hash)
    return first, second


def approve_both(cases: tuple[Application, Application]) -> list[object]:
    clerks = [factories.clerk(), factories.clerk()]
    return together(
        *(
            lambda pk=case.pk, actor=clerk: services.approve(application_id=pk, actor=actor)
            for case, clerk in zip(cases, clerks, strict=True)
        )
    )


def test_one_of_two_cases_under_different_keys_becomes_a_membership(
    two_cases: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Moment()
    monkeypatch.setattr(decisions, "is_member", moment.after(decisions.is_member))
    assert refusals(approve_both(two_cases)) == [errors.AlreadyMember]
    assert Member.objects.count() == 1
    assert not moment.met


def test_control_without_the_lock_one_person_has_two_memberships(
    two_cases: tuple[Application, Application], monkeypatch: pytest.MonkeyPatch
) -> None:
    moment = Moment()
    monkeypatch.setattr(decisions, "lock_person", lambda *_hashes: None)
    monkeypatch.setattr(decisions, "is_member", moment.after(decisions.is_member))
    assert refusals(approve_both(two_cases)) == []
    assert moment.met
    assert Member.objects.count() == 2


def test_membership_that_begins_during_the_rotation_gets_the_active_keys_hash(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    hash_keys.start(settings)
    case, clerk = factories.in_review(), factories.clerk()
    hash_keys.rotate(settings)
    moment = Moment()
    monkeypatch.setattr(decisions, "is_member", moment.after(decisions.is_member))
    monkeypatch.setattr(rehashing, "_due", moment.after(rehashing._due))

    results = together(
        lambda: services.approve(application_id=case.pk, actor=clerk),
        lambda: list(rehashing.rotate_persons()),
    )

    assert refusals(results) == []
    case.refresh_from_db()
    active = rehashing.plain_hashes(case)[0]
    assert bytes(case.nik_hash) == active
    assert bytes(Member.objects.get().nik_hash) == active
