"""Models of licences, loans, holds, reading lists and counts by title and day."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.lending.rules import MAX_SAMPLE, PERPETUAL, LicenceEnd, LicenceKind, NearEnd, Terms
from rontal.lending.states import OPEN_HOLDS, HoldState, LoanState
from rontal.membership.models import Member


class Purchase(models.Model):
    """A purchase of licences; `reference` is the order number."""

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
    """The right to lend a title: `copies` at once, one reader per copy.

    The loans left are counted from its loans, never stored. `identifier` is the supplier's licence
    number, `price` the total in the currency of its purchase. `noticed_at` is when a job processed
    its end, `ended_because` why staff ended it early. `page_mark` puts the reader's number on drawn
    pages. `copy_characters` limits how many characters may be copied in a loan, `devices` on how
    many devices at once a loan may be read, `longest_days` how long it may last; None means no
    limit. `sample_percent` is the part of the book that everybody may read before borrowing.
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
                condition=Q(sample_percent__lte=MAX_SAMPLE), name="licence_shows_a_part"
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
    """A member who has switched the loan history on. It is off for everybody else."""

    member = models.OneToOneField(
        Member, on_delete=models.CASCADE, primary_key=True, related_name="kept_history"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.member_id}"


class LicenceNotice(models.Model):
    """A notice of a licence near its end, one per reason; notices of one mail share a `batch`."""

    licence = models.ForeignKey(
        Licence, on_delete=models.CASCADE, related_name="notices", db_index=False
    )
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in NearEnd])
    batch = models.UUIDField(db_index=True)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["licence", "kind"], name="one_notice_a_reason")
        ]

    def __str__(self) -> str:
        return f"{self.kind} of licence {self.licence_id}"


class Loan(models.Model):
    """A loan of one copy to one member.

    Constraints enforce one running loan per copy, one running loan of a title per member, and
    unique `serial` numbers per licence. `serial` numbers the loans of a licence that limits them,
    else it is None. `in_library` marks loans for reading in the library only. `end_reason` is why
    staff ended the loan, `copied` the number of characters copied, `reminded_at` when the member
    was reminded of the due date. A loan that ended some time ago is anonymised
    (`services.loan_history`): it gets a new id, no member, and dates without times.
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
        """Id of the member; 0 for an anonymised loan, which is never a running one."""
        return self.member_id or 0

    @property
    def copy_left(self) -> int | None:
        """Number of characters that may still be copied; None without a limit."""
        most = self.licence.copy_characters
        return None if most is None else max(0, most - self.copied)


class Sitting(models.Model):
    """A session in which a loan is read, where the licence limits the number of devices.

    `used_at` is when the book was last read in it. `session` is a keyed hash that differs between
    loans (`services.sitting`).
    """

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
    """A member's place in the queue of a title; `licence` and `copy` are set while a copy is ready.

    `misses` counts ready copies that were not borrowed in time: after the first the place stays,
    after the second it is lost. `reminded_at` is when the member was reminded of the last day,
    `stranded_at` when the member was notified that no licence lends the title any more.
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
    """Counts of a title on a day in the library's zone, without any link to members or loans.

    `opened` counts openings of books on loan, `opened_anew` the same at most once per hour and
    reader; `read_open` and `read_open_anew` count open-access files that were read or downloaded.
    `limit_exceeded` counts requests that found all copies lent, `no_licence` those that found no
    licence. `looked` counts views of the title's page, `seen_anew` readers per hour who viewed it
    or opened the book; `looked_open` and `seen_open_anew` count the same while it is open access.
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
    """A title on a member's private reading list; no event records it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "title"], name="listed_once")]

    def __str__(self) -> str:
        return f"{self.title_id}"
