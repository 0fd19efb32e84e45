"""Tests of the limit on devices that read a loan at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.lending import services
from rontal.lending.content_access import loaned_file
from rontal.lending.errors import OpenElsewhere
from rontal.lending.models import Licence, Loan, Sitting
from rontal.lending.policies import LendingPolicies
from tests.support.lending.factories import borrower, bought, loan

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Actor:
    return borrower()


@pytest.fixture
def at() -> Iterator[Any]:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        yield traveller


def limited(person: Actor, devices: int | None) -> Loan:
    return loan(bought("concurrent", copies=9, devices=devices).title, person)


def on(person: Actor, device: str) -> Actor:
    return person.through(f"session-of-the-{device}")


def opened(borrowed: Loan, person: Actor, *devices: str) -> None:
    for device in devices:
        services.register_device(loan_id=borrowed.pk, actor=on(person, device))


def reads(borrowed: Loan, person: Actor, device: str) -> bool:
    return loaned_file(borrowed.pk, on(person, device)).here


def quiet(at: Any, minutes: float = 0) -> None:
    at.shift(timedelta(minutes=minutes or LendingPolicies.current().reading_quiet_minutes))


def test_second_device_shows_how_long_ago_the_first_was_used(person: Actor, at: Any) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    at.shift(timedelta(minutes=5, seconds=20))
    with pytest.raises(OpenElsewhere) as refusal:
        opened(borrowed, person, "laptop")
    assert refusal.value.params == {"minutes": 5}
    assert reads(borrowed, person, "phone")
    assert not reads(borrowed, person, "laptop")


def test_taking_over_is_always_granted_and_the_first_device_can_read_no_more(person: Actor) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    services.replace_device(loan_id=borrowed.pk, actor=on(person, "laptop"))
    assert reads(borrowed, person, "laptop")
    assert not reads(borrowed, person, "phone")
    services.replace_device(loan_id=borrowed.pk, actor=on(person, "phone"))
    assert reads(borrowed, person, "phone")
    assert Sitting.objects.count() == 1


def test_opening_again_on_the_same_device_changes_nothing(person: Actor) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone", "phone")
    services.replace_device(loan_id=borrowed.pk, actor=on(person, "phone"))
    assert Sitting.objects.count() == 1


def test_an_inactive_device_is_released_automatically(person: Actor, at: Any) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    quiet(at)
    assert reads(borrowed, person, "phone"), "nobody else wants the room"
    opened(borrowed, person, "laptop")
    assert not reads(borrowed, person, "phone")


def test_turning_a_page_keeps_the_device_registered(person: Actor, at: Any) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    quiet(at, 8)
    services.record_device_use(loan_id=borrowed.pk, at=clock.now(), actor=on(person, "phone"))
    quiet(at, 8)
    with pytest.raises(OpenElsewhere):
        opened(borrowed, person, "laptop")


def test_earlier_use_neither_registers_a_device_nor_removes_one(person: Actor, at: Any) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    early = clock.now() - timedelta(hours=2)
    services.record_device_use(loan_id=borrowed.pk, at=early, actor=on(person, "laptop"))
    services.record_device_use(loan_id=borrowed.pk, at=early, actor=on(person, "phone"))
    assert Sitting.objects.get().used_at == clock.now()


def test_use_at_the_device_limit_is_refused(person: Actor) -> None:
    borrowed = limited(person, 1)
    opened(borrowed, person, "phone")
    with pytest.raises(OpenElsewhere):
        services.record_device_use(loan_id=borrowed.pk, at=clock.now(), actor=on(person, "laptop"))


def test_least_recently_used_of_two_devices_is_replaced(person: Actor, at: Any) -> None:
    borrowed = limited(person, 2)
    for device in ("phone", "laptop"):
        opened(borrowed, person, device)
        at.shift(timedelta(minutes=1))
    services.record_device_use(loan_id=borrowed.pk, at=clock.now(), actor=on(person, "phone"))
    with pytest.raises(OpenElsewhere):
        opened(borrowed, person, "desk")
    services.replace_device(loan_id=borrowed.pk, actor=on(person, "desk"))
    assert [reads(borrowed, person, one) for one in ("phone", "laptop", "desk")] == [
        True,
        False,
        True,
    ]


def test_licence_without_a_device_limit_stores_no_device(person: Actor) -> None:
    borrowed = limited(person, None)
    opened(borrowed, person, "phone", "laptop", "desk")
    services.replace_device(loan_id=borrowed.pk, actor=on(person, "phone"))
    services.record_device_use(loan_id=borrowed.pk, at=clock.now(), actor=on(person, "phone"))
    assert reads(borrowed, person, "any other")
    assert not Sitting.objects.exists()


def test_devices_are_limited_per_loan_and_reader(person: Actor) -> None:
    borrowed, other = limited(person, 1), borrower()
    theirs = loan(borrowed.title, other)
    opened(borrowed, person, "phone")
    opened(theirs, other, "laptop")
    assert reads(borrowed, person, "phone")
    assert reads(theirs, other, "laptop")
    with pytest.raises(NotFound):
        services.replace_device(loan_id=borrowed.pk, actor=on(other, "laptop"))


def test_sitting_reveals_no_session_and_differs_between_loans(person: Actor) -> None:
    first, second = limited(person, 1), limited(person, 1)
    for borrowed in (first, second):
        opened(borrowed, person, "phone")
    names = set(Sitting.objects.values_list("session", flat=True))
    assert len(names) == 2
    assert not any("phone" in name for name in names)


def test_sittings_are_deleted_with_their_loan(person: Actor) -> None:
    over, running = limited(person, 1), limited(person, 1)
    for borrowed in (over, running):
        opened(borrowed, person, "phone")
    services.return_loan(loan_id=over.pk, actor=person)
    assert services.sweep_sittings() == 1
    assert services.sweep_sittings() == 0
    assert Sitting.objects.get().loan_id == running.pk
    services.return_loan(loan_id=running.pk, actor=person)
    services.erase_history(actor=person)
    assert not Sitting.objects.exists()


@pytest.mark.parametrize("devices", [0, -1, 100_000])
def test_device_limit_is_at_least_one(devices: int) -> None:
    with pytest.raises(Invalid) as refused:
        bought("concurrent", devices=devices)
    assert refused.value.fields == {"devices": "licence_devices_missing"}
    assert not Licence.objects.exists()
