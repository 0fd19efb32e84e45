"""Service that enters bought licences."""

from dataclasses import replace

from django.db import transaction

from rontal.accounts.roles import LICENCE_BUYERS
from rontal.catalogue import changes
from rontal.catalogue.models import BookFile
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import Invalid
from rontal.core.events import emit
from rontal.lending import events
from rontal.lending.models import Licence, Purchase
from rontal.lending.rules import Batch, LicenceKind, Offer, faults_of, last_second
from rontal.lending.services.licensing import lock_title
from rontal.lending.services.locking import lock_licences
from rontal.lending.services.settling import settle


def buy(*, title_id: int, offer: Offer, batch: Batch, actor: Actor) -> Licence:
    """Enters a bought licence for a librarian and gives its copies to the queue.

    Its end is rounded down to the last second of a minute. A licence with a known number is
    returned unchanged. Raises NotAllowed, NotFound, Invalid with the error code of each field.
    """
    actor.require_or_system(*LICENCE_BUYERS)
    if offer.ends_at is not None:
        offer = replace(offer, ends_at=last_second(offer.ends_at))
    if faults := faults_of(offer, clock.now()):
        raise Invalid(faults)
    with transaction.atomic():
        lock_title(title_id)
        return _existing_licence(title_id, offer) or _create_licence(title_id, offer, batch, actor)


def _existing_licence(title_id: int, offer: Offer) -> Licence | None:
    if not offer.identifier:
        return None
    known = Licence.objects.filter(identifier=offer.identifier).first()
    if known is not None and known.title_id != title_id:
        raise Invalid({"identifier": "licence_number_taken"})
    return known


def _create_licence(title_id: int, offer: Offer, batch: Batch, actor: Actor) -> Licence:
    if offer.kind is LicenceKind.OPEN_ACCESS and not _is_open(title_id):
        raise Invalid({"kind": "licence_no_open_file"})
    licence = Licence.objects.create(
        title_id=title_id,
        kind=offer.kind,
        copies=offer.copies,
        ends_at=offer.ends_at,
        loans_allowed=offer.loans_allowed,
        identifier=offer.identifier,
        price=offer.price,
        page_mark=offer.page_mark,
        copy_characters=offer.copy_characters,
        devices=offer.devices,
        longest_days=offer.longest_days,
        sample_percent=offer.sample_percent,
        purchase=_purchase(batch),
    )
    emit(events.LICENCE_BOUGHT, actor=actor, subject=licence, data={"copies": offer.copies})
    settle(lock_licences(title_id))
    changes.note(title_id)
    return licence


def _purchase(batch: Batch) -> Purchase:
    """Returns the purchase; the same order number or batch is stored once."""
    shared_fields = {"currency": batch.currency, "bought_on": batch.bought_on}
    if batch.reference:
        named = Purchase.objects.get_or_create(
            vendor=batch.vendor, reference=batch.reference, defaults=shared_fields
        )
        return named[0]
    known = Purchase.objects.filter(vendor=batch.vendor, reference="", **shared_fields).first()
    return known or Purchase.objects.create(vendor=batch.vendor, **shared_fields)


def _is_open(title_id: int) -> bool:
    return BookFile.objects.filter(title=title_id).exclude(open_name="").exists()
