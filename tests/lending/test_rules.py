"""Tests of choosing the copy to lend, and of validating licences."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rontal.lending.rules import (
    Availability,
    LicenceKind,
    Offer,
    Slot,
    Terms,
    end_of_day,
    faults_of,
    free_slots,
    in_lending_order,
    is_inside,
    last_second,
)

NOW = datetime(2026, 11, 25, 8, 30, 12, 500, tzinfo=UTC)
FOREVER, COUNTED, SOON, LATER = 1, 2, 3, 4
LICENCES = {
    FOREVER: Terms(FOREVER, 1),
    COUNTED: Terms(COUNTED, 1, loans_allowed=26),
    SOON: Terms(SOON, 1, ends_at=NOW + timedelta(days=10)),
    LATER: Terms(LATER, 1, ends_at=NOW + timedelta(days=90)),
}


def lent_first(*licences: int, days: int = 7) -> list[int]:
    slots = [Slot(one, 1) for one in licences]
    ordered = in_lending_order(
        slots, LICENCES.values(), until=NOW + timedelta(days=days), begun=NOW
    )
    return [slot.licence_id for slot in ordered]


def test_expiring_licences_are_lent_before_lasting_ones_and_counted_loans_last() -> None:
    assert lent_first(COUNTED, FOREVER, LATER, SOON) == [SOON, LATER, FOREVER, COUNTED]


def test_licence_that_would_cut_the_loan_short_comes_after_lasting_ones() -> None:
    assert lent_first(SOON, COUNTED, FOREVER, days=14) == [FOREVER, COUNTED, SOON]


def test_limit_equal_to_the_loan_days_does_not_cut_it_short() -> None:
    until = end_of_day(NOW, days=7, zone=UTC)
    licences = [Terms(COUNTED, 1, loans_allowed=26), Terms(SOON, 1, longest_days=7)]
    slots = [Slot(COUNTED, 1), Slot(SOON, 1)]
    ordered = in_lending_order(slots, licences, until=until, begun=NOW)
    assert [slot.licence_id for slot in ordered] == [SOON, COUNTED]
    longer = in_lending_order(slots, licences, until=until + timedelta(days=1), begun=NOW)
    assert [slot.licence_id for slot in longer] == [COUNTED, SOON]


def test_limited_loan_ends_with_the_last_second_of_a_minute() -> None:
    limited = Terms(SOON, 1, longest_days=3)
    end = limited.end(NOW + timedelta(days=9), begun=NOW)
    assert end == last_second(NOW + timedelta(days=3))
    assert (end.second, end.microsecond) == (59, 0)
    assert limited.end(NOW + timedelta(days=1), begun=NOW) == NOW + timedelta(days=1)


def test_longest_of_too_short_licences_is_lent() -> None:
    assert lent_first(SOON, LATER, days=120) == [LATER, SOON]


def lent_first_of(*licences: Terms, until: datetime) -> list[int]:
    slots = [Slot(terms.id, 1) for terms in licences]
    return [slot.licence_id for slot in in_lending_order(slots, licences, until=until, begun=NOW)]


def test_losing_a_whole_day_is_cut_short_and_losing_hours_is_not() -> None:
    until = NOW + timedelta(days=14)
    counted, day_less = Terms(1, 1, loans_allowed=26), until - timedelta(days=1)
    hours_less = day_less + timedelta(seconds=1)
    assert lent_first_of(counted, Terms(2, 1, ends_at=day_less), until=until) == [1, 2]
    assert lent_first_of(counted, Terms(2, 1, ends_at=hours_less), until=until) == [2, 1]


def test_among_too_short_licences_counted_loans_do_not_come_last() -> None:
    longer = Terms(1, 1, ends_at=NOW + timedelta(days=10), loans_allowed=26)
    shorter = Terms(2, 1, ends_at=NOW + timedelta(days=5))
    assert lent_first_of(shorter, longer, until=NOW + timedelta(days=14)) == [1, 2]


def test_first_copy_of_the_oldest_licence_is_lent_first() -> None:
    wanted = [Slot(1, 1), Slot(1, 2), Slot(2, 1)]
    ordered = in_lending_order(wanted[::-1], [Terms(2, 1), Terms(1, 2)], until=NOW, begun=NOW)
    assert ordered == wanted


@pytest.mark.parametrize(("waiting", "remaining"), [(0, 2), (1, 1), (2, 0), (3, 0)])
def test_new_borrower_gets_copies_left_by_the_queue(waiting: int, remaining: int) -> None:
    counts = Availability(copies=5, lent=2, reserved=1, waiting=waiting, inside=3, lent_inside=1)
    assert (counts.free, counts.free_inside) == (remaining, 2)


def free(*licences: Terms, used: int = 0, reserved: int = 0) -> int:
    slots = {Slot(licences[0].id, number + 1) for number in range(used + reserved)}
    promised = {Slot(licences[0].id, number + 1) for number in range(used, used + reserved)}
    return len(free_slots(licences, used=slots, reserved=promised, at=NOW))


def test_lent_and_reserved_copies_are_not_free() -> None:
    assert free(Terms(1, 5), used=2, reserved=1) == 2


def test_free_copies_are_at_most_the_loans_left_after_reserved_ones() -> None:
    assert free(Terms(1, 5, loans_allowed=26, loans_made=24)) == 2
    assert free(Terms(1, 5, loans_allowed=26, loans_made=24), reserved=1) == 1
    assert free(Terms(1, 5, loans_allowed=26, loans_made=26)) == 0


def test_ended_licence_has_no_copy() -> None:
    assert free(Terms(1, 5, ends_at=NOW)) == 0
    assert free(Terms(1, 5, ends_at=NOW + timedelta(seconds=1))) == 5


@pytest.mark.parametrize("seconds", [0, 1, 58, 59, 60])
def test_loan_ends_with_a_minute_and_never_later_than_agreed(seconds: int) -> None:
    agreed = datetime(2026, 11, 25, 8, 30, 0, 7, tzinfo=UTC) + timedelta(seconds=seconds)
    last_moment = last_second(agreed)
    assert (last_moment.second, last_moment.microsecond) == (59, 0)
    assert timedelta(0) <= agreed - last_moment < timedelta(seconds=60.1)


def test_last_second_of_a_day_is_unchanged() -> None:
    end = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert last_second(end) == end


K = LicenceKind
YEAR = NOW + timedelta(days=365)
SOUND = [
    Offer(K.ONE_COPY_ONE_READER, 3, price=Decimal("250000")),
    Offer(K.BY_TIME, 1, YEAR),
    Offer(K.BY_LOANS, 5, loans_allowed=26),
    Offer(K.BY_LOANS, 1, YEAR, 26),
    Offer(K.CONCURRENT, 32_767, datetime(2200, 12, 31, tzinfo=UTC)),
    Offer(K.IN_LIBRARY, 2),
    Offer(K.OPEN_ACCESS, 0),
]
FAULTY = [
    (Offer(K.ONE_COPY_ONE_READER, 0), "copies"),
    (Offer(K.ONE_COPY_ONE_READER, 1, YEAR), "ends_at"),
    (Offer(K.ONE_COPY_ONE_READER, 1, loans_allowed=3), "loans_allowed"),
    (Offer(K.BY_TIME, 1), "ends_at"),
    (Offer(K.BY_TIME, 1, NOW), "ends_at"),
    (Offer(K.BY_LOANS, 1), "loans_allowed"),
    (Offer(K.CONCURRENT, 1, loans_allowed=0), "loans_allowed"),
    (Offer(K.CONCURRENT, 32_768), "copies"),
    (Offer(K.BY_TIME, 1, datetime(2201, 1, 1, tzinfo=UTC)), "ends_at"),
    (Offer(K.OPEN_ACCESS, 1), "copies"),
    (Offer(K.IN_LIBRARY, 1, price=Decimal(-1)), "price"),
]


@pytest.mark.parametrize("offer", SOUND, ids=str)
def test_terms_allowed_for_each_kind_of_licence(offer: Offer) -> None:
    assert faults_of(offer, NOW) == {}


@pytest.mark.parametrize(("offer", "field"), FAULTY)
def test_terms_refused_for_each_kind_of_licence(offer: Offer, field: str) -> None:
    assert set(faults_of(offer, NOW)) == {field}


@pytest.mark.parametrize(
    ("address", "inside"),
    [
        ("203.0.113.9", True),
        ("203.0.114.9", False),
        ("2001:db8:1::7", True),
        ("2001:db8:2::7", False),
        ("", False),
        ("no address", False),
    ],
)
def test_visitor_in_the_library_is_recognised_by_address(address: str, inside: bool) -> None:
    assert is_inside(address, ["203.0.113.0/24", "2001:db8:1::/48"]) is inside
