"""Message that invites to the satisfaction survey: its delay, and its two links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rontal.core.models import Event
from rontal.core.profile import Library
from rontal.feedback.policies import FeedbackPolicies
from rontal.feedback.survey import selectors
from rontal.feedback.survey.events import INVITED
from rontal.feedback.survey.kinds import Occasion
from rontal.membership.models import Application
from rontal.notifications.content import Loaded, MessageText, MessageType, Target
from rontal.notifications.models import Message
from rontal.notifications.purposes import Purpose
from rontal.standard.selectors import library

DELAYS: Final = {Occasion.APPLICATION: timedelta(hours=20), Occasion.LOAN: timedelta(hours=1)}
"""Delay of the message, so that it does not arrive with the decision."""


@dataclass(frozen=True)
class SurveyFacts:
    """Facts for the texts."""

    library: Library


def _to_invited(event: Event) -> Iterable[Target]:
    """Returns the invited person; nobody where the invitation is deleted."""
    account_id = selectors.invited_account(event.subject_id)
    if account_id is None:
        return []
    application = Application.objects.values_list("pk", flat=True).get(user_id=account_id)
    at = event.at + DELAYS[Occasion(str(event.data["occasion"]))]
    return [Target(application_id=application, at=at)]


def _load(message: Message) -> Loaded[SurveyFacts] | None:
    """Returns the facts; None where the invitation is closed."""
    application = message.application
    links = selectors.mail_links(Event.objects.get(pk=message.event_id).subject_id)
    if links is None or application is None:
        return None
    opening, stopping = links
    return Loaded(
        facts=SurveyFacts(library()),
        name=application.name,
        address=application.email,
        language=application.language,
        path=f"/survei/{opening}/",
        code=application.code,
        stop_path=f"/survei/jangan-tanya/{stopping}/",
    )


def _invitation(facts: SurveyFacts) -> MessageText:
    days = facts.library.policies_of(FeedbackPolicies).survey_open_days
    return MessageText(
        subject=_("How was it? Nine questions, two minutes"),
        paragraphs=[
            _(
                "You recently used our online library. What went well, and what should we do "
                "better? Your answer helps us improve and counts in the results we publish."
            ),
        ],
        action=_("Answer the questions"),
        closing=[
            _(
                "Your answers are anonymous: they are stored without your name and cannot be "
                "linked to you."
            ),
            _("The link works once, within %(days)s days.") % {"days": days},
        ],
        stop=_("Stop asking me"),
    )


INVITATION = MessageType(
    code="survey",
    label=gettext_lazy("Survey"),
    purpose=Purpose.SURVEY,
    events=(INVITED,),
    targets=_to_invited,
    load=_load,
    write=_invitation,
)
MESSAGES = (INVITATION,)
