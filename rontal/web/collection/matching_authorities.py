"""Links to people and subjects whose name matches the search text, above the results."""

from dataclasses import dataclass

from rontal.search import selectors as search
from rontal.search.results import Kind, MatchingAuthority, Results
from rontal.web.collection import addresses
from rontal.web.collection.query import Query


@dataclass(frozen=True)
class AuthorityLink:
    """Link to the books of a person or body (`is_agent`), or about a subject."""

    name: str
    address: str
    titles: int
    is_agent: bool


def links(query: Query, results: Results) -> list[AuthorityLink]:
    """Returns the links, only on the first page of a search without filters."""
    if not query.words or query.narrowed or query.page > 1:
        return []
    return [_link(one) for one in search.matching_authorities(query.words, results)]


def _link(one: MatchingAuthority) -> AuthorityLink:
    is_agent = one.kind is Kind.AGENT
    address = (addresses.agent if is_agent else addresses.subject)(one.id, one.name)
    return AuthorityLink(one.name, address, one.titles, is_agent)
