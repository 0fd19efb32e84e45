"""Tests of the limits by network address of OAI-PMH and SRU, in the words of each protocol."""

from typing import Final
from xml.etree.ElementTree import fromstring

import pytest
import time_machine
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rontal.core import clock, stepped_limits
from rontal.core.limits import Limit, count_attempt
from rontal.ui import request_limits

pytestmark = pytest.mark.django_db
HERE, NEXT = "198.51.100.1", "203.0.113.2"
IDENTIFY: Final = "/oai?verb=Identify"
SEARCH: Final = "/sru?operation=searchRetrieve&version=1.2&query=air"
EXPLAIN: Final = "/sru?operation=explain&version=1.2"
LIMITS: Final[dict[str, tuple[Limit, int]]] = {
    IDENTIFY: (request_limits.HARVESTS, 503),
    SEARCH: (request_limits.CATALOGUE_QUERIES, 429),
    EXPLAIN: (request_limits.CATALOGUE_QUERIES, 429),
}


def from_address(address: str) -> Client:
    return Client(REMOTE_ADDR=address)


def use_up(limit: Limit, key: str = HERE) -> None:
    count_attempt(limit, key, cost=limit.count)


@pytest.mark.parametrize("address", LIMITS)
def test_request_beyond_the_limit_gets_the_waiting_time(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    limit, status = LIMITS[address]
    with time_machine.travel(clock.now(), tick=False):
        use_up(limit)
        answer = from_address(HERE).get(address)
        assert answer.status_code == status
        assert 0 < int(answer["Retry-After"]) <= 600
        assert from_address(NEXT).get(address).status_code == 200
    with time_machine.travel(clock.now() + limit.window, tick=False):
        assert from_address(HERE).get(address).status_code == 200


def test_first_refused_request_is_logged(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    use_up(request_limits.HARVESTS)
    for _time in range(3):
        from_address(HERE).get(IDENTIFY)
    lines = [one.getMessage() for one in caplog.records if one.name == "rontal.limits"]
    assert lines == ["limit interop.oai is reached"]


def test_refused_search_of_sru_is_a_diagnostic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    use_up(request_limits.CATALOGUE_QUERIES)
    for address in (SEARCH, EXPLAIN):
        document = fromstring(from_address(HERE).get(address).content)  # noqa: S314 - our own
        uris = [one.text for one in document.iter("{http://www.loc.gov/zing/srw/diagnostic/}uri")]
        assert uris == ["info:srw/diagnostic/1/2"]


def test_a_household_with_ipv6_has_one_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    use_up(request_limits.HARVESTS, "2001:db8:0:1::/64")
    assert from_address("2001:db8:0:1::7").get(IDENTIFY).status_code == 503
    assert from_address("2001:db8:0:2::7").get(IDENTIFY).status_code == 200


def test_a_forged_address_has_no_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepped_limits, "STEP", 1)
    use_up(request_limits.HARVESTS)
    forged = from_address(HERE).get(IDENTIFY, headers={"x-forwarded-for": NEXT})
    assert forged.status_code == 503


def test_only_each_twentieth_request_writes(
    django_assert_num_queries: type[CaptureQueriesContext],
) -> None:
    with django_assert_num_queries(1):
        for _number in range(2 * stepped_limits.STEP - 1):
            stepped_limits.spend(request_limits.SEARCHES, HERE)


def test_refused_requests_cause_no_query(
    django_assert_num_queries: type[CaptureQueriesContext],
) -> None:
    use_up(request_limits.SEARCHES)
    for number in range(stepped_limits.STEP):
        if number < stepped_limits.STEP - 1:
            stepped_limits.spend(request_limits.SEARCHES, HERE)
        else:
            with pytest.raises(stepped_limits.TooMany):
                stepped_limits.spend(request_limits.SEARCHES, HERE)
    with django_assert_num_queries(0), pytest.raises(stepped_limits.TooMany):
        stepped_limits.spend(request_limits.SEARCHES, HERE)


def test_memory_holds_a_limited_number_of_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepped_limits, "MAX_COUNTERS", 10)
    for number in range(30):
        stepped_limits.spend(request_limits.SEARCHES, f"192.0.2.{number}")
    assert len(stepped_limits._counters) == 10
