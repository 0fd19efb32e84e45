"""Queries about the library's app: its package, its certificates, its address in the store."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.conf import settings

from rontal.android.models import ONLY, AppCertificate, AppEntry
from rontal.android.package.naming import package_name
from rontal.android.rules import Certificate, Signer
from rontal.core.errors import NotFound
from rontal.core.versions import Topic, cached
from rontal.standard.selectors import library

HANDLE_ALL_URLS: Final = "delegate_permission/common.handle_all_urls"
"""The one relation that App Links, a trusted web activity and its delegated notifications need.
`get_login_creds` would let code of the package use passwords of the site: it has no such code."""


@dataclass(frozen=True)
class Entry:
    """The app as the desk and the library profile have it; certificates of the profile first."""

    store_address: str
    certificates: tuple[Certificate, ...]
    built_fingerprint: str = ""
    built_version: str = ""
    built_at: datetime | None = None

    def has(self, fingerprint: str) -> bool:
        """Returns whether this certificate is among them."""
        return any(one.fingerprint == fingerprint for one in self.certificates)


def entry() -> Entry:
    """Returns the current entry of the app. Two queries."""
    app = library().app
    row = AppEntry.objects.filter(pk=ONLY).first() or AppEntry()
    own = [Certificate(one, Signer.LIBRARY) for one in app.certificates]
    named = set(app.certificates)
    entered = AppCertificate.objects.order_by("pk")
    others = [_certificate(one) for one in entered if one.fingerprint not in named]
    return Entry(
        store_address=row.store_address or app.store_address,
        certificates=(*own, *others),
        built_fingerprint=row.built_fingerprint,
        built_version=row.built_version,
        built_at=row.built_at,
    )


def store_address() -> str:
    """Returns the address of the app's page in the store: the desk's, else the
    profile's; for pages that everybody sees."""
    return _public_entry().store_address


def host() -> str:
    return urlsplit(settings.PUBLIC_URL).hostname or "localhost"


def package() -> str:
    """Returns the Android application id of the library's app."""
    return package_name(library().app.package, host())


def statements() -> list[dict[str, Any]]:
    """Returns the site's statements for Digital Asset Links: packages that may act for it."""
    fingerprints = [one.fingerprint for one in _public_entry().certificates]
    if not fingerprints:
        return []
    target = {
        "namespace": "android_app",
        "package_name": package(),
        "sha256_cert_fingerprints": fingerprints,
    }
    return [{"relation": [HANDLE_ALL_URLS], "target": target}]


def certificate(pk: int) -> AppCertificate:
    """Returns a certificate that was entered at the desk; raises NotFound."""
    return NotFound.if_none(AppCertificate.objects.filter(pk=pk).first())


def _public_entry() -> Entry:
    """Returns the app's entry, read once for each version of the events."""
    return cached("android:entry", Topic.EVENTS, entry)


def _certificate(row: AppCertificate) -> Certificate:
    return Certificate(row.fingerprint, Signer(row.signer), row.label, row.added_at, row.pk)
