"""Policies of complaints, suggestions and the satisfaction survey."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class FeedbackPolicies(Policies):
    """Policies of complaints, suggestions and the satisfaction survey."""

    app: ClassVar[str] = "feedback"

    feedback_first_response_days: int = policy(
        3,
        label=_("First response to a complaint"),
        effect=_("Staff take up a complaint or suggestion within this time."),
        unit=Unit.WORKING_DAYS,
        bounds=(1, 365),
    )
    feedback_quick_days: int = policy(
        5,
        label=_("Quick answer"),
        effect=_("Staff answer a question or a simple complaint within this time."),
        unit=Unit.WORKING_DAYS,
        bounds=(1, 365),
    )
    feedback_office_days: int = policy(
        14,
        label=_("Answer without a visit"),
        effect=_("Staff answer within this time where nothing has to be checked on the spot."),
        unit=Unit.WORKING_DAYS,
        bounds=(1, 365),
    )
    feedback_field_days: int = policy(
        60,
        label=_("Answer after a visit"),
        effect=_("Staff answer within this time where something has to be checked on the spot."),
        unit=Unit.WORKING_DAYS,
        bounds=(1, 365),
    )
    feedback_close_days: int = policy(
        10,
        label=_("Closing of answered complaints"),
        effect=_("An answered complaint closes by itself after this time."),
        unit=Unit.WORKING_DAYS,
        bounds=(1, 365),
    )
    feedback_keep_days: int = policy(
        365,
        label=_("Storage of closed complaints"),
        effect=_("Text, name and attachments are deleted this long after closing."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    survey_again_days: int = policy(
        90,
        label=_("Pause of the survey"),
        effect=_("The survey asks a person again after a loan only when this time has passed."),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
    survey_open_days: int = policy(
        30,
        label=_("Time to answer the survey"),
        effect=_("An invitation to the survey stays open for this long."),
        unit=Unit.DAYS,
        bounds=(1, 365),
    )
