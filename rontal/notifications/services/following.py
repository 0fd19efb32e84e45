"""Services for following authors and subjects, and the daily digest of their new titles. No event
records a follow, because the list is private to the member."""

import uuid
from datetime import timedelta
from typing import Final

from django.db import connection, transaction

from rontal.catalogue.models import Agent, Subject
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit_all
from rontal.lending.errors import NotAMember
from rontal.membership.models import Member
from rontal.membership.states import MemberState
from rontal.notifications import events, selectors
from rontal.notifications.errors import FollowsFull
from rontal.notifications.messages.sender import SENDER
from rontal.notifications.models import Follow, NewTitle

MAX_FOLLOWS: Final = 200
DELETED_AFTER_DAYS: Final = 400
_INSERT: Final = """
INSERT INTO notifications_newtitle (member_id, title_id, found_at)
SELECT DISTINCT f.member_id, t.id, %(now)s::timestamptz
  FROM catalogue_title t
  JOIN (SELECT c.title_id, f.member_id
          FROM notifications_follow f JOIN catalogue_contributor c ON c.agent_id = f.agent_id
        UNION
        SELECT s.title_id, f.member_id
          FROM notifications_follow f JOIN catalogue_titlesubject s ON s.subject_id = f.subject_id
       ) f ON f.title_id = t.id
 WHERE t.state = 'public' AND {condition}
ON CONFLICT DO NOTHING
"""
_INSERT_ONE: Final = _INSERT.format(condition="t.id = %(id)s")
_INSERT_RUN: Final = _INSERT.format(condition="t.run_id = %(id)s")
_ASSIGN_BATCH: Final = """
UPDATE notifications_newtitle SET batch = %(batch)s WHERE batch IS NULL RETURNING member_id
"""
_JOIN: Final = """
WITH moved AS (DELETE FROM notifications_follow WHERE {column} = %(goes)s RETURNING *)
INSERT INTO notifications_follow (member_id, {column}, since)
SELECT member_id, %(stays)s, since FROM moved ON CONFLICT DO NOTHING
"""


def follow(*, actor: Actor, agent_id: int | None = None, subject_id: int | None = None) -> None:
    """Adds an author or a subject to the actor's follows. Idempotent. Raises NotAMember, NotFound,
    FollowsFull."""
    with transaction.atomic():
        rows = Member.objects.select_for_update(no_key=True, of=("self",))
        rows = rows.filter(user_id=actor.id or selectors.NOBODY)
        member = NotAMember.if_none(rows.exclude(state=MemberState.CLOSED).first())
        _require_target(agent_id, subject_id)
        own = Follow.objects.filter(member=member)
        if own.filter(agent=agent_id, subject=subject_id).exists():
            return
        if own.count() >= MAX_FOLLOWS:
            raise FollowsFull(limit=MAX_FOLLOWS)
        Follow.objects.create(member=member, agent_id=agent_id, subject_id=subject_id)


def unfollow(*, actor: Actor, agent_id: int | None = None, subject_id: int | None = None) -> None:
    """Removes an author or a subject from the actor's follows. Idempotent."""
    rows = Follow.objects.filter(member__user_id=actor.id or selectors.NOBODY)
    rows.filter(agent=agent_id, subject=subject_id).delete()


def find_new_titles(*, title_id: int) -> None:
    """Records a published title for everybody who follows its authors and subjects, once per member
    and title, in one statement."""
    _insert_new_titles(_INSERT_ONE, title_id)


def find_new_titles_of_import(*, run_id: int) -> None:
    """Calls `find_new_titles` for all titles of an import, in one statement."""
    _insert_new_titles(_INSERT_RUN, run_id)


def send_digests() -> int:
    """Queues one message for each member with new titles; returns the number of members. Deletes
    rows that are older than a year."""
    batch = uuid.uuid4()
    with transaction.atomic():
        expiry = clock.now() - timedelta(days=DELETED_AFTER_DAYS)
        NewTitle.objects.filter(found_at__lt=expiry).delete()
        with connection.cursor() as cursor:
            cursor.execute(_ASSIGN_BATCH, {"batch": batch})
            members = {member for (member,) in cursor.fetchall()}
        recipients = list(Member.objects.filter(pk__in=members).order_by("pk"))
        emit_all(events.NEW_TITLES, actor=SENDER, subjects=recipients, data={"batch": str(batch)})
    return len(recipients)


def join_follows(*, column: str, stays_id: int, goes_id: int) -> None:
    """Moves the follows of a merged author or subject to the one that remains; `column` is
    "agent_id" or "subject_id"."""
    assert column in ("agent_id", "subject_id")
    with connection.cursor() as cursor:
        cursor.execute(_JOIN.format(column=column), {"stays": stays_id, "goes": goes_id})


def _require_target(agent_id: int | None, subject_id: int | None) -> None:
    if agent_id is not None:
        known = Agent.objects.filter(pk=agent_id).exists()
    else:
        known = Subject.objects.filter(pk=subject_id or 0).exists()
    if not known:
        raise NotFound


def _insert_new_titles(statement: str, row_id: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"now": clock.now(), "id": row_id})
