"""Loans of the demo's member with reading progress, and a ready hold."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from rontal.catalogue.models import Title
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import DomainError
from rontal.lending import services as lending
from rontal.lending.models import Loan
from rontal.membership.models import Member
from rontal.reading.services import store_position


@dataclass(frozen=True)
class Reading:
    """A book borrowed `days_ago` for `days`, with the fraction that is read."""

    title: str
    days_ago: int
    days: int
    part: float


READINGS: Final = (
    Reading("Where Water Takes Turns", days_ago=5, days=7, part=0.71),
    Reading("Bulan Jatuh di Sawah", days_ago=3, days=14, part=0.38),
)
RESERVED_TITLE: Final = "Lontar Tirta: enam muka daun"
"""Title with one copy, which another member has returned."""


def fill(email: str, other: str) -> None:
    """Gives the member with address `email` two loans and a ready hold.

    The member with address `other` had borrowed that copy. Does nothing where the member has
    borrowed before.
    """
    reader, former = _actor(email), _actor(other)
    if reader is None or Loan.objects.filter(member__user__email=email).exists():
        return
    now = clock.now()
    for one in READINGS:
        _record_reading(one, reader, now)
    if former is not None:
        _reserve_copy(former, reader, now)


def _actor(email: str) -> Actor | None:
    member = Member.objects.filter(user__email=email).order_by("pk").first()
    return None if member is None else Actor.person(member.user_id)


def _record_reading(one: Reading, reader: Actor, now: datetime) -> None:
    title = Title.objects.filter(title=one.title).first()
    if title is None:
        return
    try:
        with clock.frozen_at(now - timedelta(days=one.days_ago)):
            loan = lending.borrow(title_id=title.pk, days=one.days, actor=reader)
    except DomainError:
        return  # other members have all copies
    with clock.frozen_at(now - timedelta(hours=12 * one.days_ago)):
        place = _position(title, one.part)
        store_position(loan_id=loan.pk, cfi=place, fraction=one.part, actor=reader)


def _position(title: Title, part: float) -> str:
    """Returns the start of the chapter in which a fraction of the book ends."""
    chapters = len(title.files.get(format="epub").spine)
    return f"epubcfi(/6/{2 * (1 + int(part * chapters))}!/4)"


def _reserve_copy(former: Actor, reader: Actor, now: datetime) -> None:
    title = Title.objects.filter(title=RESERVED_TITLE).first()
    if title is None:
        return
    try:
        with clock.frozen_at(now - timedelta(days=4)):
            loan = lending.borrow(title_id=title.pk, actor=former)
        with clock.frozen_at(now - timedelta(days=2)):
            lending.place_hold(title_id=title.pk, actor=reader)
    except DomainError:
        return
    with clock.frozen_at(now - timedelta(hours=3)):
        lending.return_loan(loan_id=loan.pk, actor=former)
