"""Names of titles and feeds that stay the same wherever the library moves."""

from functools import lru_cache
from uuid import UUID

from rontal.kernel.sealing import keyed_hash


@lru_cache(50_000)
def of_title(title_id: int) -> str:
    """The name of a title's entry (RFC 4287, 4.2.6: it never changes, and no other library has it).

    It follows from the library's own key and the title's number, not from any address.
    """
    return _urn(f"title:{title_id}")


@lru_cache(5_000)
def of_feed(name: str) -> str:
    """The name of a feed, the same for all its pages."""
    return _urn(f"feed:{name}")


def _urn(name: str) -> str:
    return UUID(bytes=keyed_hash(name, purpose="opds")[:16], version=5).urn
