"""Errors of requests by reading apps."""

from rontal.core.errors import DomainError


class BadQuery(DomainError):
    """A URL requests something that no list can answer."""

    code = "opds_bad_question"


class BadPage(BadQuery):
    """The page number is invalid."""

    code = "opds_bad_page"


class BadFilter(BadQuery):
    """A filter or a sort order is unknown."""

    code = "opds_bad_filter"


class SearchTextTooLong(BadQuery):
    """The search text has more than `limit` characters."""

    code = "opds_too_long"


class NoSuchPage(DomainError):
    """The list has fewer pages."""

    code = "opds_no_such_page"


class CrossSiteRequest(DomainError):
    """A change was requested by a page of another site or by a prefetch."""

    code = "opds_from_elsewhere"


class SearchNotReady(DomainError):
    """The search index is being built."""

    code = "opds_not_ready"


class TitleGone(DomainError):
    """The library has withdrawn the title."""

    code = "opds_title_gone"
