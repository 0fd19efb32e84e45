"""Tables of the satisfaction survey. Answers and persons cannot be linked.

An invitation that is used is deleted, not marked: a mark could be matched with the answer that was
written in the same transaction. An answer has a random key and a month; its exact time is not
stored, and no event is written.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from rontal.core.fields import SealedJSONField
from rontal.feedback.survey.kinds import ABOUT, Occasion
from rontal.feedback.survey.rules import CHOICES, Element

OCCASIONS = [(o.value, o.value) for o in Occasion]


class Asking(models.Model):
    """Last time that a person was invited, and whether they want invitations at all.

    `last_event` is the id of the newest event after which they were invited; `stop_hash` finds the
    row by the link "do not ask me again" in the mail.
    """

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    key = models.UUIDField(default=uuid.uuid4, unique=True)
    stop_hash = models.BinaryField(max_length=32, unique=True)
    asked_on = models.DateField(null=True)
    last_event = models.BigIntegerField(default=0)
    declined = models.BooleanField(default=False)

    class Meta:
        db_table = "feedback_survey_asking"

    def __str__(self) -> str:
        return f"asking of account {self.account_id}"


class Invitation(models.Model):
    """Open invitation of one person. It is deleted when it is answered, declined or expired."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    occasion = models.CharField(max_length=12, choices=OCCASIONS)
    token_hash = models.BinaryField(max_length=32, unique=True)
    expires_on = models.DateField(db_index=True)

    class Meta:
        db_table = "feedback_survey_invitation"

    def __str__(self) -> str:
        return str(self.pk)


def _one_to_four() -> "models.PositiveSmallIntegerField[int, int]":
    return models.PositiveSmallIntegerField(choices=[(n, str(n)) for n in CHOICES])


def _optional_choice(column: str) -> "models.CharField[str, str]":
    return models.CharField(
        max_length=20, blank=True, choices=[(v.value, v.value) for v in ABOUT[column]]
    )


class Answer(models.Model):
    """Anonymous answer: nine ratings, first day of the month, and optional facts about the person.

    u1 to u9 are the elements of `rules.Element`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(db_index=True)
    occasion = models.CharField(max_length=12, choices=OCCASIONS)
    u1 = _one_to_four()
    u2 = _one_to_four()
    u3 = _one_to_four()
    u4 = _one_to_four()
    u5 = _one_to_four()
    u6 = _one_to_four()
    u7 = _one_to_four()
    u8 = _one_to_four()
    u9 = _one_to_four()
    age = _optional_choice("age")
    sex = _optional_choice("sex")
    education = _optional_choice("education")
    work = _optional_choice("work")

    class Meta:
        db_table = "feedback_survey_answer"
        constraints = [
            models.CheckConstraint(
                condition=Q(*[(f"{e.value}__range", (CHOICES[0], CHOICES[-1])) for e in Element]),
                name="survey_answer_one_to_four",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="survey_answer_month_only"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Remark(models.Model):
    """Free text of a survey, stored without a link to the ratings. Only staff read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(db_index=True)
    words = SealedJSONField()

    class Meta:
        db_table = "feedback_survey_remark"
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="survey_remark_month_only"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
