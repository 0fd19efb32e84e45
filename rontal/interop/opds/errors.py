"""What can be wrong with what a reading app asks for."""

from rontal.kernel.errors import DomainError


class BadQuestion(DomainError):
    """An address asks for something that no list can answer."""

    code = "opds_bad_question"


class BadPage(BadQuestion):
    """A page number is none."""

    code = "opds_bad_page"


class BadFilter(BadQuestion):
    """A filter or an order is unknown."""

    code = "opds_bad_filter"


class QuestionTooLong(BadQuestion):
    """More than `limit` characters are searched for."""

    code = "opds_too_long"


class NoSuchPage(DomainError):
    """The list has fewer pages."""

    code = "opds_no_such_page"


class FromElsewhere(DomainError):
    """A page of another site, or a browser that fetches ahead, would change something."""

    code = "opds_from_elsewhere"


class SearchNotReady(DomainError):
    """The search is being prepared."""

    code = "opds_not_ready"


class TitleGone(DomainError):
    """The library has withdrawn the title."""

    code = "opds_title_gone"
