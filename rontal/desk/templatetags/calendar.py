"""Template tags of the working calendar: labels of codes, and formatted hours."""

from datetime import date

from django import template
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.desk.selectors.calendar_year import Kind
from rontal.standard.labels import BALI_DAYS
from rontal.standard.rules import Week
from rontal.standard.rules.hours import write_day

register = template.Library()
KINDS: dict[str, str | Promise] = {
    Kind.CLOSED: _("Closed"),
    Kind.BALI: _("Balinese day off"),
    Kind.HOLIDAY: _("National holiday"),
    Kind.JOINT: _("Joint leave"),
    Kind.PROPOSED: _("Balinese day, not yet decided"),
    Kind.SPECIAL: _("Special hours"),
    Kind.REST: _("No hours on this weekday"),
    Kind.WORK: _("Regular working day"),
}


@register.filter
def bali_day(code: str) -> str:
    """Returns the label of a Balinese day."""
    return str(BALI_DAYS.get(code, code))


@register.filter
def day_kind(kind: str) -> str:
    """Returns the label of a kind of date."""
    return str(KINDS.get(kind, kind))


@register.filter
def ordinal(day: date) -> int:
    """Returns the date's proleptic Gregorian ordinal, by which URLs identify it."""
    return day.toordinal()


@register.filter
def week_lines(week: Week) -> list[tuple[str, str]]:
    """Groups consecutive days with the same hours: ("Monday – Thursday", "07:30-12:00, …")."""
    lines: list[tuple[int, int, str]] = []
    for number, spans in enumerate(week):
        hours = write_day(spans)
        if lines and lines[-1][2] == hours:
            lines[-1] = (lines[-1][0], number, hours)
        else:
            lines.append((number, number, hours))
    return [(_days(first, last), hours) for first, last, hours in lines]


@register.simple_tag
def weekday_letters() -> list[tuple[int, str]]:
    """Returns the x position of each weekday's column in a month, and its short name."""
    return [(number * 30 + 15, str(WEEKDAYS_ABBR[number])) for number in range(7)]


@register.simple_tag
def kinds_drawn() -> list[str]:
    """Returns the kinds of day in the order of the legend, without REST, which is not drawn."""
    return [kind.value for kind in (
        Kind.WORK, Kind.SPECIAL, Kind.HOLIDAY, Kind.JOINT, Kind.BALI, Kind.PROPOSED,
        Kind.CLOSED,
    )]  # fmt: skip


def _days(first: int, last: int) -> str:
    begin, end = str(WEEKDAYS[first]), str(WEEKDAYS[last])
    return begin if first == last else f"{begin} – {end}"  # noqa: RUF001
