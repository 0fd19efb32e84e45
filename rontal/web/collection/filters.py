"""Filters of a search: menus of links with counts, and chips that remove a chosen filter."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from records.codes import Audience, Format
from rontal.catalogue import browsing
from rontal.search.results import Bucket, Facets
from rontal.web.collection.labels import (
    AUDIENCES,
    FORMATS,
    class_name,
    language_name,
)
from rontal.web.collection.query import SORTS, Query

Text = str | Promise
Words = Callable[[str], Text | None]
NO_FACETS = Facets()
DECADES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Option:
    """One link of a menu, or one sort order."""

    label: Text
    address: str
    count: int = 0
    chosen: bool = False


@dataclass(frozen=True)
class Menu:
    label: Text
    options: list[Option]
    chosen: bool = False


@dataclass(frozen=True)
class Chip:
    """Chosen filter, with the URL of the search without it."""

    label: Text
    address: str


@dataclass(frozen=True)
class Names:
    """Names of the subjects, people and series in a search, by id."""

    subjects: Mapping[int, str]
    agents: Mapping[int, str]
    series: str = ""


def names(query: Query, facets: Facets | None) -> Names:
    """Fetches the names that menus and chips need; one query per kind that occurs."""
    filters, counted = query.filters, facets or NO_FACETS
    subjects = {int(bucket.value) for bucket in counted.subjects}
    subjects |= {filters.subject} if filters.subject else set()
    agents = {filters.agent} if filters.agent else set()
    return Names(
        browsing.subject_names(subjects) if subjects else {},
        browsing.agent_names(agents) if agents else {},
        browsing.series_name(filters.series) if filters.series else "",
    )


def menus(query: Query, facets: Facets | None, known: Names) -> list[Menu]:
    """Returns the menus; a menu with one unchosen option is omitted."""
    made = _menus(query, facets or NO_FACETS, known)
    return [menu for menu in made if menu.chosen or len(menu.options) > 1]


def chips(query: Query, known: Names) -> list[Chip]:
    """Returns the chosen filters, in the order of the URL."""
    chosen = dict(_chosen(query, known))
    return [Chip(label, query.address(**dict.fromkeys(names))) for names, label in chosen.items()]


def sorts(query: Query) -> list[Option]:
    labels = {"": _("Best first"), "terbaru": _("Newest first"), "nama": _("Title"),
              "tahun": _("Year")}  # fmt: skip
    if not query.words:
        del labels[""]
    now = query.parameters.get("urut", "" if query.words else "nama")
    assert labels.keys() <= SORTS.keys()  # noqa: S101 - both are ours
    return [
        Option(label, query.address(urut=name or None), chosen=name == now)
        for name, label in labels.items()
    ]


def _menus(query: Query, facets: Facets, known: Names) -> Iterator[Menu]:
    yield _menu(query, _("Language"), "bahasa", facets.languages, _language)
    subjects = {str(pk): name for pk, name in known.subjects.items()}
    yield _menu(query, _("Topic"), "subjek", facets.subjects, subjects.get)
    yield _menu(query, _("For"), "untuk", facets.audiences, _audience)
    yield _menu(query, _("Form"), "bentuk", facets.formats, _format)
    yield _years(query, facets.years)


def _menu(query: Query, label: Text, name: str, buckets: Iterable[Bucket], words: Words) -> Menu:
    now, options, address = query.parameters.get(name), [], query.addresses(name)
    for bucket in buckets:
        value = str(bucket.value)
        if text := words(value):
            there = address(None if value == now else value)
            options.append(Option(text, there, bucket.count, chosen=value == now))
    return Menu(label, options, chosen=now is not None)


def _years(query: Query, buckets: Iterable[Bucket]) -> Menu:
    """Returns a menu of decades, newest first."""
    decades: Counter[int] = Counter()
    for bucket in buckets:
        decades[int(bucket.value) // 10 * 10] += bucket.count
    now = (query.filters.year_from, query.filters.year_to)
    options = [
        Option(
            f"{decade}–{decade + 9}",
            query.address(dari=decade, sampai=decade + 9),
            count,
            chosen=now == (decade, decade + 9),
        )
        for decade, count in sorted(decades.items(), reverse=True)[:DECADES_SHOWN]
    ]
    return Menu(_("Year"), options, chosen=now != (None, None))


def _chosen(query: Query, known: Names) -> Iterator[tuple[tuple[str, ...], Text]]:
    filters = query.filters
    if filters.language:
        yield ("bahasa",), _language(filters.language)
    if filters.subject:
        yield ("subjek",), known.subjects.get(filters.subject, _("Unknown topic"))
    if filters.agent:
        yield ("orang",), known.agents.get(filters.agent, _("Unknown person"))
    if filters.series:
        yield ("seri",), known.series or _("Unknown series")
    if filters.shelf:
        yield ("kelas",), class_name(filters.shelf)
    if filters.audience:
        yield ("untuk",), AUDIENCES[filters.audience]
    if filters.format:
        yield ("bentuk",), FORMATS[filters.format]
    if filters.year_from or filters.year_to:
        yield ("dari", "sampai"), f"{filters.year_from or '…'}–{filters.year_to or '…'}"
    if filters.available:
        yield ("tersedia",), _("Available to borrow")


def _language(tag: str) -> str:
    return language_name(tag) or tag


def _audience(code: str) -> Text:
    return AUDIENCES[Audience(code)]


def _format(code: str) -> Text:
    return FORMATS[Format(code)]
