"""Rotation of the hash key for persons and guardians."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max

from rontal.core.rehashing import HashedColumn, Remaining
from rontal.core.sealing import Rotated
from rontal.membership.email_reversals import EmailReversal
from rontal.membership.hand_overs import HandOver
from rontal.membership.importing.models import ImportRow
from rontal.membership.models import Application, Guardian, Member
from rontal.membership.selectors.families import address_hashes
from rontal.membership.selectors.identities import plain_hashes, possible_hashes
from rontal.membership.steps.application_changes import lock_persons
from rontal.membership.suspensions import EmailChange

CHUNK: Final = 200
FIELDS: Final = ("name", "email", "identity_kind", "nik_hash", "details")

GUARDIANS: Final = HashedColumn(
    Guardian,
    "email_hash",
    lambda guardian: address_hashes(str(guardian.details.reveal().get("email", ""))),
)
PERSONS: Final = HashedColumn(Application, "nik_hash", possible_hashes)
"""For checks; `rotate_persons` rotates, as an application and its membership change together."""


def rotate_persons() -> Iterator[Rotated]:
    """Replaces hashes of identity numbers that are of a former key; yields its progress.

    Safe while the system is running, to interrupt and to repeat. Persons are locked first, as in
    all services. An application whose details or hash do not open by any key, and one whose person
    has another membership, are left unchanged and named in `Rotated.shut`.
    """
    rows = Application.objects.exclude(nik_hash=b"").order_by("pk")
    total, done, last = rows.count(), 0, 0
    while chunk := list(rows.filter(pk__gt=last).only(*FIELDS)[:CHUNK]):
        hashes = {one.pk: plain_hashes(one) for one in chunk}
        due = _due(hashes)
        refused = set() if _rehash({pk: hashes[pk] for pk in due}) else _rehash_each(hashes, due)
        for one in chunk:
            done, last = done + 1, one.pk
            is_shut = not hashes[one.pk] or one.pk in refused
            shut = f"{one._meta.label_lower} {one.pk}" if is_shut else ""
            yield Rotated(done, max(done, total), shut)


def remaining(since: datetime) -> list[Remaining]:
    """Returns rows of imports and addresses of erased guardians, whose hashes end with them, and
    links that confirm an address or take its change back.
    """
    rows = ImportRow.objects.exclude(cells=None).filter(run__started_at__lt=since).count()
    links = EmailChange.objects.filter(asked_at__lt=since, confirmed_at=None)
    former = HandOver.objects.filter(asked_at__lt=since).exclude(guardian_hash=b"").count()
    last = links.aggregate(last=Max("expires_at"))["last"]
    reversals = EmailReversal.objects.filter(made_at__lt=since, used_at=None)
    end = reversals.aggregate(last=Max("ends_at"))["last"]
    return [
        Remaining("rows of imports, until each import is finished or discarded", rows),
        Remaining("links that confirm a new address", links.count(), last),
        Remaining("links that take a change of address back", reversals.count(), end),
        Remaining("addresses of former guardians, until each young person takes over", former),
    ]


def _due(hashes: dict[int, list[bytes]]) -> set[int]:
    """Returns the applications that, or whose memberships, have a hash of a former key."""
    known = {pk: found[0] for pk, found in hashes.items() if found}
    stored = [
        *Application.objects.filter(pk__in=known).values_list("pk", "nik_hash"),
        *Member.objects.filter(application__in=known).values_list("application", "nik_hash"),
    ]
    return {pk for pk, digest in stored if bytes(digest) not in (b"", known[pk])}


def _rehash(hashes: dict[int, list[bytes]]) -> bool:
    """Writes the active key's hashes of some applications and their memberships, all or none; False
    where a person has two memberships.
    """
    if not hashes:
        return True
    try:
        with transaction.atomic():
            _write(hashes)
    except IntegrityError:
        return False
    return True


def _rehash_each(hashes: dict[int, list[bytes]], due: set[int]) -> set[int]:
    """Writes them one by one; returns those that were refused."""
    return {pk for pk in sorted(due) if not _rehash({pk: hashes[pk]})}


def _write(hashes: dict[int, list[bytes]]) -> None:
    lock_persons(one for found in hashes.values() for one in found)
    members = Member.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    applications = Application.objects.select_for_update(no_key=True, of=("self",)).order_by("pk")
    locked: list[Member | Application] = [
        *members.filter(application__in=hashes).only("application_id", "nik_hash"),
        *applications.filter(pk__in=hashes).only("nik_hash"),
    ]
    for row in locked:
        found = hashes[row.application_id if isinstance(row, Member) else row.pk]
        if bytes(row.nik_hash) in found[1:]:
            row.nik_hash = found[0]
            row.save(update_fields=["nik_hash"])
