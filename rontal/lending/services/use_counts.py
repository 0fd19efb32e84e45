"""Daily counts by title: openings, page views, and rejected requests, without personal data.

Repeated clicks of one reader on one title count once while less than 30 seconds lie between them
(COUNTER Release 5.1, 7.2). Unique counts take one opening, or one view or opening, per reader and
hour (7.4). A keyed hash in the rate limits identifies a reader until it expires. Robots and scripts
are not counted on public pages.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.db import connection
from django.utils import timezone

from rontal.catalogue.browsing import public_id_by_slug
from rontal.core import clock, limits
from rontal.core.actors import Actor
from rontal.core.errors import TooMany
from rontal.core.limits import Limit
from rontal.core.visitors import Visitor
from rontal.lending.errors import NoCopyFree, NotLendable, OnlyInLibrary
from rontal.lending.models import TitleDay
from rontal.lending.usage.robots import is_robot
from rontal.standard.selectors import library

CLICK: Final = Limit("lending:click", 1, timedelta(seconds=30))
HOUR: Final = Limit("lending:hour", 1, timedelta(hours=1))
PAGE_VIEWS: Final = Limit("lending:looks", 6_000, timedelta(hours=1))
"""Page views per hour and IP address; a whole school may share one IP address."""

_NAMES: Final = ", ".join(TitleDay.NUMBERS)
_ADDED: Final = "ON CONFLICT (title_id, day) DO UPDATE SET " + ", ".join(
    f"{name} = d.{name} + EXCLUDED.{name}" for name in TitleDay.NUMBERS
)
_COUNT: Final = f"""
INSERT INTO lending_titleday AS d (title_id, day, {_NAMES})
SELECT t.id, %(day)s, {", ".join(f"%({name})s" for name in TitleDay.NUMBERS)}
  FROM catalogue_title t WHERE t.id = %(title)s AND (%(no_licence)s = 0 OR (t.state = 'public'
   AND NOT EXISTS (SELECT FROM lending_licence l
                    WHERE l.title_id = t.id AND l.kind = 'open_access')))
{_ADDED}"""  # noqa: S608 - built from constants only
_COUNT_ALL: Final = f"""
INSERT INTO lending_titleday AS d (title_id, day, {_NAMES})
SELECT * FROM unnest(%s::bigint[], %s::date[]{", %s::int[]" * len(TitleDay.NUMBERS)})
{_ADDED}"""  # noqa: S608 - built from constants only
_JOIN: Final = f"""
WITH moved AS (DELETE FROM lending_titleday WHERE title_id = %(goes)s RETURNING *)
INSERT INTO lending_titleday AS d (title_id, day, {_NAMES})
SELECT %(stays)s, day, {_NAMES} FROM moved
{_ADDED}"""  # noqa: S608 - built from constants only


class Refusal(StrEnum):
    """Reason why a member's request was rejected: all copies lent, or no licence."""

    LIMIT_EXCEEDED = "limit_exceeded"
    NO_LICENCE = "no_licence"


def count_opening(*, title_id: int, actor: Actor) -> None:
    """Counts an opening of a book on loan; repeated clicks are ignored."""
    if _is_click(f"opened:{actor.id}:{title_id}"):
        opened, viewed = _first_opening(f"{actor.id}:{title_id}")
        _count(title_id, opened=1, opened_anew=opened, seen_anew=viewed)


def count_open_access_use(*, title_id: int, visitor: Visitor) -> None:
    """Counts reading or downloading an open-access file; ignores repeated clicks and robots.

    IP address and browser identify the visitor, as COUNTER specifies for anonymous users.
    """
    if is_robot(visitor.agent):
        return
    reader = f"open:{visitor.key}:{title_id}"
    if _is_click(reader):
        opened, viewed = _first_opening(reader)
        _count(title_id, read_open=1, read_open_anew=opened, seen_open_anew=viewed)


def count_page_view(*, slug: str, actor: Actor, visitor: Visitor) -> None:
    """Counts a view of the page of a public title; ignores repeated clicks and robots.

    IP address and browser identify the reader of an open-access title or without sign-in. Raises
    TooMany.
    """
    if is_robot(visitor.agent):
        return
    limits.spend(PAGE_VIEWS, visitor.address)
    title = public_id_by_slug(slug)
    if title is None:
        return
    title_id, is_open = title
    if is_open:
        _count_view(f"open:{visitor.key}:{title_id}", title_id, "looked_open", "seen_open_anew")
    else:
        _count_view(f"{actor.id or visitor.key}:{title_id}", title_id, "looked", "seen_anew")


def count_rejected_request(*, title_id: int, why: Refusal, actor: Actor) -> None:
    """Counts a rejected request of a reader who may borrow.

    Ignores staff and repeated clicks; titles without a licence count only while public and not open
    access.
    """
    if actor.is_staff or not _is_click(f"refused:{actor.id}:{title_id}"):
        return
    _count(title_id, **{why.value: 1})


@contextmanager
def counting_refusals(title_id: int, actor: Actor) -> Iterator[None]:
    """Counts a refusal raised inside, after its transaction was rolled back, and re-raises it."""
    try:
        yield
    except NoCopyFree:
        count_rejected_request(title_id=title_id, why=Refusal.LIMIT_EXCEEDED, actor=actor)
        raise
    except (NotLendable, OnlyInLibrary):
        count_rejected_request(title_id=title_id, why=Refusal.NO_LICENCE, actor=actor)
        raise


def count_days(days: Mapping[tuple[int, date], Counter[str]]) -> None:
    """Adds counts by (title id, day), each a number by field name. One statement."""
    rows = sorted(days.items())
    titles = [title for (title, _day), _numbers in rows]
    dates = [day for (_title, day), _numbers in rows]
    columns = [[numbers[name] for _of, numbers in rows] for name in TitleDay.NUMBERS]
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ALL, [titles, dates, *columns])


def join_days(*, stays_id: int, goes_id: int) -> None:
    """Adds the daily counts of a merged title to those of the remaining title."""
    with connection.cursor() as cursor:
        cursor.execute(_JOIN, {"stays": stays_id, "goes": goes_id})


def _count_view(reader: str, title_id: int, view_field: str, reader_field: str) -> None:
    if _is_click(f"looked:{reader}"):
        _count(title_id, **{view_field: 1, reader_field: _first_view(reader)})


def _first_opening(reader: str) -> tuple[int, int]:
    """Returns 1 for a reader's first opening in this hour, and 1 if no view preceded it; else 0."""
    opened = _is_first(HOUR, f"{reader}:{_hour()}")
    return int(opened), _first_view(reader) if opened else 0


def _first_view(reader: str) -> int:
    return int(_is_first(HOUR, f"seen:{reader}:{_hour()}"))


def _is_click(key: str) -> bool:
    """Returns True unless the last click, counted or not, was within the previous 30 seconds."""
    return limits.count_consecutive_attempt(CLICK, key) == 1


def _is_first(limit: Limit, key: str) -> bool:
    try:
        limits.spend(limit, key)
    except TooMany:
        return False
    return True


def _hour() -> str:
    return f"{timezone.localtime(clock.now(), library().tz):%Y-%m-%dT%H}"


def _count(title_id: int, **numbers: int) -> None:
    none = dict.fromkeys(TitleDay.NUMBERS, 0)
    day = timezone.localdate(clock.now(), library().tz)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"title": title_id, "day": day, **none, **numbers})
