"""What the pages of the collection show of a title."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.catalogue.rows import Row
from rontal.catalogue.rules import Audience
from rontal.lending.rules import Availability
from rontal.web.collection.words import AUDIENCES, FEATURES, ROLES, language_name

Text = str | Promise


@dataclass(frozen=True)
class Book:
    """A title in a list with how many copies are free."""

    title: Row
    availability: Availability


def books(titles: Iterable[Row], free: Mapping[int, Availability]) -> list[Book]:
    """Titles as a list shows them."""
    return [Book(title, free[title.pk]) for title in titles]


def facts(title: Row) -> list[tuple[Text, Text]]:
    """Names and values of what is known of a title, without what is not known."""
    return [(name, value) for name, value in _facts(title) if value]


def features(title: Row) -> list[Text]:
    """What helps readers with a disability, in words; codes without words are left out."""
    codes = title.accessibility.get("accessibilityFeature", [])
    return [FEATURES[code] for code in dict.fromkeys(codes) if code in FEATURES]


def _facts(title: Row) -> Iterator[tuple[Text, Text]]:
    for person in title.people:
        yield ROLES.get(person.role, ROLES["ctb"]), person.name
    yield _("Publisher"), title.publisher
    yield _("Year"), str(title.year or "")
    yield _("Language"), language_name(title.language)
    yield _("For"), AUDIENCES[Audience(title.audience)]
    yield _("Classification"), title.classification
    yield "ISBN", title.isbn
    yield _("Rights"), title.rights
