"""Writes a record as fields of MARC 21, the same for ISO 2709 and MARCXML.

Position 18 of the leader (c) says that ISBD punctuation is omitted, so that texts survive a round
trip unchanged. A field is its tag, its two indicators and its subfields, each a text that begins
with its code; a control field has no indicators and one text.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from records.codes import AgentKind, Audience, Scheme
from records.formats.identity import UNNAMED, Identity
from records.formats.languages import marc_code, tag_of
from records.formats.names import natural
from records.record import Credit, Record

Field = tuple[str, str, list[str]]
AUDIENCES: Final = {
    Audience.EVERYONE: " ",
    Audience.CHILDREN: "j",
    Audience.YOUNG: "d",
    Audience.ADULTS: "e",
}
DEWEY: Final = re.compile(r"\d{3}(\.\d+)?")
MAX_LENGTH: Final = 9_000
"""Most bytes of a field as written here; ISO 2709 states its length with four digits."""
_ARTICLE: Final = re.compile(r"(the|a|an)\s+(?=\w)", re.IGNORECASE)
_TAGS: Final = {
    AgentKind.PERSON: ("100", "700"),
    AgentKind.BODY: ("110", "710"),
    AgentKind.MEETING: ("111", "711"),
}
_NUMBERED: Final = {
    Scheme.ISBN: ("020", "  "),
    Scheme.ISSN: ("022", "  "),
    Scheme.DOI: ("024", "7 "),
    Scheme.EPUB: ("024", "7 "),
    Scheme.OTHER: ("024", "8 "),
    Scheme.CONTROL: ("035", "  "),
    Scheme.URI: ("856", "40"),
}
_FIXED: Final = ("xx ||||", "o|||||||| ||", " d")
"""Constant parts of 008: between date and audience, between audience and language, and after it."""
_SOURCES: Final = {Scheme.DOI: "2doi", Scheme.EPUB: "2epub"}


def leader(identity: Identity) -> str:
    """Returns the 24 characters of a leader; length and base address are zero, as in MARCXML."""
    revised = identity.changed != identity.added
    return f"00000{'c' if revised else 'n'}am a2200000uc 4500"


def is_ours(leader: str, fixed: str) -> bool:
    """Returns True where leader and 008 have the constants that only this program writes."""
    constants = fixed[15:22], fixed[23:35], fixed[38:]
    return leader[17:19] == "uc" and constants == _FIXED


def fields_of(record: Record, identity: Identity = UNNAMED) -> Iterator[Field]:
    """Yields the fields ordered by tag block; within a block in the order of the record."""
    yield from _control(record, identity)
    yield from _numbers(record, before="040")
    yield from _codes(record)
    main = record.credits[0] if record.credits and record.credits[0].role == "aut" else None
    if main:
        yield _credit(main, 0)
    yield _title(record, "1" if main else "0")
    yield from _description(record)
    yield from _accessibility(record)
    yield from _series(record)
    yield from _notes(record)
    for subject in record.subjects:
        first, *rest = subject.split(" -- ")
        yield "650", " 4", [f"a{first}", *[f"x{part}" for part in rest]]
    for credit in record.credits[1 if main else 0 :]:
        yield _credit(credit, 1)
    yield from _numbers(record, after="040")
    if identity.address:
        yield "856", "40", [f"u{identity.address}"]


def _control(record: Record, identity: Identity) -> Iterator[Field]:
    if identity.number:
        yield "001", "", [identity.number]
    if identity.source:
        yield "003", "", [identity.source]
    if identity.changed:
        yield "005", "", [f"{identity.changed.astimezone(UTC):%Y%m%d%H%M%S}.0"]
    yield "008", "", [_fixed(record, identity.added)]


def _fixed(record: Record, added: datetime | None) -> str:
    """Returns the forty characters of 008 for an online book."""
    entered = f"{added.astimezone(UTC):%y%m%d}" if added else "||||||"
    dates = f"s{record.year:04}    " if record.year is not None else "nuuuuuuuu"
    pictures, form, source = _FIXED
    codes = f"{pictures}{AUDIENCES[record.audience]}{form}{marc_code(record.language)}{source}"
    return f"{entered}{dates}{codes}"


def _numbers(record: Record, *, before: str = "", after: str = "") -> Iterator[Field]:
    for number in record.numbers:
        tag, indicators = _NUMBERED[number.scheme]
        if (before and tag > before) or (after and tag < after):
            continue
        if number.scheme is Scheme.CONTROL:
            source, colon, rest = number.value.partition(":")
            yield tag, indicators, [f"a({source}){rest}" if colon else f"a{number.value}"]
        elif number.scheme is Scheme.URI:
            yield tag, indicators, [f"u{number.value}"]
        else:
            source = _SOURCES.get(number.scheme, "")
            yield tag, indicators, [f"a{number.value}", source] if source else [f"a{number.value}"]


def _codes(record: Record) -> Iterator[Field]:
    if tag_of(marc_code(record.language)) != record.language:
        yield "041", " 7", [f"a{record.language}", "2rfc5646"]
    if record.classification:
        if DEWEY.fullmatch(record.classification):
            yield "082", "04", [f"a{record.classification}"]
        else:
            yield "084", "  ", [f"a{record.classification}"]


def _credit(credit: Credit, added: int) -> Field:
    """Returns the field of a contributor. The printed name goes to $9 where it differs from the
    heading; digits are left out, because in $9 other programs store authority numbers."""
    heading = credit.sort_name or credit.name
    subfields = [f"a{heading}"]
    if credit.dates:
        subfields.append(f"d{credit.dates}")
    subfields.append(f"4{credit.role}")
    if credit.kind is AgentKind.PERSON:
        first = "1" if ", " in heading else "0"
        derived = natural(heading)
    else:
        first, derived = "2", heading
    if derived != credit.name and not credit.name.isdecimal():
        subfields.append(f"9{credit.name}")
    return _TAGS[credit.kind][added], f"{first} ", subfields


def _title(record: Record, first: str) -> Field:
    article = _ARTICLE.match(record.title)
    subfields = [f"a{record.title}"]
    if record.subtitle:
        subfields.append(f"b{record.subtitle}")
    makers = ", ".join([credit.name for credit in record.credits if credit.role == "aut"][:3])
    if makers:
        subfields.append(f"c{makers}")
    return "245", f"{first}{article.end() if article else 0}", subfields


def _description(record: Record) -> Iterator[Field]:
    if record.edition:
        yield "250", "  ", [f"a{record.edition}"]
    year = "" if record.year is None else f"{record.year:04}"
    subfields_in_order = [("a", record.place), ("b", record.publisher), ("c", year)]
    if subfields := [code + text for code, text in subfields_in_order if text]:
        yield "264", " 1", subfields
    if record.extent:
        yield "300", "  ", [f"a{record.extent}"]


def _accessibility(record: Record) -> Iterator[Field]:
    """Yields fields 341 for access modes and features in schema.org's vocabulary; `_notes` writes
    the other properties to 532."""
    for mode in record.accessibility.get("accessMode", ()):
        yield "341", "0 ", [f"a{mode}", "2sapdv"]
    if features := record.accessibility.get("accessibilityFeature", ()):
        yield "341", "0 ", [*[f"b{feature}" for feature in features], "2sapdv"]


def _series(record: Record) -> Iterator[Field]:
    if record.series:
        number = [f"v{record.series_number}"] if record.series_number else []
        yield "490", "0 ", [f"a{record.series}", *number]


def _notes(record: Record) -> Iterator[Field]:
    for part in pieces(record.description):
        yield "520", "  ", [f"a{part}"]
    if record.age_from is not None or record.age_to is not None:
        first = "" if record.age_from is None else str(record.age_from)
        last = "" if record.age_to is None else str(record.age_to)
        yield "521", "1 ", [f"a{first}-{last}"]
    for name, values in record.accessibility.items():
        if name not in ("accessMode", "accessibilityFeature"):
            for value in values:
                yield "532", "8 ", [f"a{name}: {value}"]
    if record.rights:
        yield "540", "  ", [f"a{record.rights}"]


def pieces(text: str) -> Iterator[str]:
    """Yields a long text in pieces that fit into a field, split between words."""
    while len(text) * 4 > MAX_LENGTH and len(text.encode()) > MAX_LENGTH:
        cut = text.encode()[:MAX_LENGTH].decode(errors="ignore")
        end = cut.rfind(" ") if " " in cut[1:] else len(cut)
        yield text[:end]
        text = text[end:].removeprefix(" ")
    if text:
        yield text
