"""Weekly hours: spans of local time, and their text form as staff write it.

Defaults follow Pergub Bali 58/2023: Monday to Thursday 07:30-12:00 and 13:00-16:30, Friday
07:30-11:30 and 13:00-14:30.
"""

import re
from collections.abc import Sequence
from datetime import time

Span = tuple[time, time]
"""Begin and end; an end of 00:00 is the midnight at the end of the day."""
Week = tuple[tuple[Span, ...], ...]
"""Spans of seven days, Monday first."""
MINUTES_A_DAY = 24 * 60
MAX_SPANS = 8
_LONG = ((time(7, 30), time(12)), (time(13), time(16, 30)))
_SHORT = ((time(7, 30), time(11, 30)), (time(13), time(14, 30)))
DEFAULT_WEEK: Week = (_LONG, _LONG, _LONG, _LONG, _SHORT, (), ())
_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*(?:-|–|—|s/d|sd|to|sampai)\s*(\d{1,2})[:.](\d{2})")  # noqa: RUF001


class HoursRefused(ValueError):
    """Hours are not valid; `code` is hours_unreadable, hours_end_before_begin, hours_overlap or
    hours_too_many.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def minutes(span: Span) -> tuple[int, int]:
    """Returns begin and end in minutes of the day; an end at midnight is 1440."""
    begin, end = (at.hour * 60 + at.minute for at in span)
    return begin, end or MINUTES_A_DAY


def read_day(text: str) -> tuple[Span, ...]:
    """Parses "07:30-12:00, 13:00-16:30" into spans; none for an empty text. Raises HoursRefused."""
    parts = [part.strip() for part in re.split(r"[,;\n]", text) if part.strip()]
    return checked(tuple(_read_span(part) for part in parts))


def write_day(spans: Sequence[Span]) -> str:
    """Formats spans as text that `read_day` can parse."""
    return ", ".join(f"{_clock(begin)}-{_clock(end, ends=True)}" for begin, end in spans)


def checked(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Returns the spans in order. Raises HoursRefused when there are too many, when they overlap or
    end before they begin. Hours across midnight need two spans: until 24:00, and from 00:00 of the
    next day.
    """
    if len(spans) > MAX_SPANS:
        raise HoursRefused("hours_too_many")
    ordered = sorted(spans, key=minutes)
    for span in ordered:
        begin, end = minutes(span)
        if end <= begin:
            raise HoursRefused("hours_end_before_begin")
    for before, after in zip(ordered, ordered[1:], strict=False):
        if minutes(after)[0] < minutes(before)[1]:
            raise HoursRefused("hours_overlap")
    return tuple(ordered)


def from_json(days: Sequence[Sequence[Sequence[str]]]) -> Week:
    """Parses a week as stored in the tables; raises HoursRefused when it is not valid."""
    if len(days) != 7:
        raise HoursRefused("hours_unreadable")
    return tuple(checked(tuple((_time(begin), _time(end)) for begin, end in day)) for day in days)


def to_json(week: Week) -> list[list[list[str]]]:
    """Returns a week for storage in the tables."""
    return [[[_clock(begin), _clock(end, ends=True)] for begin, end in day] for day in week]


def length(week: Week) -> int:
    """Returns the working minutes of a whole week."""
    return sum(end - begin for day in week for begin, end in map(minutes, day))


def _read_span(text: str) -> Span:
    match = _SPAN.fullmatch(text)
    if match is None:
        raise HoursRefused("hours_unreadable")
    begin, end = f"{match[1]}:{match[2]}", f"{match[3]}:{match[4]}"
    return _time(begin), _time(end)


def _time(text: str) -> time:
    hour, _, minute = text.partition(":")
    if (hour, minute) == ("24", "00"):
        return time(0)
    try:
        return time(int(hour), int(minute))
    except ValueError:
        raise HoursRefused("hours_unreadable") from None


def _clock(at: time, *, ends: bool = False) -> str:
    return "24:00" if ends and at == time(0) else f"{at:%H:%M}"
