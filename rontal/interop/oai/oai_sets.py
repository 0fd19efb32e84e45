"""Sets of OAI-PMH: parts of the catalogue by language, audience, format and class."""

import re
from typing import Final

from babel import Locale
from django.utils.translation import get_language, gettext

from records.codes import Audience, Format
from rontal.catalogue import harvesting
from rontal.catalogue.harvesting import DeletedTitle, Kind, Part
from rontal.catalogue.rows import Row
from rontal.interop.oai.errors import bad_argument
from rontal.interop.xml_responses import escape

_VALUE_FORMS: Final = {
    Kind.LANGUAGE: re.compile(r"[a-z]{2,3}"),
    Kind.AUDIENCE: re.compile("|".join(Audience)),
    Kind.FORMAT: re.compile("|".join(Format)),
    Kind.CLASS: re.compile(r"([0-9])00(?::(\1[0-9])0)?"),
}
_DEWEY_CLASS: Final = re.compile(r"([0-9])([0-9])[0-9]")


def spec(part: Part) -> str:
    """Returns the setSpec: "language:ban", "class:800:890", or the kind alone."""
    if part.kind is Kind.CLASS and part.value:
        below = [f"{part.value}0"] if len(part.value) > 1 else []
        return ":".join([part.kind, f"{part.value[0]}00", *below])
    return f"{part.kind}:{part.value}" if part.value else part.kind


def parse_spec(text: str) -> Part:
    """Returns the part of a setSpec, whether or not it has titles. Raises OaiError."""
    name, colon, value = text.partition(":")
    if name not in list(Kind):
        raise bad_argument("There is no such set; ListSets names them all.")
    kind = Kind(name)
    if not colon:
        return Part(kind)
    match = _VALUE_FORMS[kind].fullmatch(value)
    if match is None:
        raise bad_argument("There is no such set; ListSets names them all.")
    if kind is Kind.CLASS:
        value = match.group(2) or match.group(1)
    return Part(kind, value)


def set_elements(title: Row | DeletedTitle) -> str:
    kinds = {file.format for file in title.files} if isinstance(title, Row) else ()
    specs = [f"language:{escape(title.language.partition('-')[0])}", f"audience:{title.audience}"]
    specs += [f"format:{kind}" for kind in sorted(kinds)]
    if match := _DEWEY_CLASS.match(title.classification):
        hundreds, tens = match.groups()
        specs.append(f"class:{hundreds}00:{hundreds}{tens}0")
    return "".join([f"<setSpec>{name}</setSpec>" for name in specs])


def sets_with_titles() -> list[tuple[str, str]]:
    """Returns every set with titles: its setSpec, and its name in the language of the request."""
    return [(spec(part), _set_name(part)) for part in harvesting.parts()]


def _set_name(part: Part) -> str:
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
