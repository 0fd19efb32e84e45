"""End of the references to persons in old events. The events stay, for figures.

- Who borrowed: some days after the end of a year, the readers in its events of loans and holds are
  replaced by random numbers, and the events no longer name their loan or hold, which could lead to
  the reader. Within the year one reader has one number, so that the figures of its months and of
  the year stay.
- All other events: after some years actor, subject and data are emptied, unless the subject is no
  person's (`about_no_person`).

A trigger of the table allows these changes only, and only for events that are old enough.
"""

from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from rontal.core import clock
from rontal.core.actors import ActorKind
from rontal.core.models import Event

LENDING: Final = ("lending.loan", "lending.hold")
IMPERSONAL: Final[set[str]] = set()
BATCH: Final = 5_000
_REPLACE_READERS: Final = """
WITH of_the_year AS (
    SELECT id, CASE WHEN actor_kind = 'person' AND actor_id > 0 THEN actor_id END AS reader
    FROM core_event
    WHERE at >= %(begin)s AND at < %(end)s AND subject_type = ANY(%(lending)s)
    AND (subject_id <> '' OR actor_kind = 'person' AND actor_id > 0)
), numbered AS (
    SELECT reader, row_number() OVER (ORDER BY random()) AS number
    FROM of_the_year WHERE reader IS NOT NULL GROUP BY reader
)
UPDATE core_event SET
    subject_id = '',
    actor_id = coalesce(-(%(year)s * 1000000000::bigint + numbered.number), actor_id)
FROM of_the_year LEFT JOIN numbered USING (reader) WHERE core_event.id = of_the_year.id
"""
_EMPTY: Final = """
UPDATE core_event SET
    actor_id = CASE WHEN actor_id < 0 THEN actor_id END,
    subject_id = CASE WHEN subject_type = ANY(%(impersonal)s) THEN subject_id ELSE '' END,
    data = CASE WHEN subject_type = ANY(%(impersonal)s) THEN data ELSE '{}' END
WHERE id IN (
    SELECT id FROM core_event WHERE at < %(before)s AND (
        actor_id >= 0
        OR NOT subject_type = ANY(%(impersonal)s) AND (subject_id <> '' OR data <> '{}'))
    ORDER BY id LIMIT %(most)s)
"""


def about_no_person(*subject_types: str) -> None:
    """Registers subjects ("app.model") that are no person's: old events still name them."""
    IMPERSONAL.update(subject_types)


def events_with_readers() -> "QuerySet[Event]":
    """Returns the events that say who borrowed, or which loan or hold they are about."""
    reader = Q(actor_kind=ActorKind.PERSON, actor_id__gt=0)
    return Event.objects.filter(reader | ~Q(subject_id=""), subject_type__in=LENDING)


def events_with_references() -> "QuerySet[Event]":
    """Returns the events that still have what `end_references` empties."""
    named = ~Q(subject_type__in=sorted(IMPERSONAL)) & (~Q(subject_id="") | ~Q(data={}))
    return Event.objects.filter(Q(actor_id__gte=0) | named)


def replace_readers(days: int) -> int:
    """Ends the readers, loans and holds in the events of each year that ended this many days ago.

    Returns the number of events. One statement a year, so that one reader gets one number.
    """
    number = 0
    while (oldest := events_with_readers().order_by("at").first()) is not None:
        local = timezone.localtime(oldest.at)  # figures count the library's years
        begin = local.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
        end = begin.replace(year=begin.year + 1)
        if end + timedelta(days=days) > clock.now():
            break
        with connection.cursor() as cursor:
            cursor.execute(_REPLACE_READERS, _values(begin=begin, end=end, year=begin.year))
            number += cursor.rowcount
    return number


def end_references(years: int) -> int:
    """Empties the references in events older than this; returns the number of events."""
    before = clock.now() - timedelta(days=365 * years)
    number, done = 0, BATCH
    while done == BATCH:
        done = _empty(before)
        number += done
    return number


def _empty(before: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY, _values(before=before, most=BATCH))
        return int(cursor.rowcount)


def _values(**own: Any) -> dict[str, Any]:
    """Returns the parameters of a statement."""
    return {"lending": [*LENDING], "impersonal": sorted(IMPERSONAL), **own}
