"""Questions of staff about licences and running loans."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, islice
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from rontal.accounts.roles import Role
from rontal.kernel import clock
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed, NotFound
from rontal.kernel.events import emit
from rontal.lending.models import Licence, Loan
from rontal.lending.rules import PERPETUAL, LicenceKind, Nearing
from rontal.lending.states import LoanState
from rontal.membership.events import OPENED
from rontal.membership.models import Member
from rontal.standard.selectors import library

READERS: Final = (Role.LIBRARIAN, Role.HEAD, Role.ADMINISTRATOR)
BUYERS: Final = (Role.LIBRARIAN, Role.HEAD)
KEEPERS: Final = (Role.CLERK, Role.HEAD)
PER_PAGE: Final = 50
BATCH: Final = 500
LOOKED: Final = "member_loans"
"""The reason that a member reads, where staff looked at what is on loan."""


class Shelf(StrEnum):
    """Licences by what staff have to think of."""

    LIMITED = "terbatas"
    SOON = "segera"
    USED_UP = "habis"
    OVER = "berakhir"
    ALL = "semua"


@dataclass(frozen=True)
class Held:
    """A licence, how many copies of it are out, how many loans it made, and how many are left."""

    licence: Licence
    out: int
    made: int
    left: int | None

    @property
    def is_over(self) -> bool:
        """True after its end."""
        return self.licence.ends_at is not None and self.licence.ends_at <= clock.now()

    @property
    def is_amendable(self) -> bool:
        """True where staff may put it right or end it."""
        return not self.licence.ended_because and self.licence.kind != LicenceKind.OPEN_ACCESS

    @property
    def is_near_its_end(self) -> bool:
        """True where little time or few loans are left."""
        ends, few = self.licence.ends_at, library().policies.licence_few_loans
        near = ends is not None and ends <= soon()
        return not self.is_over and (near or (self.left is not None and self.left <= few))


def soon() -> datetime:
    """What ends until then comes near its end, as the library's policy says."""
    return clock.now() + timedelta(days=library().policies.licence_soon_days)


def page(shelf: Shelf, number: str, actor: Actor) -> Page[Any]:
    """Licences of a shelf, those that end first before the others, as `Held`. Raises NotAllowed."""
    _require(actor, READERS)
    rows = _on(shelf).select_related("title", "purchase")
    rows = rows.order_by(F("ends_at").asc(nulls_last=True), "-pk")
    found: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    found.object_list = _held(found.object_list)
    return found


def counts(actor: Actor) -> dict[Shelf, int]:
    """How many licences lie on each shelf; raises NotAllowed."""
    _require(actor, READERS)
    return {shelf: _on(shelf).count() for shelf in Shelf}


def near_their_end(actor: Actor) -> int:
    """How many licences come near their end; none for who buys no others. One query."""
    return _on(Shelf.SOON).count() if actor.has_any(*BUYERS) else 0


def every(shelf: Shelf, actor: Actor) -> Iterator[Held]:
    """The licences of a shelf as `page` has them, however many, with the numbers of titles, in the
    memory of one batch. Raises NotAllowed."""
    _require(actor, READERS)
    rows = _on(shelf).select_related("title", "purchase").prefetch_related("title__identifiers")
    rows = rows.order_by(F("ends_at").asc(nulls_last=True), "-pk")
    found = rows.iterator(chunk_size=BATCH)
    return chain.from_iterable(map(_held, iter(lambda: list(islice(found, BATCH)), [])))


def noticed(batch: UUID) -> list[Held]:
    """The licences of a mail to the librarians that still last, those that end first before the
    others. Two queries."""
    rows = Licence.objects.filter(notices__batch=batch).distinct()
    rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=clock.now())).select_related("title")
    return _held(rows.order_by(F("ends_at").asc(nulls_last=True), "pk"))


def to_be_noticed() -> "dict[Nearing, QuerySet[Licence]]":
    """Licences that last and come near their end in time or in loans, which nobody was told of; one
    that is used up is among them."""
    lasting = _counted().filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()))
    near = {
        Nearing.TIME: Q(ends_at__lte=soon()),
        Nearing.LOANS: Q(left__lte=library().policies.licence_few_loans),
    }
    return {
        kind: lasting.filter(chosen).exclude(notices__kind=kind).order_by("pk")
        for kind, chosen in near.items()
    }


