"""Compression of HTTP responses (content codings) and conditional requests (ETag)."""

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Final

import brotli
from django.utils.http import parse_etags

PLAIN: Final = ""
PACKERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda content: bytes(brotli.compress(content, quality=6)),
    "gzip": lambda content: gzip.compress(content, 6, mtime=0),
    PLAIN: bytes,
}


@lru_cache(256)
def coding_for(accepted: str) -> str:
    """Returns the best coding that an `Accept-Encoding` header accepts; PLAIN for none."""
    found = accepted_codings(accepted)
    return next((known for known in PACKERS if known in found), PLAIN)


@lru_cache(256)
def accepted_codings(accepted: str) -> frozenset[str]:
    """Returns the codings that an `Accept-Encoding` header names and does not refuse (RFC 9110,
    12.5.3).
    """
    found = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            found.add(name.strip())
    return frozenset(found)


def etag_matches(said: str | None, etag: str) -> bool:
    """Returns whether an `If-None-Match` header (`said`) matches this ETag."""
    if said is None:
        return False
    bare = etag.removeprefix("W/")
    return said == etag or any(one.removeprefix("W/") in (bare, "*") for one in parse_etags(said))
