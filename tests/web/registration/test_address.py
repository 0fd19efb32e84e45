"""Tests of the client address of a request behind proxies."""

import pytest
from django.test import RequestFactory

from rontal.accounts.address import client_address


def of(remote: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


def test_without_trusted_proxies_forwarded_addresses_are_ignored() -> None:
    assert of("203.0.113.9", "198.51.100.1") == "203.0.113.9"


@pytest.mark.parametrize(
    ("remote", "forwarded", "counts"),
    [
        ("10.1.2.3", "198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "invented, 198.51.100.1", "198.51.100.1"),
        ("10.1.2.3", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"),
        ("10.1.2.3", "", "10.1.2.3"),
        ("10.1.2.3", "rubbish", "10.1.2.3"),
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
    ],
)
def test_forwarded_address_of_a_trusted_proxy_is_used(
    settings: object, remote: str, forwarded: str, counts: str
) -> None:
    settings.TRUSTED_PROXIES = ("10.0.0.0/8",)
    assert of(remote, forwarded) == counts


def test_ipv6_household_counts_once() -> None:
    assert of("2001:db8:1:2:aaaa::1") == of("2001:db8:1:2:bbbb::7") == "2001:db8:1:2::/64"
    assert of("2001:db8:1:3::1") != of("2001:db8:1:2::1")
    assert of("::ffff:203.0.113.9") == "203.0.113.9"


def test_sockets_without_an_address_count_as_one() -> None:
    assert of("") == ""
