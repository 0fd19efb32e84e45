"""Selectors for staff: licences and running loans."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain, islice
from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from rontal.accounts.roles import LENDING_DESK, LICENCE_BUYERS, LICENCE_WATCHERS, TITLE_READERS
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import NotFound
from rontal.core.events import emit
from rontal.lending.events import LOANS_VIEWED
from rontal.lending.models import Licence, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import PERPETUAL, LicenceKind, NearEnd
from rontal.lending.states import LoanState
from rontal.membership.events import OPENED
from rontal.membership.models import Member

PER_PAGE: Final = 50
BATCH: Final = 500


class LicenceFilter(StrEnum):
    """Filter of the licence list."""

    LIMITED = "terbatas"
    SOON = "segera"
    USED_UP = "habis"
    OVER = "berakhir"
    ALL = "semua"


LICENCE_FILTERS: Mapping[str, str | Promise] = {
    LicenceFilter.LIMITED: pgettext_lazy("licences", "With terms"),
    LicenceFilter.SOON: pgettext_lazy("licences", "Ending soon"),
    LicenceFilter.USED_UP: pgettext_lazy("licences", "Used up"),
    LicenceFilter.OVER: pgettext_lazy("licences", "Over"),
    LicenceFilter.ALL: pgettext_lazy("licences", "All"),
}


@dataclass(frozen=True)
class LicenceUsage:
    """A licence with its running loans (`out`), loans made and loans left (None: no limit)."""

    licence: Licence
    out: int
    made: int
    left: int | None

    @property
    def is_over(self) -> bool:
        """True from the end date on."""
        return self.licence.ends_at is not None and self.licence.ends_at <= clock.now()

    @property
    def is_amendable(self) -> bool:
        """True where staff may correct or end the licence."""
        return not self.licence.ended_because and self.licence.kind != LicenceKind.OPEN_ACCESS

    @property
    def is_near_its_end(self) -> bool:
        """True where the licence is not over, and its end date is near or few loans are left."""
        ends, few = self.licence.ends_at, LendingPolicies.current().licence_few_loans
        near = ends is not None and ends <= near_end_before()
        return not self.is_over and (near or (self.left is not None and self.left <= few))


def near_end_before() -> datetime:
    """Returns the moment before which an end date counts as near, by the library's policy."""
    return clock.now() + timedelta(days=LendingPolicies.current().licence_soon_days)


def page(licence_filter: LicenceFilter, number: str, actor: Actor) -> Page[Any]:
    """Returns a page of filtered licences with their usage, earliest end first.

    Raises NotAllowed.
    """
    actor.require(*TITLE_READERS)
    rows = _filtered(licence_filter).select_related("title", "purchase")
    rows = rows.order_by(F("ends_at").asc(nulls_last=True), "-pk")
    licence_page: Page[Any] = Paginator(rows, PER_PAGE).get_page(number)
    licence_page.object_list = _with_usage(licence_page.object_list)
    return licence_page


def counts(actor: Actor) -> dict[LicenceFilter, int]:
    """Returns the number of licences for each filter; raises NotAllowed."""
    actor.require(*TITLE_READERS)
    return {licence_filter: _filtered(licence_filter).count() for licence_filter in LicenceFilter}


def count_near_end(actor: Actor) -> int:
    """Returns the number of licences near their end; 0 for roles that are not reminded."""
    return _filtered(LicenceFilter.SOON).count() if actor.has_any(*LICENCE_WATCHERS) else 0


def all_licences(licence_filter: LicenceFilter, actor: Actor) -> Iterator[LicenceUsage]:
    """Yields all filtered licences with the identifiers of their titles, in batches of `BATCH`.

    Raises NotAllowed.
    """
    actor.require(*TITLE_READERS)
    rows = (
        _filtered(licence_filter)
        .select_related("title", "purchase")
        .prefetch_related("title__identifiers")
    )
    rows = rows.order_by(F("ends_at").asc(nulls_last=True), "-pk")
    batches = rows.iterator(chunk_size=BATCH)
    return chain.from_iterable(map(_with_usage, iter(lambda: list(islice(batches, BATCH)), [])))


def licences_of_notice(batch: UUID) -> list[LicenceUsage]:
    """Returns the licences of a notice mail that are not over, earliest end first. Two queries."""
    rows = Licence.objects.filter(notices__batch=batch).distinct()
    rows = rows.filter(Q(ends_at=None) | Q(ends_at__gt=clock.now())).select_related("title")
    return _with_usage(rows.order_by(F("ends_at").asc(nulls_last=True), "pk"))


