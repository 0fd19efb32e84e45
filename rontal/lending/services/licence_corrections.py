"""Services that correct a licence or end it early."""

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from rontal.accounts.roles import LICENCE_BUYERS
from rontal.catalogue import changes
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid, NotFound
from rontal.core.events import emit
from rontal.lending import events
from rontal.lending.errors import LicenceOver
from rontal.lending.models import Hold, Licence, LicenceNotice, Loan
from rontal.lending.policies import LendingPolicies
from rontal.lending.rules import (
    EndReason,
    LicenceEnd,
    LicenceKind,
    NearEnd,
    Offer,
    end_of_day,
    faults_of,
    last_second,
)
from rontal.lending.services.borrowing import revoke
from rontal.lending.services.licensing import lock_title
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle
from rontal.lending.states import HoldState, LoanState
from rontal.standard.selectors import library

CORRECTABLE: Final = (
    "copies", "ends_at", "loans_allowed", "identifier", "price", "page_mark", "copy_characters",
    "devices", "longest_days", "sample_percent",
)  # fmt: skip
"""Fields of a licence that can be corrected; its purchase and kind are fixed."""


def correct_licence(*, licence_id: int, offer: Offer, actor: Actor) -> Licence:
    """Corrects a licence for a librarian and gives added copies to the queue.

    Its kind, loans and ready copies stay, and the new terms must cover them. A licence past its end
    date may be extended. Emits no event where nothing changed. Raises NotAllowed, NotFound (also
    for open access), LicenceOver where staff ended it, Invalid with the error code of each field.
    """
    actor.require_or_system(*LICENCE_BUYERS)
    with transaction.atomic():
        licence = _lock_licence(licence_id)
        if licence.ended_because:
            raise LicenceOver
        if offer.ends_at is not None:
            offer = replace(offer, ends_at=last_second(offer.ends_at))
        offer = replace(offer, kind=LicenceKind(licence.kind))
        changed = [name for name in CORRECTABLE if getattr(licence, name) != getattr(offer, name)]
        if faults := _faults(licence, offer, changed):
            raise Invalid(faults)
        if changed:
            _extend_ready_holds(licence, offer)
            _save_changes(licence, {name: getattr(offer, name) for name in changed})
            data = {"fields": ",".join(changed)}
            emit(events.LICENCE_CORRECTED, actor=actor, subject=licence, data=data)
    return licence


def end_licence(*, licence_id: int, because: LicenceEnd, actor: Actor) -> int:
    """Ends a licence now for a librarian; returns how many loans ended.

    Its loans end and their members are notified; members with a ready copy return to their place in
    the queue. The number of a licence that was entered by mistake can be used again. Raises
    NotAllowed, NotFound (also for open access), LicenceOver.
    """
    actor.require_or_system(*LICENCE_BUYERS)
    with transaction.atomic():
        licence, now = _lock_licence(licence_id), clock.now()
        if licence.terms().is_over(now):
            raise LicenceOver
        ends = last_second(now)
        columns: dict[str, Any] = {"ends_at": ends, "ended_because": because, "noticed_at": now}
        if because is LicenceEnd.MISTAKE:
            columns["identifier"] = ""
        loans = _running_loans(licence.pk).values_list("pk", flat=True)
        numbers = list(loans.order_by("pk"))
        _ready_holds(licence.pk).update(ready_until=ends)
        _save_changes(licence, columns)
        for number in numbers:
            revoke(loan_id=number, reason=EndReason.RIGHTS, actor=actor)
        data = {"because": because.value, "loans": len(numbers)}
        emit(events.LICENCE_CLOSED, actor=actor, subject=licence, data=data)
    return len(numbers)


def _lock_licence(licence_id: int) -> Licence:
    """Returns the licence after settling and locking its title; raises NotFound."""
    lent = Licence.objects.exclude(kind=LicenceKind.OPEN_ACCESS)
    title_id = NotFound.if_none(
        lent.filter(pk=licence_id).values_list("title_id", flat=True).first()
    )
    lock_title(title_id)
    settle(lock_licences(title_id))
    return NotFound.if_none(lent.filter(pk=licence_id, title_id=title_id).first())


def _save_changes(licence: Licence, columns: dict[str, Any]) -> None:
    """Saves these columns and settles the title.

    Deletes the notices that a changed end date or number of loans has made outdated.
    """
    if "ends_at" in columns:
        columns = {"noticed_at": None} | columns
    for name, value in columns.items():
        setattr(licence, name, value)
    licence.save(update_fields=list(columns))
    notice_kinds = {"ends_at": NearEnd.TIME, "loans_allowed": NearEnd.LOANS}
    kinds = [kind for name, kind in notice_kinds.items() if name in columns]
    LicenceNotice.objects.filter(licence=licence, kind__in=kinds).delete()
    settle(lock_licences(licence.title_id))
    changes.note(licence.title_id)


def _extend_ready_holds(licence: Licence, offer: Offer) -> None:
    """Extends ready copies that were limited by the old end, up to the usual number of days."""
    profile = library()
    days = LendingPolicies.current().hold_ready_days
    usual = end_of_day(clock.now(), days=days, zone=profile.tz)
    if licence.ends_at and (offer.ends_at is None or offer.ends_at > licence.ends_at):
        until = min(usual, offer.ends_at or usual)
        _ready_holds(licence.pk).filter(ready_until=licence.ends_at).update(ready_until=until)


def _faults(licence: Licence, offer: Offer, changed: list[str]) -> dict[str, str]:
    faults = {name: code for name, code in faults_of(offer, clock.now()).items() if name in changed}
    copy, until = _copies_in_use(licence.pk)
    made = Loan.objects.filter(licence=licence).aggregate(last=Max("serial"))["last"] or 0
    if offer.copies < copy:
        faults.setdefault("copies", "licence_copies_in_use")
    if offer.ends_at is not None and until is not None and offer.ends_at < until:
        faults.setdefault("ends_at", "licence_end_in_use")
    if offer.loans_allowed is not None and offer.loans_allowed < made:
        faults.setdefault("loans_allowed", "licence_loans_made")
    if "identifier" in changed and offer.identifier:
        known = Licence.objects.filter(identifier=offer.identifier)
        if known.exclude(pk=licence.pk).exists():
            faults["identifier"] = "licence_number_known"
    return faults


def _copies_in_use(licence_id: int) -> tuple[int, datetime | None]:
    """Returns the highest copy number in use, and when the last use ends."""
    loans = _running_loans(licence_id).aggregate(copy=Max("copy"), until=Max("due_at"))
    holds = _ready_holds(licence_id).aggregate(copy=Max("copy"), until=Max("ready_until"))
    ends = [one["until"] for one in (loans, holds) if one["until"]]
    return max(loans["copy"] or 0, holds["copy"] or 0), max(ends, default=None)


def _running_loans(licence_id: int) -> Any:
    return Loan.objects.filter(licence=licence_id, state=LoanState.ACTIVE)


def _ready_holds(licence_id: int) -> Any:
    return Hold.objects.filter(licence_id=licence_id, state=HoldState.READY)