def lending_on() -> "QuerySet[Licence]":
    """Licences of which somebody who waits may yet get a copy, wherever that person is."""
    lasting = _counted().filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()), copies__gt=0)
    return lasting.filter(Q(left=None) | Q(left__gt=0)).exclude(kind=LicenceKind.IN_LIBRARY)


def licences_of(title_id: int) -> list[Held]:
    """The licences of a title, oldest first. Two queries."""
    rows = Licence.objects.filter(title=title_id).select_related("purchase").order_by("pk")
    return _held(rows)


def amendable(licence_id: int, actor: Actor) -> Held:
    """A licence that a librarian may put right or end. Raises NotAllowed; NotFound also for what is
    open to everybody. Two queries."""
    _require(actor, (Role.LIBRARIAN,))
    lent = Licence.objects.exclude(kind=LicenceKind.OPEN_ACCESS).filter(pk=licence_id)
    found = _held(lent.select_related("title", "purchase"))
    if not found:
        raise NotFound
    return found[0]


def running_loans_of(title_id: int) -> list[Loan]:
    """The running loans of a title, the one that ends first before the others. Who reads is not
    told: the rows are without the member."""
    rows = Loan.objects.filter(title=title_id, state=LoanState.ACTIVE, due_at__gt=clock.now())
    return list(rows.defer("member").order_by("due_at", "pk"))


def loans_seen(member: Member, *, actor: Actor, reason: str) -> list[Loan]:
    """What a member has on loan, with titles; that somebody looked is recorded with the reason, and
    the member can see it. Raises NotAllowed."""
    _require(actor, KEEPERS)
    data = {"reason": LOOKED, "why": reason}
    emit(OPENED, actor=actor, subject=member.application, data=data)
    rows = Loan.objects.filter(member=member, state=LoanState.ACTIVE, due_at__gt=clock.now())
    return list(rows.select_related("title").order_by("due_at", "pk"))


def _held(rows: "Iterable[Licence]") -> list[Held]:
    licences = list(rows)
    now = clock.now()
    used = Loan.objects.filter(licence__in=[one.pk for one in licences]).order_by()
    running = Q(state=LoanState.ACTIVE, due_at__gt=now)
    counted = used.values("licence").annotate(
        out=Count("pk", filter=running), made=Count("pk"), last=Max("serial")
    )
    found = {row["licence"]: row for row in counted}
    nothing: dict[str, Any] = {"out": 0, "made": 0, "last": None}
    held = []
    for one in licences:
        row = found.get(one.pk, nothing)
        left = None if one.loans_allowed is None else one.loans_allowed - (row["last"] or 0)
        held.append(Held(one, row["out"], row["made"], left))
    return held


def _on(shelf: Shelf) -> "QuerySet[Licence]":
    now, few = clock.now(), library().policies.licence_few_loans
    lasting = Q(ends_at=None) | Q(ends_at__gt=now)
    chosen = {
        Shelf.LIMITED: ~Q(kind__in=sorted(PERPETUAL)) & lasting,
        Shelf.SOON: lasting & (Q(ends_at__lte=soon()) | Q(left__range=(1, few))),
        Shelf.USED_UP: lasting & Q(left__lte=0),
        Shelf.OVER: Q(ends_at__lte=now),
        Shelf.ALL: Q(),
    }
    return _counted().filter(chosen[shelf])


def _counted() -> "QuerySet[Licence]":
    """Licences with the loans that are left of them (`left`), to be asked for."""
    return Licence.objects.alias(left=F("loans_allowed") - _made())


def _made() -> Any:
    """The number of the last loan of a licence that counts them."""
    own = Loan.objects.filter(licence=OuterRef("pk"), serial__isnull=False).order_by("-serial")
    return Coalesce(Subquery(own.values("serial")[:1], output_field=IntegerField()), 0)


def _require(actor: Actor, roles: Iterable[Role]) -> None:
    if not actor.has_any(*roles):
        raise NotAllowed
