"""Services of reading lists, which emit no events."""

from typing import Final

from django.db import connection, transaction

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.lending.errors import ListFull, NotAMember
from rontal.lending.models import Listed
from rontal.lending.selectors import NOBODY
from rontal.membership.models import Member
from rontal.membership.states import MemberState

LISTED_AT_MOST: Final = 200
_TO_TITLE: Final = """
WITH moved AS (DELETE FROM lending_listed WHERE title_id = %(goes)s RETURNING *)
INSERT INTO lending_listed (member_id, title_id, since)
SELECT member_id, %(stays)s, since FROM moved ON CONFLICT DO NOTHING
"""
_TO_MEMBER: Final = """
WITH moved AS (DELETE FROM lending_listed WHERE member_id = %(goes)s RETURNING *)
INSERT INTO lending_listed (member_id, title_id, since)
SELECT %(stays)s, title_id, since FROM moved ON CONFLICT DO NOTHING
"""


def add_to_list(*, title_id: int, actor: Actor) -> None:
    """Puts a public title on the actor's list. Idempotent.

    Raises NotAMember (also for a closed membership), NotFound, ListFull.
    """
    with transaction.atomic():
        rows = Member.objects.select_for_update(no_key=True, of=("self",))
        rows = rows.filter(user_id=actor.id or NOBODY).exclude(state=MemberState.CLOSED)
        member = NotAMember.if_none(rows.first())
        if not Title.objects.filter(pk=title_id, state=TitleState.PUBLIC).exists():
            raise NotFound
        own = Listed.objects.filter(member=member)
        if own.filter(title=title_id).exists():
            return
        if own.count() >= LISTED_AT_MOST:
            raise ListFull(limit=LISTED_AT_MOST)
        Listed.objects.create(member=member, title_id=title_id)


def remove_from_list(*, title_id: int, actor: Actor) -> bool:
    """Removes a title from the actor's list; returns False where it is not on it."""
    own = Listed.objects.filter(member__user_id=actor.id or NOBODY, title=title_id)
    return own.delete()[0] > 0


def join_on_lists(*, stays_id: int, goes_id: int) -> None:
    """Moves list entries to the title that remains, in the transaction that merges the titles."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_TITLE, {"stays": stays_id, "goes": goes_id})


def move_list(*, stays_id: int, goes_id: int) -> None:
    """Moves the list of a merged membership, even where it then exceeds the limit."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_MEMBER, {"stays": stays_id, "goes": goes_id})
