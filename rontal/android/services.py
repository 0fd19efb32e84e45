"""Changing the entry of the library's app. Only administrators and the build command may."""

from typing import Final

from django.db import IntegrityError, transaction

from rontal.android import events, rules
from rontal.android.errors import CertificateKnown, TooManyCertificates
from rontal.android.models import ONLY, AppCertificate, AppEntry
from rontal.android.rules import MAX_LABEL_LENGTH, Signer
from rontal.android.selectors import package
from rontal.core import clock
from rontal.core.actors import Actor, ActorKind
from rontal.core.errors import Invalid, NotAllowed, NotFound
from rontal.core.events import Scalar, emit
from rontal.standard.selectors import library

ADMINISTRATOR: Final = "administrator"
"""Value of `accounts.roles.Role`, an app above this one."""

MAX_CERTIFICATES: Final = 10


def add_certificate(*, fingerprint: str, signer: str, label: str, actor: Actor) -> AppCertificate:
    """Adds a certificate that the app may be signed with; phones trust it from then on.

    `fingerprint` is the pasted text. Raises NotAllowed, Invalid (field → code), CertificateKnown,
    TooManyCertificates.
    """
    actor.require(ADMINISTRATOR)
    normalized = rules.fingerprint(fingerprint)
    if signer not in list(Signer):
        raise Invalid({"signer": "field_required"})
    if len(label) > MAX_LABEL_LENGTH:
        raise Invalid({"label": "label_too_long"})
    if normalized in library().app.certificates:
        raise CertificateKnown
    with transaction.atomic():
        entry = _lock()
        if entry.certificates.count() >= MAX_CERTIFICATES:
            raise TooManyCertificates(number=MAX_CERTIFICATES)
        if entry.certificates.filter(fingerprint=normalized).exists():
            raise CertificateKnown
        added = AppCertificate.objects.create(
            entry=entry, fingerprint=normalized, signer=Signer(signer), label=label
        )
        data: dict[str, Scalar] = {"fingerprint": normalized, "signer": signer}
        emit(events.CERTIFICATE_ADDED, actor=actor, subject=added, data=data)
    return added


def remove_certificate(*, pk: int, actor: Actor) -> None:
    """Removes a certificate: phones no longer trust packages that it signed.

    Raises NotAllowed, and NotFound if a colleague removed it first.
    """
    actor.require(ADMINISTRATOR)
    with transaction.atomic():
        row = NotFound.if_none(_lock().certificates.filter(pk=pk).first())
        data: dict[str, Scalar] = {"fingerprint": row.fingerprint, "signer": row.signer}
        emit(events.CERTIFICATE_REMOVED, actor=actor, subject=row, data=data)
        row.delete()


def set_store_address(*, address: str, actor: Actor) -> str:
    """Sets the address of the app's page in the Play Store; "" removes it. Returns it as stored.

    Raises NotAllowed, Invalid. The same address again changes nothing.
    """
    actor.require(ADMINISTRATOR)
    normalized = rules.store_address(address, package())
    with transaction.atomic():
        entry = _lock()
        if entry.store_address != normalized:
            entry.store_address = normalized
            entry.save(update_fields=["store_address"])
            data: dict[str, Scalar] = {"address": normalized}
            emit(events.STORE_ADDRESS_SET, actor=actor, subject=entry, data=data)
    return normalized


def note_build(*, fingerprint: str, version: str, actor: Actor) -> None:
    """Records the certificate and version of the package that was built last, so that the desk
    can say whether the site knows it. Only the system may; raises NotAllowed, Invalid."""
    if actor.kind is not ActorKind.SYSTEM:
        raise NotAllowed
    normalized = rules.fingerprint(fingerprint)
    with transaction.atomic():
        entry = _lock()
        entry.built_fingerprint, entry.built_version = normalized, version[:40]
        entry.built_at = clock.now()
        entry.save(update_fields=["built_fingerprint", "built_version", "built_at"])
        data: dict[str, Scalar] = {"fingerprint": normalized, "version": entry.built_version}
        emit(events.PACKAGE_BUILT, actor=actor, subject=entry, data=data)


def _lock() -> AppEntry:
    """Returns the app's one row, locked until the transaction ends; creates it if it is missing."""
    rows = AppEntry.objects.select_for_update()
    entry = rows.filter(pk=ONLY).first()
    if entry is not None:
        return entry
    try:
        with transaction.atomic():
            AppEntry.objects.create(pk=ONLY)
    except IntegrityError:  # another transaction created it at the same moment
        pass
    return rows.get(pk=ONLY)
