"""Licences, loans and holds."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.lending.rules import MOST_SAMPLE, PERPETUAL, LicenceEnd, LicenceKind, Nearing, Terms
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member


class Purchase(models.Model):
    """A batch in which licences were bought; `reference` is the number of the order."""

    vendor = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, blank=True)
    currency = models.CharField(max_length=3)
    bought_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["vendor", "reference"],
                condition=~Q(reference=""),
                name="one_purchase_an_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.vendor} {self.reference}".strip()


class Licence(models.Model):
    """The right to lend a title: so many copies at once, one reader a copy at a time.

    What is left of it is counted, never stored: its loans are rows. `identifier` is the number by
    which whoever sold it knows it, `price` is what all of it cost, in the currency of its purchase.
    `noticed_at` is when a job saw that its time was over, `ended_because` why staff ended it before
    its time. `page_mark` asks that drawn pages carry
    the reader's number; `copy_characters` is how much of the book may be copied in a loan,
    `devices` on how many devices at once a loan may be read, and `longest_days` for how many days
    it may last; None without a limit. `sample_percent` of it anybody may read before borrowing.
    """

    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="licences")
    kind = models.CharField(
        max_length=30,
        choices=[(k.value, k.value) for k in LicenceKind],
        default=LicenceKind.ONE_COPY_ONE_READER,
    )
    copies = models.PositiveSmallIntegerField()
    ends_at = models.DateTimeField(null=True)
    loans_allowed = models.PositiveIntegerField(null=True)
    identifier = models.CharField(max_length=200, blank=True, default="", db_default="")
    purchase = models.ForeignKey(
        Purchase, on_delete=models.PROTECT, null=True, related_name="licences"
    )
    price = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    page_mark = models.BooleanField(default=False, db_default=False)
    copy_characters = models.PositiveIntegerField(null=True)
    devices = models.PositiveSmallIntegerField(null=True)
    longest_days = models.PositiveSmallIntegerField(null=True)
    sample_percent = models.PositiveSmallIntegerField(default=0, db_default=0)
    granted_at = models.DateTimeField(default=clock.now)
    noticed_at = models.DateTimeField(null=True)
    ended_because = models.CharField(
        max_length=20,
        choices=[(k.value, k.value) for k in LicenceEnd],
        blank=True,
        default="",
        db_default="",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=LicenceKind.OPEN_ACCESS, copies=0)
                | (~Q(kind=LicenceKind.OPEN_ACCESS) & Q(copies__gte=1)),
                name="licence_has_copies",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in LicenceKind]), name="licence_kind_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=LicenceKind.BY_TIME) | Q(ends_at__isnull=False),
                name="licence_by_time_ends",
            ),
            models.CheckConstraint(
                condition=~Q(kind=LicenceKind.BY_LOANS) | Q(loans_allowed__isnull=False),
                name="licence_by_loans_counts",
            ),
            models.CheckConstraint(
                condition=Q(loans_allowed__isnull=True) | Q(loans_allowed__gte=1),
                name="licence_allows_a_loan",
            ),
            models.CheckConstraint(
                condition=Q(devices__isnull=True) | Q(devices__gte=1),
                name="licence_allows_a_device",
            ),
            models.CheckConstraint(
                condition=Q(longest_days__isnull=True) | Q(longest_days__gte=1),
                name="licence_allows_a_day",
            ),
            models.CheckConstraint(
                condition=Q(sample_percent__lte=MOST_SAMPLE), name="licence_shows_a_part"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=[kind for kind in LicenceKind if kind in PERPETUAL])
                | (
                    Q(loans_allowed__isnull=True) & (Q(ends_at__isnull=True) | ~Q(ended_because=""))
                ),
                name="perpetual_licence_lasts",
            ),
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier=""), name="one_licence_a_number"
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_at"],
                condition=Q(ends_at__isnull=False, noticed_at__isnull=True),
                name="licence_ends",
            )
        ]

    def __str__(self) -> str:
        return f"{self.copies} of {self.title_id}"

    def terms(self, loans_made: int = 0) -> Terms:
        """What it allows, for the rules."""
        return Terms(
            self.pk,
            self.copies,
            self.ends_at,
            self.loans_allowed,
            loans_made,
            in_library=self.kind == LicenceKind.IN_LIBRARY,
            longest_days=self.longest_days,
        )


class KeptHistory(models.Model):
    """A member who wants to see later what they borrowed. Nobody's history is kept otherwise."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="kept_history"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id}"


