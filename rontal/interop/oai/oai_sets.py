"""Sets of OAI-PMH: parts of the catalogue by language, audience, format and class."""

import re
from typing import Final

from babel import Locale
from django.utils.translation import get_language, gettext

from rontal.catalogue import change_feed
from rontal.catalogue.change_feed import Gone, Kind, Part
from rontal.catalogue.rows import Row
from rontal.catalogue.rules import Audience, Format
from rontal.interop.answers import escape
from rontal.interop.oai.errors import bad_argument

_SHAPES: Final = {
    Kind.LANGUAGE: re.compile(r"[a-z]{2,3}"),
    Kind.AUDIENCE: re.compile("|".join(Audience)),
    Kind.FORMAT: re.compile("|".join(Format)),
    Kind.CLASS: re.compile(r"([0-9])00(?::(\1[0-9])0)?"),
}
_CLASS: Final = re.compile(r"([0-9])([0-9])[0-9]")


def spec(part: Part) -> str:
    """Returns the setSpec: "language:ban", "class:800:890", or the kind alone."""
    if part.kind is Kind.CLASS and part.value:
        below = [f"{part.value}0"] if len(part.value) > 1 else []
        return ":".join([part.kind, f"{part.value[0]}00", *below])
    return f"{part.kind}:{part.value}" if part.value else part.kind


def of_spec(text: str) -> Part:
    """Returns the part of a setSpec, whether or not it has titles. Raises OaiError."""
    name, colon, value = text.partition(":")
    if name not in list(Kind):
        raise bad_argument("There is no such set; ListSets names them all.")
    kind = Kind(name)
    if not colon:
        return Part(kind)
    found = _SHAPES[kind].fullmatch(value)
    if found is None:
        raise bad_argument("There is no such set; ListSets names them all.")
    if kind is Kind.CLASS:
        value = found.group(2) or found.group(1)
    return Part(kind, value)


def specs_of(title: Row | Gone) -> str:
    """Returns the sets of a title as elements of its header."""
    kinds = {file.format for file in title.files} if isinstance(title, Row) else ()
    given = [f"language:{escape(title.language.partition('-')[0])}", f"audience:{title.audience}"]
    given += [f"format:{kind}" for kind in sorted(kinds)]
    if found := _CLASS.match(title.classification):
        hundreds, tens = found.groups()
        given.append(f"class:{hundreds}00:{hundreds}{tens}0")
    return "".join([f"<setSpec>{name}</setSpec>" for name in given])


def listed() -> list[tuple[str, str]]:
    """Returns every set with titles: its setSpec, and its name in the language of the request."""
    return [(spec(part), _name(part)) for part in change_feed.parts()]


def _name(part: Part) -> str:
    whole = {
        Kind.LANGUAGE: gettext("By language"),
        Kind.AUDIENCE: gettext("By audience"),
        Kind.FORMAT: gettext("By format"),
        Kind.CLASS: gettext("By Dewey class"),
    }
    if not part.value:
        return whole[part.kind]
    if part.kind is Kind.LANGUAGE:
        return Locale.parse(get_language() or "id").languages.get(part.value) or part.value
    if part.kind is Kind.CLASS:
        return f"{part.value:0<3}\N{EN DASH}{part.value:9<3}"
    return {
        Audience.EVERYONE: gettext("Everyone"),
        Audience.CHILDREN: gettext("Children"),
        Audience.YOUNG: gettext("Young people"),
        Audience.ADULTS: gettext("Adults"),
        Format.EPUB: "EPUB",
        Format.PDF: "PDF",
        Format.IMAGES: gettext("Books of page images"),
    }[part.value]  # type: ignore[index]
