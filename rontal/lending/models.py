"""Licences, loans and holds."""

from django.db import models
from django.db.models import Q

from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.lending.rules import LicenceKind
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member


class Licence(models.Model):
    """The right to lend copies of a title, one reader a copy at a time."""

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(
        max_length=30,
        choices=[(k.value, k.value) for k in LicenceKind],
        default=LicenceKind.ONE_COPY_ONE_READER,
    )
    copies = models.PositiveSmallIntegerField()
    granted_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(copies__gte=1), name="licence_has_copies"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LicenceKind]), name="licence_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.copies} of {self.title_id}"


class Loan(models.Model):
    """A copy in a member's hands. The constraints have the last word: one loan a copy, one loan
    of a title a member."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="loans")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="loans")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="loans")
    copy = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in LoanState], default=LoanState.ACTIVE
    )
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["licence", "copy"],
                condition=Q(state=LoanState.ACTIVE),
                name="one_loan_a_copy",
            ),
            models.UniqueConstraint(
                fields=["member", "title"],
                condition=Q(state=LoanState.ACTIVE),
                name="one_loan_of_a_title",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in LoanState]), name="loan_state_known"
            ),
            models.CheckConstraint(condition=Q(copy__gte=1), name="loan_of_a_copy"),
            models.CheckConstraint(
                condition=Q(state=LoanState.ACTIVE, ended_at__isnull=True)
                | (~Q(state=LoanState.ACTIVE) & Q(ended_at__isnull=False)),
                name="loan_ended_when_over",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=LoanState.ACTIVE), name="loan_due"),
            models.Index(
                fields=["title"], condition=Q(state=LoanState.ACTIVE), name="loan_of_title"
            ),
            models.Index(fields=["member", "-started_at"], name="loan_of_member"),
            models.Index(fields=["started_at", "title"], name="loan_popular"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"


class Hold(models.Model):
    """A place in the queue of a title. `licence` and `copy` tell which copy is kept."""

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="holds")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="holds")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in HoldState], default=HoldState.WAITING
    )
    placed_at = models.DateTimeField()
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, null=True, related_name="holds")
    copy = models.PositiveSmallIntegerField(null=True)
    ready_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "title"],
                condition=Q(state__in=sorted(OPEN_HOLDS)),
                name="one_hold_of_a_title",
            ),
            models.UniqueConstraint(
                fields=["licence", "copy"],
                condition=Q(state=HoldState.READY),
                name="one_ready_hold_a_copy",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in HoldState]), name="hold_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=HoldState.READY)
                | Q(licence__isnull=False, copy__isnull=False, ready_until__isnull=False),
                name="ready_hold_keeps_a_copy",
            ),
        ]
        indexes = [
            models.Index(
                fields=["title", "placed_at", "id"],
                condition=Q(state__in=[HoldState.WAITING, HoldState.READY]),
                name="hold_queue",
            ),
            models.Index(
                fields=["ready_until"], condition=Q(state=HoldState.READY), name="hold_ready_until"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"
