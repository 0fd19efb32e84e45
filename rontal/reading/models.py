"""Where a member is in a book."""

from django.db import models
from django.db.models import Q

from rontal.catalogue.models import Title
from rontal.kernel import clock
from rontal.membership.models import Member


class Position(models.Model):
    """The place a member has reached in a title: an EPUB CFI and the part read, 0 to 1.

    It belongs to member and title, not to the loan: who borrows again goes on reading.
    """

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="positions")
    title = models.ForeignKey(Title, on_delete=models.CASCADE, related_name="+")
    cfi = models.CharField(max_length=1000)
    fraction = models.FloatField()
    updated_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "title"], name="one_place_a_book"),
            models.CheckConstraint(
                condition=Q(fraction__gte=0, fraction__lte=1), name="place_in_the_book"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fraction:.0%}"
