"""Queries about the standard in force, former versions and the draft."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.standard.policies import StandardPolicies
from rontal.standard.publication import defaults
from rontal.standard.publication.models import StandardComponent, StandardVersion
from rontal.standard.publication.rules import (
    Component,
    Head,
    Part,
    TimeRow,
    channels_of,
    missing,
    times_of,
)
from rontal.standard.selectors import library
from rontal.standard.states import StandardState

RECHECK_SECONDS = 2.0
_cached: tuple[date, float, tuple[TimeRow, ...]] | None = None


@dataclass(frozen=True)
class Version:
    """Version with its components in order; `number` is 0 for the default that has no decree."""

    number: int
    state: StandardState
    head: Head
    components: Mapping[Part, Component]
    revision: int = 0
    published_at: datetime | None = None

    @property
    def is_decreed(self) -> bool:
        """True for a version that was published by a decree."""
        return self.state is StandardState.PUBLISHED

    def __getitem__(self, part: Part | str) -> Component:
        return self.components[Part(part)]


def today() -> date:
    """Returns the current date in the library's time zone."""
    return clock.now().astimezone(library().tz).date()


def in_force(at: date | None = None) -> Version | None:
    """Returns the published version in force on a day (default today): the latest that has begun;
    None if there is none.
    """
    row = _published().filter(in_force_from__lte=at or today()).first()
    return _version(row) if row else None


def current() -> Version:
    """Returns the version that visitors read: the one in force, or the default."""
    return in_force() or proposal()


def proposal() -> Version:
    """Returns the default standard, which describes how the program works."""
    head = Head(decree_number=library().decree_number)
    return Version(0, StandardState.DRAFT, head, defaults.components(library()))


def published(number: int) -> Version:
    """Returns a published version, in force or not; raises NotFound."""
    row = NotFound.if_none(_published().filter(number=number).first())
    return _version(row)


def history() -> list[tuple[int, Head]]:
    """Returns number and head of every published version, the newest first."""
    return [(row.number, head_of(row)) for row in _published()]


def draft() -> Version | None:
    """Returns the draft, or None."""
    row = StandardVersion.objects.filter(state=StandardState.DRAFT).first()
    return _version(row) if row else None


def time_in_force() -> tuple[TimeRow, ...]:
    """Returns the parts of the promised time in force today, or the defaults. Cached in the process
    for `RECHECK_SECONDS` seconds.
    """
    global _cached  # noqa: PLW0603
    day, now = today(), time.monotonic()
    if _cached is None or _cached[0] != day or now - _cached[1] >= RECHECK_SECONDS:
        _cached = day, now, _time_in_force()
    return _cached[2]


def clear_time_cache() -> None:
    """Clears the cache of `time_in_force` in this process."""
    global _cached  # noqa: PLW0603
    _cached = None


def _time_in_force() -> tuple[TimeRow, ...]:
    row = StandardComponent.objects.filter(
        part=Part.TIME,
        version__state=StandardState.PUBLISHED,
        version__in_force_from__lte=today(),
    )
    component = row.order_by("-version__in_force_from", "-version__number").first()
    return times_of(component.rows) if component else defaults.times(library())


def publication_obstacles(version: Version) -> dict[str, str]:
    """Returns why a version cannot be published: field or component → code."""
    minutes = StandardPolicies.current().decision_working_minutes
    return missing(version.head, version.components, today=today(), decision_minutes=minutes)


def head_of(row: StandardVersion) -> Head:
    """Builds the head of a version from its row."""
    return Head(
        decree_number=row.decree_number,
        decree_date=row.decree_date,
        in_force_from=row.in_force_from,
        signatory_name=row.signatory_name,
        signatory_office=row.signatory_office,
    )


def component_of(row: StandardComponent) -> Component:
    """Builds a component from its row."""
    part = Part(row.part)
    return Component(
        part=part,
        text=row.text,
        text_en=row.text_en,
        times=times_of(row.rows) if part is Part.TIME else (),
        channels=channels_of(row.rows) if part is Part.COMPLAINTS else (),
        revision=row.revision,
    )


def _published() -> "QuerySet[StandardVersion]":
    rows = StandardVersion.objects.filter(state=StandardState.PUBLISHED)
    return rows.order_by("-in_force_from", "-number")


def _version(row: StandardVersion) -> Version:
    components = {Part(one.part): component_of(one) for one in row.components.all()}
    return Version(
        number=row.number,
        state=StandardState(row.state),
        head=head_of(row),
        components={part: components.get(part, Component(part)) for part in Part},
        revision=row.revision,
        published_at=row.published_at,
    )
