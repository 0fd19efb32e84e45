"""Events of the library's app. A fingerprint is public: every phone reads it."""

from django.utils.translation import gettext_lazy as _

from rontal.core.events import declare

CERTIFICATE_ADDED = declare(
    "app:certificate_added",
    "An administrator entered a certificate of the library's app.",
    label=_("App certificate added"),
    sentence=_("%(who)s added a certificate of the library's app (%(what)s)."),
)
CERTIFICATE_REMOVED = declare(
    "app:certificate_removed",
    "An administrator removed a certificate of the library's app.",
    label=_("App certificate removed"),
    sentence=_("%(who)s removed a certificate of the library's app (%(what)s)."),
)
STORE_ADDRESS_SET = declare(
    "app:store_address_set",
    "An administrator entered or removed the app's address in the store.",
    label=_("Store address of the app added"),
    sentence=_("%(who)s set the address of the library's app in the store."),
)
PACKAGE_BUILT = declare(
    "app:package_built",
    "The Android package of the library was built.",
    label=_("Android package built"),
    sentence=_("%(who)s built the Android package of the library."),
)
