"""Rules for the entry of the library's app: fingerprints and the address in the store. Pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from urllib.parse import parse_qs, urlsplit

from rontal.core.errors import Invalid

PAIRS: Final = 32
"""Bytes of a SHA-256 fingerprint."""

SHA1_PAIRS: Final = 20
MAX_TYPED_LENGTH: Final = 400
MAX_LABEL_LENGTH: Final = 60
STORE_HOST: Final = "play.google.com"
STORE_PATH: Final = "/store/apps/details"
_HEADING: Final = re.compile(r"^[^=:]*sha-?256[^=:]*[=:]\s*", re.IGNORECASE)
_GAPS: Final = re.compile(r"[\s:\u200b\ufeff-]+")
_PACKAGE: Final = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)+", re.ASCII)


class Signer(StrEnum):
    """The holder of a certificate's key."""

    LIBRARY = "library"
    STORE = "store"


@dataclass(frozen=True)
class Certificate:
    """A certificate that the library's app may be signed with. `pk` is None and `added_at` None
    where the library profile names it."""

    fingerprint: str
    signer: Signer = Signer.LIBRARY
    label: str = ""
    added_at: datetime | None = None
    pk: int | None = None


def fingerprint(typed: str) -> str:
    """Returns the SHA-256 fingerprint as AB:CD:…, from any form of tools and the Play Console.

    Raises Invalid with the code of the reason for the field `fingerprint`.
    """
    if len(typed) > MAX_TYPED_LENGTH:
        raise Invalid({"fingerprint": "fingerprint_length"})
    plain = _GAPS.sub("", _HEADING.sub("", typed.strip())).upper()
    if not plain:
        raise Invalid({"fingerprint": "field_required"})
    if not re.fullmatch(r"[0-9A-F]+", plain):
        raise Invalid({"fingerprint": "fingerprint_not_hex"})
    if len(plain) == 2 * SHA1_PAIRS:
        raise Invalid({"fingerprint": "fingerprint_sha1"})
    if len(plain) != 2 * PAIRS:
        raise Invalid({"fingerprint": "fingerprint_length"})
    return ":".join(plain[place : place + 2] for place in range(0, len(plain), 2))


def store_address(typed: str, package: str) -> str:
    """Normalizes the address of the app's page in the Play Store: nothing follows its id. "" stays.

    Raises Invalid with the code of the reason for the field `store_address`.
    """
    text = typed.strip()
    if not text:
        return ""
    app_id = _id_in(text if "://" in text else f"https://{text}")
    if not app_id:
        raise Invalid({"store_address": "store_address_not_play"})
    if app_id != package:
        raise Invalid({"store_address": "store_address_other_package"})
    return f"https://{STORE_HOST}{STORE_PATH}?id={app_id}"


def _id_in(address: str) -> str:
    try:
        parts = urlsplit(address)
        named = parse_qs(parts.query, max_num_fields=20).get("id", [""])[0]
    except ValueError:
        return ""
    at_store = parts.scheme == "https" and parts.netloc.lower() == STORE_HOST
    is_page = at_store and parts.path.rstrip("/") == STORE_PATH
    return named if is_page and _PACKAGE.fullmatch(named) else ""
