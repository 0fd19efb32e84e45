"""This library as a client of a provider: how it is recognized."""

import base64
from urllib.parse import quote_plus

from rontal.accounts.single_sign_on.configuration import ProviderSettings
from rontal.accounts.single_sign_on.discovery import Configuration


def credentials(
    provider: ProviderSettings, found: Configuration
) -> tuple[dict[str, str], dict[str, str]]:
    """Returns the headers and the fields by which the provider recognizes this client, by a method
    that it announces (RFC 6749, 2.3.1).
    """
    methods = found.token_auth_methods or ("client_secret_basic",)
    if not provider.client_secret:
        return {}, {"client_id": provider.client_id}
    if "client_secret_basic" in methods or "client_secret_post" not in methods:
        pair = f"{quote_plus(provider.client_id)}:{quote_plus(provider.client_secret)}"
        return {"Authorization": f"Basic {base64.b64encode(pair.encode()).decode()}"}, {}
    return {}, {"client_id": provider.client_id, "client_secret": provider.client_secret}
