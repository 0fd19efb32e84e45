"""State of the library's Android app: a checklist of steps for publishing it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.android.rules import Signer
from rontal.android.selectors import Entry, entry, host, package


@dataclass(frozen=True)
class Step:
    """Line of the checklist: name, whether it is done, and advice for a step that is not."""

    name: str | Promise
    done: bool
    advice: str | Promise


@dataclass(frozen=True)
class AppPage:
    """Data for the page of the Android app."""

    entry: Entry
    package: str
    host: str
    steps: list[Step]

    @property
    def done(self) -> int:
        """Number of steps that are done."""
        return sum(step.done for step in self.steps)


def app_page() -> AppPage:
    """Returns the state of the Android app. Two queries at most."""
    app_entry = entry()
    return AppPage(app_entry, package(), host(), _steps(app_entry))


def _steps(app_entry: Entry) -> list[Step]:
    signers = {one.signer for one in app_entry.certificates}
    return [
        Step(
            _("The site uses HTTPS"),
            settings.PUBLIC_URL.startswith("https://"),
            _(
                "Set RONTAL_URL to an address that starts with https://. Phones do not accept any "
                "other."
            ),
        ),
        Step(_("The Android package is built"), bool(app_entry.built_fingerprint), _BUILD),
        Step(
            _("The site has the certificate of the latest package"),
            bool(app_entry.built_fingerprint) and app_entry.has(app_entry.built_fingerprint),
            _UNKNOWN if app_entry.built_fingerprint else _BUILD,
        ),
        Step(
            _("The certificate of the library's own key is added"),
            Signer.LIBRARY in signers,
            _("Enter the fingerprint printed by “rontal app build”."),
        ),
        Step(
            _("The certificate of the store's key is added"),
            Signer.STORE in signers,
            _(
                "After the first upload, find it in the Play Console under App integrity and enter"
                " it here."
            ),
        ),
        Step(
            _("The store address is added"),
            bool(app_entry.store_address),
            _("Enter it once the app is published. The installation page will then link to it."),
        ),
    ]


_BUILD = _("Run “rontal app build” on the library's server.")
_UNKNOWN = _("Enter its fingerprint below. Otherwise, the app opens with an address bar.")
