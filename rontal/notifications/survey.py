"""The letter that asks how it was: when it goes, and the two links that it carries."""

from datetime import datetime, timedelta

from rontal.feedback.survey import selectors
from rontal.feedback.survey.kinds import Occasion
from rontal.kernel.models import Event
from rontal.membership.models import Application

AFTER = {Occasion.APPLICATION: timedelta(hours=20), Occasion.LOAN: timedelta(hours=1)}
"""How long the letter waits, so that it does not come on the heels of the decision."""


def goes_at(event: Event) -> datetime:
    """When the letter of an invitation is handed over."""
    return event.at + AFTER[Occasion(str(event.data["occasion"]))]


def application_of(event: Event) -> int | None:
    """The application of the person who was invited; None where the invitation is gone."""
    account_id = selectors.invited_account(event.subject_id)
    if account_id is None:
        return None
    return Application.objects.values_list("pk", flat=True).get(user_id=account_id)


def paths(event_id: int) -> tuple[str, str] | None:
    """Where to answer, and where to ask for peace; None where the invitation is not open."""
    found = selectors.letter_links(Event.objects.get(pk=event_id).subject_id)
    if found is None:
        return None
    opening, stopping = found
    return f"/survei/{opening}/", f"/survei/jangan-tanya/{stopping}/"
