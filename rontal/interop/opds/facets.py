"""Facets of a list: filters with counts, and sort orders."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from rontal.catalogue import browsing
from rontal.catalogue.rules import Audience, Format
from rontal.catalogue.search import Bucket, Facets, Sort
from rontal.interop.opds.feed_data import Facet, FacetGroup
from rontal.interop.opds.query import Asked
from rontal.ui.title_labels import AUDIENCES, language_name

LONGEST: Final = 12
FORMATS: Final = {Format.EPUB: "EPUB", Format.PDF: "PDF"}


@dataclass(frozen=True)
class _Kind:
    """Kind of facet: the field of `Asked` that it sets, its current and its empty value, and a
    function that returns the label of a value."""

    title: str
    part: str
    chosen: Any
    none: Any
    name: Callable[[Any], str]


def groups(base: str, asked: Asked, found: Facets | None, *, fixed: str = "") -> list[FacetGroup]:
    """Returns all facets of a list at `base`, except the one whose field is `fixed` by the URL. One
    query where there are subjects."""
    counted = found or Facets()
    made = [
        _counted(base, asked, kind, buckets)
        for kind, buckets in _kinds(asked, counted)
        if kind.part != fixed
    ]
    made += [_availability(base, asked, counted.available), _order(base, asked)]
    return [group for group in made if group.facets]


def language_label(tag: str) -> str:
    """Returns the name of a language, its tag where it has none."""
    return language_name(tag) or tag


def audience_label(code: str) -> str:
    """Returns the label of an audience."""
    return str(AUDIENCES[Audience(code)])


def _kinds(asked: Asked, found: Facets) -> Iterator[tuple[_Kind, Iterable[Bucket]]]:
    language = _Kind(_("Language"), "language", asked.language, "", language_label)
    yield language, (one for one in found.languages if one.value != "und")
    yield _Kind(_("For"), "audience", asked.audience, None, audience_label), found.audiences
    yield _Kind(_("Format"), "format", asked.format, None, _format_label), found.formats
    shown = list(found.subjects[:LONGEST])
    chosen = [asked.subject] if asked.subject else []
    wanted = [*(int(one.value) for one in shown), *chosen]
    names = browsing.subject_names(wanted) if wanted else {}
    subject = _Kind(
        _("Subject"), "subject", asked.subject, None, lambda pk: names.get(int(pk), str(pk))
    )
    yield subject, shown


def _counted(base: str, asked: Asked, kind: _Kind, buckets: Iterable[Bucket]) -> FacetGroup:
    """Returns facets for the most frequent values, and "All" where one is selected."""
    shown = list(buckets)[:LONGEST]
    facets = [
        Facet(
            kind.name(one.value),
            asked.address(base, **{kind.part: one.value}),
            one.count,
            active=bool(kind.chosen) and str(one.value) == str(kind.chosen),
        )
        for one in shown
    ]
    if kind.chosen:
        if not any(facet.active for facet in facets):
            address = asked.address(base, **{kind.part: kind.chosen})
            facets.insert(0, Facet(kind.name(kind.chosen), address, active=True))
        facets.insert(0, Facet(_("All"), asked.address(base, **{kind.part: kind.none})))
    return FacetGroup(kind.title, facets)


def _availability(base: str, asked: Asked, count: int) -> FacetGroup:
    free = Facet(
        _("Available now"),
        asked.address(base, available=True),
        count or None,
        active=asked.available,
    )
    every = Facet(_("All"), asked.address(base, available=False), active=not asked.available)
    return FacetGroup(_("Availability"), [every, free])


def _order(base: str, asked: Asked) -> FacetGroup:
    names = {Sort.NEWEST: _("Newest first"), Sort.NAME: _("Title"), Sort.YEAR: _("Year")}
    if asked.words:
        names = {Sort.BEST: _("Best match"), **names}
    facets = [
        Facet(name, asked.address(base, sort=sort), active=asked.sort is sort)
        for sort, name in names.items()
    ]
    return FacetGroup(_("Order"), facets)


def _format_label(code: str) -> str:
    return FORMATS.get(Format(code)) or _("Page images")