class LicenceNotice(models.Model):
    """That librarians were told of a licence near its end: once a licence and reason. Licences of
    one mail have the same `batch`."""

    licence = models.ForeignKey(
        Licence, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in Nearing])
    batch = models.UUIDField(db_index=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["licence", "kind"], name="one_notice_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of licence {self.licence_id}"


class Loan(models.Model):
    """A copy in a member's hands. The constraints have the last word: one loan a copy, one loan
    of a title a member, and of a licence that counts its loans each number once.

    `serial` is that number, None where they are not counted; `in_library` says that it is read in
    the library only; `end_reason` is why staff ended it; `copied` counts the characters that were
    copied out of the book; `reminded_at` is when the member was told that it comes to its end. A
    loan that ended some time ago is cut loose (`services.forgetting`): it has another id, no
    member, and only days.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, related_name="loans")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="loans")
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, related_name="loans")
    copy = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField(null=True)
    in_library = models.BooleanField(default=False, db_default=False)
    renewals = models.PositiveSmallIntegerField(default=0, db_default=0)
    end_reason = models.CharField(max_length=20, blank=True, default="", db_default="")
    copied = models.PositiveIntegerField(default=0, db_default=0)
    reminded_at = models.DateTimeField(null=True)
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
            models.UniqueConstraint(
                fields=["licence", "serial"],
                condition=Q(serial__isnull=False),
                name="one_loan_a_number",
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
            models.CheckConstraint(
                condition=~Q(state=LoanState.ACTIVE) | Q(member__isnull=False),
                name="running_loan_has_a_member",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state=LoanState.ACTIVE), name="loan_due"),
            models.Index(
                fields=["title"], condition=Q(state=LoanState.ACTIVE), name="loan_of_title"
            ),
            models.Index(fields=["member", "-started_at"], name="loan_of_member"),
            models.Index(
                fields=["ended_at"],
                condition=~Q(state=LoanState.ACTIVE) & Q(member__isnull=False),
                name="loan_to_cut_loose",
            ),
            models.Index(fields=["started_at", "title"], name="loan_popular"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.state}"

    @property
    def reader_id(self) -> int:
        """The member who has or had it; 0 where it is cut loose, as no running loan is."""
        return self.member_id or 0

    @property
    def copy_left(self) -> int | None:
        """Characters that may yet be copied out of the book; None without a limit."""
        most = self.licence.copy_characters
        return None if most is None else max(0, most - self.copied)


class Sitting(models.Model):
    """A session in which the book of a loan is read, where its licence limits how many there may be
    at once, and when it was last read there. `session` is a keyed hash, another one in each loan
    (`services.sitting`)."""

    loan = models.ForeignKey(
        Loan, on_delete=models.CASCADE, related_name="sittings", db_index=False
    )
    session = models.CharField(max_length=32)
    used_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["loan", "session"], name="one_sitting_a_session")
        ]

    def __str__(self) -> str:
        return f"{self.loan_id}"


class Hold(models.Model):
    """A place in the queue of a title. `licence` and `copy` tell which copy is kept.

    `misses` is how often a kept copy was not fetched in time: the first time the place is kept, the
    second time it is gone. `reminded_at` is when the member was told that the last day has come,
    `stranded_at` when, that no licence will lend the title any more.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="holds")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="holds")
    state = models.CharField(
        max_length=10, choices=[(s.value, s.value) for s in HoldState], default=HoldState.WAITING
    )
    placed_at = models.DateTimeField()
    licence = models.ForeignKey(Licence, on_delete=models.PROTECT, null=True, related_name="holds")
    copy = models.PositiveSmallIntegerField(null=True)
    ready_until = models.DateTimeField(null=True)
    misses = models.PositiveSmallIntegerField(default=0, db_default=0)
    reminded_at = models.DateTimeField(null=True)
    stranded_at = models.DateTimeField(null=True)
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
            models.CheckConstraint(
                condition=~Q(state__in=[HoldState.WAITING, HoldState.SUSPENDED])
                | Q(licence__isnull=True, copy__isnull=True, ready_until__isnull=True),
                name="waiting_hold_keeps_no_copy",
            ),
            models.CheckConstraint(
                condition=Q(misses__lte=1) | Q(misses=2, state=HoldState.MISSED),
                name="hold_is_missed_once",
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


class TitleDay(models.Model):
    """What happened with a title on a day of the library's zone, in sums: nothing tells whose it
    was, and it outlives loans and members.

    `opened` counts how often the book of a loan was opened, `opened_anew` the same once an hour a
    reader; `read_open` and `read_open_anew` do so for a file that is open to everybody, opened or
    fetched; `limit_exceeded` who found all copies taken, `no_licence` who found none to be had.
    `looked` counts looks at the title's page, `seen_anew` once an hour a reader who looked at it or
    opened the book; `looked_open` and `seen_open_anew` do so while it is open to everybody.
    """

    NUMBERS: ClassVar = (
        "opened", "opened_anew", "read_open", "read_open_anew", "limit_exceeded", "no_licence",
        "looked", "seen_anew", "looked_open", "seen_open_anew",
    )  # fmt: skip

    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0, db_default=0)
    opened_anew = models.PositiveIntegerField(default=0, db_default=0)
    read_open = models.PositiveIntegerField(default=0, db_default=0)
    read_open_anew = models.PositiveIntegerField(default=0, db_default=0)
    limit_exceeded = models.PositiveIntegerField(default=0, db_default=0)
    no_licence = models.PositiveIntegerField(default=0, db_default=0)
    looked = models.PositiveIntegerField(default=0, db_default=0)
    seen_anew = models.PositiveIntegerField(default=0, db_default=0)
    looked_open = models.PositiveIntegerField(default=0, db_default=0)
    seen_open_anew = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["title", "day"], name="one_sum_a_day")]
        indexes = [models.Index(fields=["day", "title"], name="title_day")]

    def __str__(self) -> str:
        return f"{self.title_id} {self.day}"


class Listed(models.Model):
    """A title that a member wants to read some time: their own list, of which no event tells."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "title"], name="listed_once")]

    def __str__(self) -> str:
        return f"{self.title_id}"
