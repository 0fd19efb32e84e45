"""Loans of the children of one family, and the hand-over of the one who turned 17."""

from typing import Final

from rontal.catalogue.models import Title
from rontal.core.actors import Actor
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.membership import services as membership
from rontal.membership.models import Member

LOANS: Final = {
    "komang@contoh.example": "Benang yang Panjang",
    "kadek@contoh.example": "Menulis di Daun",
}
"""Title on loan by the address of the child."""


def load() -> None:
    """Lends a book to each child who has none, and asks who turned 17 to take over."""
    for email, title in LOANS.items():
        member = Member.objects.filter(application__email=email).first()
        row = Title.objects.filter(title=title).first()
        if member and row and not Loan.objects.filter(member=member).exists():
            lending.borrow(title_id=row.pk, actor=Actor.person(member.user_id))
    membership.ask_for_hand_overs()
