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
    accepted_names = accepted_codings(accepted)
    return next((known for known in PACKERS if known in accepted_names), PLAIN)


@lru_cache(256)
def accepted_codings(accepted: str) -> frozenset[str]:
    """Returns the codings that an `Accept-Encoding` header names and does not refuse (RFC 9110,
    12.5.3).
    """
    codings = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        if weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000"):
            codings.add(name.strip())
    return frozenset(codings)


def etag_matches(if_none_match: str | None, etag: str) -> bool:
    """Returns whether an `If-None-Match` header (`if_none_match`) matches this ETag."""
    if if_none_match is None:
        return False
    bare = etag.removeprefix("W/")
    return if_none_match == etag or any(
        one.removeprefix("W/") in (bare, "*") for one in parse_etags(if_none_match)
    )
