"""Proof of the notices of an incident: mails and letters to persons, and the mail to the agency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Case, Count, DateTimeField, F, Max, Min, OuterRef, Q, Subquery, When
from django.db.models.query import QuerySet

from rontal.core import clock
from rontal.incidents.models import AffectedPerson, Incident
from rontal.incidents.rules.kinds import AgencyWay
from rontal.incidents.selectors.register import persons_of
from rontal.notifications.messages import incidents
from rontal.notifications.models import Message
from rontal.notifications.states import MessageState

_MAIL: Final = Message.objects.filter(affected=OuterRef("pk"), kind=incidents.PERSON.code)
QUEUED_WITHIN: Final = timedelta(days=1)
"""Time after which a notice without a mail is one that was dropped: the address was erased."""
_SENT: Final = Q(mail=MessageState.SENT, returned_at=None)


@dataclass(frozen=True)
class Proof:
    """Notices to persons in numbers. `untold` are those whom nothing reached, of whom `unreachable`
    have no postal address either; `in_time` were told before the clock ended; `first_at` and
    `last_at` are when the first and the last person was told.
    """

    persons: int
    waiting: int
    sent: int
    failed: int
    returned: int
    letters: int
    untold: int
    unreachable: int
    in_time: int
    first_at: datetime | None
    last_at: datetime | None

    @property
    def told(self) -> int:
        return self.persons - self.waiting - self.untold

    @property
    def needing_letter(self) -> int:
        return self.untold - self.unreachable


@dataclass(frozen=True)
class AgencyNotice:
    """Notice that reached the agency: how, when, and the agency's number for it."""

    way: AgencyWay
    at: datetime
    reference: str = ""


def proof_of(incident: Incident) -> Proof:
    """Returns the numbers of an incident. One query."""
    rows = _told(AffectedPerson.objects.filter(incident=incident))
    sums = rows.aggregate(
        persons=Count("pk"),
        waiting=Count("pk", filter=_waiting()),
        sent=Count("pk", filter=_SENT),
        failed=Count("pk", filter=Q(mail=MessageState.FAILED)),
        returned=Count("pk", filter=Q(returned_at__isnull=False)),
        letters=Count("pk", filter=Q(letter_at__isnull=False)),
        untold=Count("pk", filter=_untold()),
        unreachable=Count("pk", filter=_untold() & Q(has_address=False)),
        in_time=Count("pk", filter=Q(told_at__lte=incident.due_at)),
        first_at=Min("told_at"),
        last_at=Max("told_at"),
    )
    return Proof(**sums)


def needing_letter(incident: Incident) -> QuerySet[AffectedPerson]:
    """Returns the persons with a postal address whom no mail reached and to whom no letter was
    posted.
    """
    return _told(persons_of(incident)).filter(_untold(), has_address=True)


def deliveries(persons: Iterable[AffectedPerson]) -> dict[int, Message]:
    """Returns the mail to each person by the person's id. One query."""
    rows = Message.objects.filter(affected__in=list(persons), kind=incidents.PERSON.code)
    return {row.affected_id: row for row in rows if row.affected_id is not None}


def agency_mail(incident: Incident) -> Message | None:
    """Returns the mail to the agency; None where none was queued. One query."""
    return Message.objects.filter(incident=incident, kind=incidents.AGENCY.code).first()


def agency_notice(incident: Incident) -> AgencyNotice | None:
    """Returns the notice to the agency: the one that staff recorded, else the mail once it is sent.
    At most one query.
    """
    if incident.agency_at is not None:
        way, number = AgencyWay(incident.agency_way), incident.agency_reference
        return AgencyNotice(way, incident.agency_at, number)
    mail = agency_mail(incident)
    if mail is None or mail.state != MessageState.SENT or mail.sent_at is None:
        return None
    return AgencyNotice(AgencyWay.MAIL, mail.sent_at)


def _told(rows: QuerySet[AffectedPerson]) -> QuerySet[AffectedPerson]:
    """Adds the state of the mail, and when the person was told by mail or letter."""
    with_mail = rows.annotate(
        mail=Subquery(_MAIL.values("state")[:1]), mailed_at=Subquery(_MAIL.values("sent_at")[:1])
    )
    return with_mail.annotate(
        told_at=Case(
            When(_SENT, then=F("mailed_at")), default=F("letter_at"), output_field=DateTimeField()
        )
    )


def _waiting() -> Q:
    """Condition of persons whose notice is not queued or not sent yet."""
    soon = Q(mail=None, has_email=True, queued_at__gte=clock.now() - QUEUED_WITHIN)
    pending = Q(queued_at=None) | Q(mail=MessageState.QUEUED) | soon
    return pending & Q(letter_at=None, returned_at=None)


def _untold() -> Q:
    """Condition of persons whom nothing reached and nothing will reach."""
    dropped = Q(mail=None) & (Q(has_email=False) | Q(queued_at__lt=clock.now() - QUEUED_WITHIN))
    nothing = dropped | Q(mail=MessageState.FAILED) | Q(returned_at__isnull=False)
    return nothing & Q(queued_at__isnull=False, letter_at=None)
