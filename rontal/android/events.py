"""Events of the library's app. A fingerprint is public: every phone reads it."""

from rontal.core.events import declare

CERTIFICATE_ADDED = declare(
    "app:certificate_added", "An administrator entered a certificate of the library's app."
)
CERTIFICATE_REMOVED = declare(
    "app:certificate_removed", "An administrator removed a certificate of the library's app."
)
STORE_ADDRESS_SET = declare(
    "app:store_address_set", "An administrator entered or removed the app's address in the store."
)
PACKAGE_BUILT = declare("app:package_built", "The Android package of the library was built.")
