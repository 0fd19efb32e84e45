"""Where a member is in a book, what the member marked in it, and on which device it is kept."""

from django.db import models
from django.db.models import Q

from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.kernel.fields import SealedJSONField
from rontal.lending.models import Loan
from rontal.membership.models import Member
from rontal.reading.rules import Colour, MarkKind


class Position(models.Model):
    """The place a member has reached in a title: an EPUB CFI and the part read, 0 to 1.

    It belongs to member and title, not to the loan: who borrows again goes on reading.
    `updated_at` is when the place was read, by the library's clock; `device` a random word that
    the browser made, which tells devices of one member apart and means nothing to others.
    `seconds` is how long the member has read, as far as pages that were turned tell it.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="positions")
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    cfi = models.CharField(max_length=1000)
    fraction = models.FloatField()
    updated_at = models.DateTimeField(default=clock.now)
    device = models.CharField(max_length=36, blank=True, default="", db_default="")
    seconds = models.PositiveIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "title"], name="one_place_a_book"),
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="place_in_the_book"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fraction:.0%}"


class Mark(models.Model):
    """A bookmark or a highlight of a member in a title, with a note where there is one.

    It belongs to member and title, not to the loan. `key` is made by the member's device, so that
    a mark that is sent twice is one mark. `words` holds {"quote", "note"}, sealed. Of a mark that
    was removed only the key and the times stay, so that a late device does not bring it back.
    """

    member = models.ForeignKey(
        Member, on_delete=models.CASCADE, related_name="marks", db_index=False
    )
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in MarkKind])
    cfi = models.CharField(max_length=1000, blank=True)
    fraction = models.FloatField(default=0)
    colour = models.CharField(
        max_length=10, blank=True, choices=[(one.value, one.value) for one in Colour]
    )
    words = SealedJSONField(null=True)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="one_mark_a_key"),
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="mark_in_the_book"
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(words=None, cfi=""),
                name="removed_marks_say_nothing",
            ),
        ]
        indexes = [models.Index(fields=["member", "title"], name="marks_in_a_book")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fraction:.0%}"


class Lease(models.Model):
    """The book of a loan is kept on a device for reading without network, since when.

    One a loan: who keeps the book on another device takes it there. `device` is a random word that
    the browser made for this one keeping; it means nothing to others. A lease may outlast its loan
    by a night, so the database ties it to none.
    """

    loan = models.OneToOneField(
        Loan, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False
    )
    device = models.UUIDField()
    since = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"{self.loan_id}"
