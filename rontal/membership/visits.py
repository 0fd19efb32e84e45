"""Table of registrations at the counter."""

from django.conf import settings
from django.db import models

from rontal.core import clock
from rontal.membership.models import Application


class CounterVisit(models.Model):
    """Visit of a person who was registered at the counter. `saw_card` means that the clerk saw the
    original card and that it is this person's; `in_person` that no activation mail is needed.
    """

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="visit"
    )
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    saw_card = models.BooleanField()
    in_person = models.BooleanField()

    class Meta:
        app_label = "membership"

    def __str__(self) -> str:
        return f"{self.application_id} at the counter"
