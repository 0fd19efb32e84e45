"""The library's page in the Play store."""

from urllib.parse import parse_qs, urlsplit

from rontal.standard.selectors import library


def store_address() -> str:
    """Returns the address of the library's app in the Play store; "" where it has none.

    The one place that pages and manifest ask.
    """
    return library().app.store_address


def package_of(address: str) -> str:
    """Returns the Android application id in a store address; "" where it names none."""
    return parse_qs(urlsplit(address).query).get("id", [""])[0]
