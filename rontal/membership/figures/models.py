"""Tables of anonymous counts. A row holds a month and what is counted but no person, so that it can
be stored longer than personal data.
"""

import uuid

from django.db import models
from django.db.models import Q

from idcard.kinds import Sex
from rontal.membership.figures.rules import COUNTED_ORIGINS, AgeGroup, Moment


class RegistrationFact(models.Model):
    """Reception or end of one application in a month. A database trigger refuses to change or
    delete a row.

    Only the month is stored (its first day, in the library's zone), and the key is random: by the
    exact time or the order of writing, a row could be matched with the events, which name the
    actor. "" means unknown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField()
    moment = models.CharField(max_length=10, choices=[(m.value, m.value) for m in Moment])
    origin = models.CharField(max_length=10, choices=[(o.value, o.value) for o in COUNTED_ORIGINS])
    place = models.CharField(max_length=6, blank=True)
    age = models.CharField(
        max_length=10, blank=True, choices=[(a.value, a.value) for a in AgeGroup]
    )
    sex = models.CharField(max_length=6, blank=True, choices=[(s.value, s.value) for s in Sex])

    class Meta:
        app_label = "membership"
        constraints = [
            models.CheckConstraint(
                condition=Q(moment__in=[m.value for m in Moment]), name="fact_moment_known"
            ),
            models.CheckConstraint(
                condition=Q(origin__in=[o.value for o in COUNTED_ORIGINS]), name="fact_origin_known"
            ),
            models.CheckConstraint(
                condition=Q(age__in=["", *(a.value for a in AgeGroup)]), name="fact_age_known"
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", *(s.value for s in Sex)]), name="fact_sex_known"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="fact_month_only"),
        ]
        indexes = [
            models.Index(
                fields=["month", "moment"], include=["origin", "place", "age", "sex"],
                name="fact_month",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.moment} {self.month:%Y-%m}"
