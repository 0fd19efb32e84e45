"""Quiet hours, browsers and numbers, without a database."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from rontal.notifications import choice_links, registry, rules
from rontal.notifications.purposes import ChannelName, Purpose

BALI = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("hour", "begins", "ends", "until"),
    [
        (20, 21, 7, None),
        (21, 21, 7, "02T07"),
        (23, 21, 7, "02T07"),
        (0, 21, 7, "01T07"),
        (6, 21, 7, "01T07"),
        (7, 21, 7, None),
        (12, 11, 13, "01T13"),
        (13, 11, 13, None),
        (12, 7, 7, None),
        (22, 22, 0, "02T00"),
        (0, 22, 0, None),
    ],
)
def test_quiet_hours_end_where_they_should(hour, begins, ends, until):
    now = datetime(2026, 12, 1, hour, 59, 59, tzinfo=BALI)
    ends_at = rules.quiet_until(now, begins=begins, ends=ends)
    assert (ends_at and ends_at.strftime("%dT%H")) == until
    assert ends_at is None or (ends_at > now and ends_at.minute == 0)


@pytest.mark.parametrize(
    ("agent", "family"),
    [
        (
            "Mozilla/5.0 (Linux; Android 10; K) Chrome/142.0.0.0 Mobile Safari/537",
            "Chrome, Android",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/142.0 Safari/537 Edg/142.0", "Edge, Windows"),
        (
            "Mozilla/5.0 (Linux; Android 14) SamsungBrowser/27 Chrome/125",
            "Samsung Internet, Android",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18) Version/18.0 Safari/604", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0", "Firefox, Linux"),
        ("curl", ""),
    ],
)
def test_device_is_named_after_browser_and_system(agent, family):
    assert rules.family_of(agent) == family


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("0812-3456-7890", "6281234567890"),
        ("+62 812 3456 7890", "6281234567890"),
        ("(0812) 3456.7890", "6281234567890"),
        ("+65 9123 4567", "6591234567"),
        ("", ""),
        ("0", ""),
        ("nol delapan", ""),
        ("0812 3456 7890 ext 5", ""),
        ("9" * 30, ""),
    ],
)
def test_number_is_written_in_the_notation_of_whatsapp(typed, number):
    assert rules.mobile_number(typed) == number


def test_every_message_has_a_code_events_and_a_purpose():
    for code, entry in registry.MESSAGES.items():
        assert code == entry.code
        assert len(code) <= 30
        assert entry.events, code
        if ChannelName.PUSH in entry.channels and entry.code != "device_test":
            assert entry.purpose in registry.purposes_of(ChannelName.PUSH), code
    always = {Purpose.MEMBERSHIP, Purpose.COMPLAINTS, Purpose.SECURITY}
    assert not always & set(registry.purposes_of(ChannelName.MAIL))


def test_altered_link_to_the_settings_opens_nothing():
    path = choice_links.choice_path(5, Purpose.HOLDS)
    token = path.split("/")[2]
    assert choice_links.read_token(token) == (5, Purpose.HOLDS)
    for wrong in (token[:-1], "x" + token, "", "a:b:c", token.replace(":", "")):
        assert choice_links.read_token(wrong) is None
