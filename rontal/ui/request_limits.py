"""Rate limits per network address of what costs a search or a long list.

They are generous: a school or a mobile network may share one address, and pages from the cache do
not count. One address that uses its limit up occupies less than a tenth of a small server.
"""

from datetime import timedelta
from typing import Final

from django.http import HttpRequest

from rontal.accounts.address import client_address
from rontal.core import stepped_limits
from rontal.core.limits import Limit

TEN_MINUTES: Final = timedelta(minutes=10)

SEARCHES: Final = Limit("catalogue.search", 6_000, TEN_MINUTES)
"""Searches on pages, and by reading apps."""
SUGGESTIONS: Final = Limit("catalogue.suggest", 12_000, TEN_MINUTES)
"""Suggestions while somebody types, on pages and in the address bar of browsers."""
HARVESTS: Final = Limit("interop.oai", 1_200, TEN_MINUTES)
"""Requests of OAI-PMH; with 1,000 records each, a million titles."""
CATALOGUE_QUERIES: Final = Limit("interop.sru", 3_000, TEN_MINUTES)
"""Requests of SRU."""


def count_request(limit: Limit, request: HttpRequest) -> None:
    """Counts a request of its network address; raises TooMany beyond the limit."""
    stepped_limits.spend(limit, client_address(request))
