"""Tables of incidents. Texts are sealed; the list of persons holds references, no names."""

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from rontal.core.fields import SealedJSONField
from rontal.data_requests.rules.clock import Reminder
from rontal.incidents.rules.kinds import AgencyWay, NoticedBy, ScopeKind, SearchStep
from rontal.incidents.states import OVER, IncidentState

_OVER = sorted(state.value for state in OVER)
_NOTIFIED = [IncidentState.CONFIRMED.value, IncidentState.CLOSED.value]


def _staff(*, null: bool = True) -> "models.ForeignKey[models.Model, models.Model]":
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=null, related_name="+"
    )


class Incident(models.Model):
    """Breach of personal data. `code` is its reference number, not a secret.

    `facts` seals who noticed it, what happened and what was done; `notices` seals the texts to the
    agency, the persons and the public; `learned` seals the conclusion. The clock runs from
    `noticed_at`. `scope_run` counts the searches for persons; `search_step`, `search_after` and
    `search_last` are the position of the running one, `unknown` is the number of openings whose
    person the log no longer names. `spread_at` is when the last notice to a person was queued.
    """

    code = models.CharField(max_length=12, unique=True)
    state = models.CharField(
        max_length=20,
        choices=[(s.value, s.value) for s in IncidentState],
        default=IncidentState.OPEN,
    )
    channel = models.CharField(max_length=20, choices=[(c.value, c.value) for c in NoticedBy])
    noticed_at = models.DateTimeField()
    due_at = models.DateTimeField()
    reminder = models.PositiveSmallIntegerField(default=Reminder.NONE)
    opened_by = _staff(null=False)
    opened_at = models.DateTimeField()
    submit_key = models.BinaryField(max_length=32, unique=True)
    facts = SealedJSONField(null=True)
    notices = SealedJSONField(null=True)
    learned = SealedJSONField(null=True)
    scope = models.CharField(
        max_length=20, choices=[(k.value, k.value) for k in ScopeKind], blank=True
    )
    scope_accounts = ArrayField(models.BigIntegerField(), default=list)
    scope_from = models.DateTimeField(null=True)
    scope_until = models.DateTimeField(null=True)
    scope_kinds = ArrayField(models.CharField(max_length=40), default=list)
    scope_run = models.PositiveIntegerField(default=0)
    search_step = models.CharField(
        max_length=20, choices=[(s.value, s.value) for s in SearchStep], blank=True
    )
    search_after = models.BigIntegerField(default=0)
    search_last = models.BigIntegerField(default=0)
    searched_at = models.DateTimeField(null=True)
    unknown = models.PositiveIntegerField(default=0)
    submitted_by = _staff()
    submitted_at = models.DateTimeField(null=True)
    confirmed_by = _staff()
    confirmed_at = models.DateTimeField(null=True)
    spread_at = models.DateTimeField(null=True)
    agency_email = models.EmailField(blank=True)
    agency_way = models.CharField(
        max_length=20, choices=[(w.value, w.value) for w in AgencyWay], blank=True
    )
    agency_reference = models.CharField(max_length=60, blank=True)
    agency_at = models.DateTimeField(null=True)
    public_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in IncidentState]),
                name="incident_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=_OVER, closed_at__isnull=False)
                | (~Q(state__in=_OVER) & Q(closed_at__isnull=True)),
                name="incident_closed_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=_NOTIFIED)
                | (
                    Q(submitted_by__isnull=False, confirmed_by__isnull=False)
                    & ~Q(submitted_by=F("confirmed_by"))
                ),
                name="incident_confirmed_by_a_second_person",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_at", "id"], name="incident_register"),
            models.Index(
                fields=["closed_at"],
                condition=Q(closed_at__isnull=False, erased_at__isnull=True),
                name="incident_to_erase",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_running(self) -> bool:
        """True while nobody has been notified and the incident is not dismissed."""
        return self.state in (IncidentState.OPEN, IncidentState.SUBMITTED)

    @property
    def is_searching(self) -> bool:
        """True while the search for persons runs."""
        return bool(self.search_step)


class AffectedPerson(models.Model):
    """Person whose data an incident reached: by the application (of applicants and members), by a
    complaint or a request of somebody without one, or by the account of staff.

    `kinds` are codes of the register of processing; `openings`, `first_at` and `last_at` come from
    the audit log and are empty for a copy of the database. `queued_at` is when the notice was
    handed to the mails; `has_email` and `has_address` say that there was an address of email and a
    postal one then. `returned_at` is when staff recorded that the mail came back, `printed_at` and
    `letter_at` when a letter was printed and posted.
    """

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="persons")
    application = models.ForeignKey(
        "membership.Application", on_delete=models.CASCADE, null=True, related_name="+"
    )
    ticket = models.ForeignKey(
        "feedback.Ticket", on_delete=models.CASCADE, null=True, related_name="+"
    )
    data_request = models.ForeignKey(
        "data_requests.DataRequest", on_delete=models.CASCADE, null=True, related_name="+"
    )
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    openings = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    queued_at = models.DateTimeField(null=True)
    has_email = models.BooleanField(default=False)
    has_address = models.BooleanField(default=True, db_default=True)
    returned_at = models.DateTimeField(null=True)
    printed_at = models.DateTimeField(null=True)
    letter_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", column], name=f"affected_once_by_{column}")
            for column in ("application", "ticket", "data_request", "account")
        ]
        indexes = [
            models.Index(
                fields=["incident", "id"],
                condition=Q(queued_at__isnull=True),
                name="affected_to_notify",
            )
        ]

    def __str__(self) -> str:
        return f"person {self.pk} of incident {self.incident_id}"

    REFERENCES: ClassVar[tuple[str, ...]] = ("application", "ticket", "data_request", "account")

    @property
    def code(self) -> str:
        """Code of the incident, by which the audit log names it."""
        return self.incident.code
