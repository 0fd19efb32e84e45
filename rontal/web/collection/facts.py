"""Bibliographic facts of a title with links to people, subjects and series."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from records.codes import Audience, Scheme
from rontal.catalogue import rules
from rontal.catalogue.rows import File, Row
from rontal.web.collection import addresses
from rontal.web.collection.labels import (
    AUDIENCES,
    ROLES,
    ages,
    format_name,
    language_name,
    size_text,
)

Text = str | Promise
NUMBERS = {Scheme.ISBN: "ISBN", Scheme.ISSN: "ISSN", Scheme.DOI: "DOI"}


@dataclass(frozen=True)
class Value:
    """One value of a fact; `address` is "" where it has no link."""

    text: Text
    address: str = ""


@dataclass(frozen=True)
class Fact:
    """Label and its values."""

    name: Text
    values: Sequence[Value]


def of(title: Row) -> list[Fact]:
    """Returns all known facts, in the order of a title page."""
    return [*_people(title), *(fact for fact in _other_facts(title) if fact.values)]


def subjects(title: Row) -> list[Value]:
    """Returns the subjects of a title with their links."""
    return [Value(one.name, addresses.subject(one.id, one.name)) for one in title.subjects]


def _people(title: Row) -> Iterator[Fact]:
    ordered = sorted(title.people, key=lambda one: _first_place(title, one.role))
    for role, people in groupby(ordered, key=lambda one: one.role):
        values = [Value(one.name, addresses.agent(one.id, one.authority)) for one in people]
        yield Fact(ROLES.get(role, ROLES["ctb"]), values)


def _first_place(title: Row, role: str) -> int:
    return next(place for place, one in enumerate(title.people) if one.role == role)


def _other_facts(title: Row) -> Iterator[Fact]:
    if title.series_id:
        name = ", ".join(text for text in (title.series, title.series_number) if text)
        yield Fact(_("Series"), [Value(name, addresses.series(title.series_id, title.series))])
    imprint = [title.place, title.publisher, str(title.year or "")]
    yield _fact(_("Published"), ", ".join(text for text in imprint if text))
    yield _fact(_("Edition"), title.edition)
    yield _fact(_("Extent"), title.extent)
    yield _fact(_("Language"), language_name(title.language))
    age = ages(title.age_from, title.age_to)
    audience = str(AUDIENCES[Audience(title.audience)])
    yield _fact(_("For"), f"{audience} ({age})" if age else audience)
    yield Fact(_("Form"), [Value(_file_description(one)) for one in title.files])
    if title.classification:
        yield Fact(_("Classification"), [_class_link(title.classification)])
    for scheme, name in NUMBERS.items():
        yield Fact(name, [Value(one.value) for one in title.numbers if one.scheme is scheme])
    yield _fact(_("Rights"), title.rights)


def _fact(name: Text, text: str) -> Fact:
    return Fact(name, [Value(text)] if text else [])


def _class_link(text: str) -> Value:
    """Returns a class number with a link to the titles of that class."""
    number = rules.class_number(text)
    return Value(text, addresses.shelf(number) if number else "")


def _file_description(file: File) -> str:
    facts = [format_name(file.format)]
    if file.pages:
        facts.append(_("%(pages)s pages") % {"pages": file.pages})
    if file.size:
        facts.append(size_text(file.size))
    if file.open:
        facts.append(_("free to download"))
    return " · ".join(facts)