def licences_to_notify() -> "dict[NearEnd, QuerySet[Licence]]":
    """Returns licences near their end for which no notice was sent, by reason.

    Includes licences without loans left.
    """
    lasting = _with_loans_left().filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()))
    near = {
        NearEnd.TIME: Q(ends_at__lte=near_end_before()),
        NearEnd.LOANS: Q(left__lte=LendingPolicies.current().licence_few_loans),
    }
    return {
        kind: lasting.filter(chosen).exclude(notices__kind=kind).order_by("pk")
        for kind, chosen in near.items()
    }


def usable_licences() -> "QuerySet[Licence]":
    """Returns licences that can still fulfil holds: not over, with loans left, for use anywhere."""
    lasting = _with_loans_left().filter(Q(ends_at=None) | Q(ends_at__gt=clock.now()), copies__gt=0)
    return lasting.filter(Q(left=None) | Q(left__gt=0)).exclude(kind=LicenceKind.IN_LIBRARY)


def licences_of(title_id: int) -> list[LicenceUsage]:
    """Returns the licences of a title, oldest first. Two queries."""
    rows = Licence.objects.filter(title=title_id).select_related("purchase").order_by("pk")
    return _with_usage(rows)


def amendable(licence_id: int, actor: Actor) -> LicenceUsage:
    """Returns a licence that a librarian may correct or end. Two queries.

    Raises NotAllowed, NotFound (also for open access).
    """
    actor.require(*LICENCE_BUYERS)
    lent = Licence.objects.exclude(kind=LicenceKind.OPEN_ACCESS).filter(pk=licence_id)
    usages = _with_usage(lent.select_related("title", "purchase"))
    if not usages:
        raise NotFound
    return usages[0]


def running_loans_of(title_id: int) -> list[Loan]:
    """Returns the running loans of a title, earliest due date first, without their members."""
    rows = Loan.objects.filter(title=title_id, state=LoanState.ACTIVE, due_at__gt=clock.now())
    return list(rows.defer("member").order_by("due_at", "pk"))


def view_loans_of(member: Member, *, actor: Actor, reason: str) -> list[Loan]:
    """Returns a member's running loans with titles, and records the access with its reason.

    The member can see that record. Raises NotAllowed.
    """
    actor.require(*LENDING_DESK)
    data = {"reason": LOANS_VIEWED, "why": reason}
    emit(OPENED, actor=actor, subject=member.application, data=data)
    rows = Loan.objects.filter(member=member, state=LoanState.ACTIVE, due_at__gt=clock.now())
    return list(rows.select_related("title").order_by("due_at", "pk"))


def _with_usage(rows: "Iterable[Licence]") -> list[LicenceUsage]:
    licences = list(rows)
    now = clock.now()
    used = Loan.objects.filter(licence__in=[one.pk for one in licences]).order_by()
    running = Q(state=LoanState.ACTIVE, due_at__gt=now)
    counted = used.values("licence").annotate(
        out=Count("pk", filter=running), made=Count("pk"), last=Max("serial")
    )
    usage_by_licence = {row["licence"]: row for row in counted}
    unused: dict[str, Any] = {"out": 0, "made": 0, "last": None}
    usages = []
    for one in licences:
        row = usage_by_licence.get(one.pk, unused)
        left = None if one.loans_allowed is None else one.loans_allowed - (row["last"] or 0)
        usages.append(LicenceUsage(one, row["out"], row["made"], left))
    return usages


def _filtered(licence_filter: LicenceFilter) -> "QuerySet[Licence]":
    now, few = clock.now(), LendingPolicies.current().licence_few_loans
    lasting = Q(ends_at=None) | Q(ends_at__gt=now)
    chosen = {
        LicenceFilter.LIMITED: ~Q(kind__in=sorted(PERPETUAL)) & lasting,
        LicenceFilter.SOON: lasting & (Q(ends_at__lte=near_end_before()) | Q(left__range=(1, few))),
        LicenceFilter.USED_UP: lasting & Q(left__lte=0),
        LicenceFilter.OVER: Q(ends_at__lte=now),
        LicenceFilter.ALL: Q(),
    }
    return _with_loans_left().filter(chosen[licence_filter])


def _with_loans_left() -> "QuerySet[Licence]":
    """Returns licences with the alias `left`, the loans left, for filtering."""
    return Licence.objects.alias(left=F("loans_allowed") - _last_serial())


def _last_serial() -> Any:
    """Returns the subquery for the serial number of a licence's last loan."""
    own = Loan.objects.filter(licence=OuterRef("pk"), serial__isnull=False).order_by("-serial")
    return Coalesce(Subquery(own.values("serial")[:1], output_field=IntegerField()), 0)
