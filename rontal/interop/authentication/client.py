"""The one OAuth client that all reading apps share (Authentication for OPDS, 3.5.2)."""

from typing import Final

CLIENT: Final = "http://opds-spec.org/auth/client"
CALLBACK: Final = "opds://authorize/"
SCHEME: Final = "opds"
CLIENT_VALUES: Final = {
    "client_id": ("", CLIENT),
    "redirect_uri": ("", CALLBACK, CALLBACK.rstrip("/")),
}
"""Accepted values of an app's requests; any other value is refused, as it may redirect elsewhere.
Apps may leave them out, as there is only one of each."""
