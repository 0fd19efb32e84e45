"""MARC fields of the edition: identifiers, title, publication, series, notes, subjects, access."""

import re
from collections.abc import Callable
from typing import Final

from records.codes import Audience, Scheme, audience
from records.formats import languages
from records.formats.draft import LENGTHS
from records.formats.item import Remark
from records.formats.marc.parts import Part
from records.formats.punctuation import bare, unbracketed

_DEWEY: Final = re.compile(r"(\d{3})(?:\s*\.\s*([\d\s]+))?(?:\D.*)?", re.DOTALL)
_PROPERTY: Final = re.compile(r"(access\w+|conformsTo): (.+)", re.DOTALL)
_OF_NAMES: Final = ("800", "810", "811")
"""Series entries under a name, whose own title is in $t."""
_AUDIENCE_WORDS: Final = (
    ("anak", Audience.CHILDREN), ("juvenile", Audience.CHILDREN), ("children", Audience.CHILDREN),
    ("remaja", Audience.YOUNG), ("young adult", Audience.YOUNG), ("adolescent", Audience.YOUNG),
    ("teen", Audience.YOUNG), ("dewasa", Audience.ADULTS), ("adult", Audience.ADULTS),
)  # fmt: skip


def _isbn(part: Part) -> None:
    for sub in part.subfields:
        if sub[:1] == "a":
            part.draft.isbn(sub[1:])


def _issn(part: Part) -> None:
    part.draft.issn(part.raw("a"))


def _other_number(part: Part) -> None:
    text, source = part.raw("a"), part.raw("2").lower()
    if not text:
        return
    if source == "doi":
        part.draft.number(Scheme.DOI, text.removeprefix("https://doi.org/"))
    elif source == "epub":
        part.draft.number(Scheme.EPUB, text)
    elif source in ("uri", "hdl", "urn"):
        part.draft.number(Scheme.URI, text)
    elif part.first == "3" and text[:3] in ("978", "979"):
        part.draft.isbn(text)
    else:
        part.draft.number(Scheme.OTHER, text)


def _control_number(part: Part) -> None:
    text = part.raw("a")
    if text.startswith("(") and ")" in text:
        source, _close, number = text[1:].partition(")")
        part.draft.number(Scheme.CONTROL, f"{source.strip()}:{number.strip()}")
    elif text:
        part.draft.number(Scheme.OTHER, text)


def _language(part: Part) -> None:
    """Takes a three-letter code; old records write several codes into one subfield."""
    text = part.raw("a")
    if not text or part.draft.language != "und":
        return
    code = text[:3] if part.second != "7" and len(text) % 3 == 0 and text.isalpha() else text
    part.draft.language = languages.tag_of(code)
    if part.draft.language == "und" and code not in ("und", "zxx"):
        part.draft.remarks.append(Remark.LANGUAGE_UNKNOWN)


def _dewey(part: Part) -> None:
    """Takes a Dewey number without marks and suffix: "899.221 3 TOE p" becomes 899.2213."""
    match = _DEWEY.fullmatch(re.sub(r"[/'’ʹ`\u00b4]", "", part.raw("a")).strip("[] "))
    if part.draft.classification:
        return
    if match:
        rest = "".join((match[2] or "").split())
        part.draft.classification = f"{match[1]}.{rest}" if rest else match[1]
    elif part.tag == "082":
        part.draft.classification = part.raw("a")


def _other_class(part: Part) -> None:
    if not part.draft.classification:
        part.draft.classification = part.raw("a")


def _title(part: Part) -> None:
    """Takes the title with its parts ($n, $p): "Sejarah dunia. Jilid 2, Zaman batu"."""
    if part.draft.title:
        return
    title, rest = part.one("a"), part.one("b")
    if part.isbd and not rest and not part.raw("c"):
        title, rest = _in_one(part)
    for sub in part.subfields:
        text = (bare(sub[1:]) if part.isbd else sub[1:].strip()) if sub[:1] in "np" else ""
        if len(title) > LENGTHS["title"]:
            break
        if text and title:
            title += (", " if sub[0] == "p" and part.raw("n") else ". ") + text
        elif text:
            title = text
    part.draft.title, part.draft.subtitle = (title, rest) if title else (rest, "")
    if statement := part.raw("c"):
        part.draft.statement = statement


def _in_one(part: Part) -> tuple[str, str]:
    """Returns title and subtitle where a record has everything in one subfield."""
    whole, slash, statement = part.raw("a").partition(" / ")
    if slash:
        part.draft.statement = statement
    title, _colon, rest = whole.partition(" : ")
    return bare(title), bare(rest)


def _edition(part: Part) -> None:
    if not part.draft.edition:
        part.draft.edition = part.one("a")


