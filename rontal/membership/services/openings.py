"""Records that staff opened a member's page or searched by an identity number.

Each opening of a page leaves an event. A search leaves one about a person in ten minutes for each
member of staff, as its result may be loaded again.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from rontal.accounts.models import User
from rontal.accounts.roles import CASE_READERS
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.limits import Limit, count_attempt
from rontal.membership import events
from rontal.membership.models import Application, Member

_SEARCHES: Final = Limit("membership.identity_search", 1, timedelta(minutes=10))
PAGE, SEARCH = "member_page", "identity_search"
"""Codes of what was seen."""
REASON: Final = "member_work"


def record_member_page(*, member: Member, actor: Actor) -> None:
    """Records that staff opened a member's page; raises NotAllowed."""
    actor.require(*CASE_READERS)
    _record(events.PAGE_OPENED, PAGE, member.application_id, actor)


def record_identity_search(*, application_ids: Iterable[int], actor: Actor) -> None:
    """Records a search by an identity number, without the number, for each person that it found; a
    search without a match for the account of the member of staff. Raises NotAllowed.
    """
    staff_id, found = actor.require(*CASE_READERS), list(application_ids)
    for application_id in found:
        count, _seconds = count_attempt(_SEARCHES, f"{staff_id}:{application_id}")
        if count == 1:
            _record(events.SEARCHED_BY_IDENTITY, SEARCH, application_id, actor)
    if not found:
        emit(events.SEARCHED_BY_IDENTITY, actor=actor, subject=User(pk=staff_id))


def _record(event: str, code: str, application_id: int, actor: Actor) -> None:
    data = {"purpose": code, "reason": REASON}
    emit(event, actor=actor, subject=Application(pk=application_id), data=data)
