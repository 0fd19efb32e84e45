"""Facets of a list: filters with counts, and sort orders."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from records.codes import Audience, Format
from rontal.catalogue import browsing
from rontal.catalogue.labels import AUDIENCES, language_name
from rontal.interop.opds.feed_data import Facet, FacetGroup
from rontal.interop.opds.query import ListQuery
from rontal.search.filters import Sort
from rontal.search.results import Bucket, Facets

MAX_FACETS: Final = 12
FORMATS: Final = {Format.EPUB: "EPUB", Format.PDF: "PDF"}


@dataclass(frozen=True)
class _Kind:
    """Kind of facet: the field of `ListQuery` that it sets, its current and its empty value, and a
    function that returns the label of a value."""

    title: str
    part: str
    chosen: Any
    none: Any
    name: Callable[[Any], str]


def groups(
    base: str, query: ListQuery, facets: Facets | None, *, fixed: str = ""
) -> list[FacetGroup]:
    """Returns all facets of a list at `base`, except the one whose field is `fixed` by the URL. One
    query where there are subjects."""
    counted = facets or Facets()
    groups = [
        _facet_group(base, query, kind, buckets)
        for kind, buckets in _facet_kinds(query, counted)
        if kind.part != fixed
    ]
    groups += [_availability_group(base, query, counted.available), _order_group(base, query)]
    return [group for group in groups if group.facets]


def language_label(tag: str) -> str:
    """Returns the name of a language, its tag where it has none."""
    return language_name(tag) or tag


def audience_label(code: str) -> str:
    return str(AUDIENCES[Audience(code)])


def _facet_kinds(query: ListQuery, facets: Facets) -> Iterator[tuple[_Kind, Iterable[Bucket]]]:
    language = _Kind(_("Language"), "language", query.language, "", language_label)
    yield language, (one for one in facets.languages if one.value != "und")
    yield _Kind(_("For"), "audience", query.audience, None, audience_label), facets.audiences
    yield _Kind(_("Format"), "format", query.format, None, _format_label), facets.formats
    shown = list(facets.subjects[:MAX_FACETS])
    chosen = [query.subject] if query.subject else []
    subject_ids = [*(int(one.value) for one in shown), *chosen]
    names = browsing.subject_names(subject_ids) if subject_ids else {}
    subject = _Kind(
        _("Subject"), "subject", query.subject, None, lambda pk: names.get(int(pk), str(pk))
    )
    yield subject, shown


def _facet_group(base: str, query: ListQuery, kind: _Kind, buckets: Iterable[Bucket]) -> FacetGroup:
    """Returns facets for the most frequent values, and "All" where one is selected."""
    shown = list(buckets)[:MAX_FACETS]
    facets = [
        Facet(
            kind.name(one.value),
            query.address(base, **{kind.part: one.value}),
            one.count,
            active=bool(kind.chosen) and str(one.value) == str(kind.chosen),
        )
        for one in shown
    ]
    if kind.chosen:
        if not any(facet.active for facet in facets):
            address = query.address(base, **{kind.part: kind.chosen})
            facets.insert(0, Facet(kind.name(kind.chosen), address, active=True))
        facets.insert(0, Facet(_("All"), query.address(base, **{kind.part: kind.none})))
    return FacetGroup(kind.title, facets)


def _availability_group(base: str, query: ListQuery, count: int) -> FacetGroup:
    free = Facet(
        _("Available now"),
        query.address(base, available=True),
        count or None,
        active=query.available,
    )
    every = Facet(_("All"), query.address(base, available=False), active=not query.available)
    return FacetGroup(_("Availability"), [every, free])


def _order_group(base: str, query: ListQuery) -> FacetGroup:
    names = {Sort.NEWEST: _("Newest first"), Sort.NAME: _("Title"), Sort.YEAR: _("Year")}
    if query.words:
        names = {Sort.BEST: _("Best match"), **names}
    facets = [
        Facet(name, query.address(base, sort=sort), active=query.sort is sort)
        for sort, name in names.items()
    ]
    return FacetGroup(_("Order"), facets)


def _format_label(code: str) -> str:
    return FORMATS.get(Format(code)) or _("Page images")