def _publication(part: Part) -> None:
    """Takes the publication: 264 with second indicator 1, or 2 (distribution) where there is no
    other; only the year from a copyright statement (4), and only where no year is known; 0 and 3
    (production, manufacture) are ignored."""
    draft = part.draft
    if part.tag == "264" and part.second in "034":
        if part.second == "4" and draft.year is None:
            draft.year_in(part.raw("c"))
        return
    text = unbracketed if part.isbd else str.strip
    draft.place = draft.place or text(part.raw("a"))
    draft.publisher = draft.publisher or text(part.raw("b"))
    draft.year_in(part.raw("c"))


def _extent(part: Part) -> None:
    if not part.draft.extent:
        extent = " : ".join(part.all("ab"))
        part.draft.extent = extent.rstrip(" +") if part.isbd else extent


def _series(part: Part) -> None:
    """Takes the first series. An authority form (8XX) replaces the printed form (490); the number
    may come from either field."""
    draft, name = part.draft, part.one("t" if part.tag in _OF_NAMES else "a")
    is_first = not draft.series
    is_authority = draft.series_printed and part.tag in (*_OF_NAMES, "830")
    if name and (is_first or is_authority):
        within = part.isbd and name[0] in "(["
        draft.series = name.strip("()[]") if within else name
        number = part.one("v").rstrip(")") if part.isbd else part.raw("v")
        draft.series_number = number or draft.series_number
        draft.series_printed = part.tag == "490"
    elif name and not draft.series_number and name.casefold() == draft.series.casefold():
        draft.series_number = part.one("v")


def _description(part: Part) -> None:
    if len(part.draft.description) > LENGTHS["description"]:
        return
    parts = [part.draft.description, part.raw("a"), part.raw("b")]
    part.draft.description = " ".join([text for text in parts if text])


def _audience(part: Part) -> None:
    """Takes ages (first indicator 1), and an audience from words such as "remaja"."""
    text = part.raw("a") or part.raw("m")
    if part.tag == "521" and part.first == "1":
        part.draft.ages_in(text)
    if part.draft.audience is Audience.EVERYONE:
        low = text.lower()
        stated = next((value for word, value in _AUDIENCE_WORDS if word in low), Audience.EVERYONE)
        part.draft.audience = audience(text) if stated is Audience.EVERYONE else stated


def _rights(part: Part) -> None:
    text = part.raw("a") or part.raw("u")
    if text and (part.tag == "540" or not part.draft.rights):
        part.draft.rights = text


def _features(part: Part) -> None:
    """Takes access modes ($a) and accessibility features ($b to $e)."""
    for sub in part.subfields:
        if sub[:1] == "a":
            part.draft.feature("accessMode", sub[1:].strip())
        elif sub[:1] in "bcde":
            part.draft.feature("accessibilityFeature", sub[1:].strip())


def _accessibility_note(part: Part) -> None:
    text = part.raw("a")
    if match := _PROPERTY.fullmatch(text):
        part.draft.feature(match[1], match[2])
    elif text:
        part.draft.feature("accessibilitySummary", text)


def _subject(part: Part) -> None:
    """Adds a heading with its subdivisions. The same heading in several thesauri or languages is
    added once for each text."""
    heads = part.all("a" if part.tag in ("650", "651", "655") else "abcdnpqt")
    if not heads:
        return
    text = " -- ".join([" ".join(heads), *part.all("vxyz")])
    part.draft.subject(text)


def _words(part: Part) -> None:
    for text in part.all("a"):
        part.draft.subject(text)


def _address(part: Part) -> None:
    """Takes the URL of the resource itself or a version of it; related resources and parts ($3),
    such as a cover or table of contents, are ignored."""
    if part.second == "2" or part.raw("3"):
        return
    for sub in part.subfields:
        address = sub[1:].strip()
        if sub[:1] == "u" and address.lower().startswith(("http://", "https://", "urn:", "ftp://")):
            part.draft.number(Scheme.URI, address)


HANDLERS: Final[dict[str, Callable[[Part], None]]] = {
    "020": _isbn, "022": _issn, "024": _other_number, "035": _control_number, "041": _language,
    "082": _dewey, "084": _other_class, "090": _dewey, "245": _title, "250": _edition,
    "260": _publication, "264": _publication, "300": _extent, "440": _series, "490": _series,
    "800": _series, "810": _series, "811": _series, "830": _series, "520": _description,
    "521": _audience, "385": _audience, "506": _rights, "540": _rights, "341": _features,
    "532": _accessibility_note, "600": _subject, "610": _subject, "611": _subject,
    "630": _subject, "650": _subject, "651": _subject, "655": _subject, "653": _words,
    "856": _address,
}  # fmt: skip
