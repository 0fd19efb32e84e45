"""Identifiers of titles and feeds that do not change when the library moves to another domain."""

from functools import lru_cache
from uuid import UUID

from rontal.core.lasting_hashes import lasting_hash


@lru_cache(50_000)
def of_title(title_id: int) -> str:
    """Returns the identifier of a title's entry, permanent and globally unique (RFC 4287, 4.2.6).

    It is derived from the library's first hash key and the title's id, not from a URL.
    """
    return _urn(f"title:{title_id}")


@lru_cache(5_000)
def of_feed(name: str) -> str:
    """Returns the identifier of a feed, the same for all its pages."""
    return _urn(f"feed:{name}")


def _urn(name: str) -> str:
    return UUID(bytes=lasting_hash(name, purpose="opds")[:16], version=5).urn
