"""Tests of formatted times in the catalogue."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from rontal.web.collection.labels import time_left

NOON = datetime(2026, 11, 20, 12, 0)


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(hours=2, minutes=59), "sampai hari ini pukul 14.59"),
        (timedelta(hours=11, minutes=59), "sampai malam ini"),
        (timedelta(hours=21, minutes=59), "sampai besok pukul 09.59"),
        (timedelta(hours=35, minutes=59), "sampai besok malam"),
        (timedelta(days=3), "3 hari lagi"),
    ],
)
def test_loan_that_ends_before_night_shows_its_time(after: timedelta, expected: str) -> None:
    now = timezone.make_aware(NOON)
    with time_machine.travel(now, tick=False):
        assert time_left(now + after) == expected
