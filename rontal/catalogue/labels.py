"""Labels of codes of titles: states, fields, roles, audiences, formats, languages."""

from collections.abc import Mapping
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from records.codes import AgentKind, Audience, Format, Scheme
from rontal.catalogue.rules.editing import Act, Fault
from rontal.catalogue.states import TitleState

Words = Mapping[str, str | Promise]

STATES: Words = {
    TitleState.PUBLIC: pgettext_lazy("title", "Published"),
    TitleState.DRAFT: pgettext_lazy("title", "Draft"),
    TitleState.WITHDRAWN: pgettext_lazy("title", "Withdrawn"),
    TitleState.JOINED: pgettext_lazy("title", "Merged into another"),
}
FAULTS: Words = {
    Fault.COVER: _("No cover"),
    Fault.SUBJECT: _("No subject"),
    Fault.DESCRIPTION: _("No description"),
    Fault.AUTHOR: _("No contributors"),
    Fault.LANGUAGE: _("Language unknown"),
    Fault.YEAR: _("No year"),
    Fault.CLASSIFICATION: _("No classification"),
    Fault.FILE: _("No file"),
}
FORMATS: Words = {
    Format.EPUB: "EPUB",
    Format.PDF: "PDF",
    Format.IMAGES: _("Pages as pictures"),
}
AGENT_KINDS: Words = {
    AgentKind.PERSON: _("Person"),
    AgentKind.BODY: _("Organisation"),
    AgentKind.MEETING: _("Meeting"),
}
SCHEMES: Words = {
    Scheme.ISBN: "ISBN",
    Scheme.ISSN: "ISSN",
    Scheme.DOI: "DOI",
    Scheme.URI: _("Address"),
    Scheme.CONTROL: _("Number in another catalogue"),
    Scheme.EPUB: _("Number of the EPUB"),
    Scheme.OTHER: _("Other number"),
}
ACTS: Words = {
    Act.CREATED: pgettext_lazy("title", "Entered"),
    Act.EDITED: _("Changed"),
    Act.PUBLISHED: _("Published to all"),
    Act.WITHDRAWN: pgettext_lazy("title", "Withdrawn"),
    Act.RESTORED: _("Published again"),
    Act.JOINED: _("Merged into another title"),
    Act.TOOK_IN: _("Merged in another title"),
    Act.COVER: _("Cover changed"),
    Act.FILES: _("Files changed"),
    Act.IMPORTED: _("Changed by an import"),
    Act.UNDONE: _("A change undone"),
}
ROLES: dict[str, str | Promise] = {
    "aut": _("Author"),
    "edt": _("Editor"),
    "ill": _("Illustrator"),
    "trl": _("Translator"),
    "nrt": _("Narrator"),
    "aui": _("Author of introduction"),
    "art": _("Artist"),
    "clr": _("Colourist"),
    "com": _("Compiler"),
    "ctb": _("Contributor"),
    "pht": _("Photographer"),
    "cov": _("Cover designer"),
    "bkd": _("Book designer"),
    "dsr": _("Designer"),
    "pbl": _("Publisher"),
    "prt": _("Printer"),
    "lbt": _("Librettist"),
    "cmp": _("Composer"),
    "ann": _("Annotator"),
    "red": _("Redactor"),
    "adp": _("Adapter"),
}
AUDIENCES: dict[Audience, str | Promise] = {
    Audience.EVERYONE: _("Everyone"),
    Audience.CHILDREN: _("Children"),
    Audience.YOUNG: _("Young people"),
    Audience.ADULTS: _("Adults"),
}
TITLE_FIELDS: Words = {
    "title": _("Title"),
    "subtitle": _("Subtitle"),
    "credits": _("People and organisations"),
    "subjects": _("Subjects"),
    "classification": _("Classification (DDC)"),
    "series": _("Series"),
    "series_number": _("Number in the series"),
    "publisher": _("Publisher"),
    "place": _("Place"),
    "year": _("Year"),
    "edition": _("Edition"),
    "extent": _("Extent"),
    "language": _("Language"),
    "audience": _("For whom"),
    "age_from": _("From age"),
    "age_to": _("To age"),
    "description": _("Description"),
    "numbers": _("Numbers"),
    "rights": _("Rights"),
    "accessibility": _("Accessibility"),
    "state": _("State"),
    "reason": _("Reason"),
    "cover": _("Cover"),
    "files": _("Files"),
    "title_id": _("Merged with"),
}
ACCESSIBILITY_FEATURES: Words = {
    "alternativeText": _("Pictures are described in words"),
    "longDescription": _("Long descriptions of pictures"),
    "tableOfContents": _("Table of contents"),
    "readingOrder": _("A clear reading order"),
    "structuralNavigation": _("Heading navigation"),
    "displayTransformability": _("Text and colours can be changed"),
    "MathML": _("Formulas that can be read aloud"),
    "index": _("Index"),
    "printPageNumbers": _("Page numbers of the printed book"),
    "captions": _("Captions"),
    "transcript": _("Transcripts"),
    "ttsMarkup": _("Marked for reading aloud"),
    "unlocked": _("Not blocked for assistive technology"),
}
FORMATS_FOR_READERS: dict[Format, str | Promise] = {
    Format.EPUB: _("Book (EPUB)"),
    Format.PDF: _("Pages (PDF)"),
    Format.IMAGES: _("Picture pages"),
}


CLASSES: dict[str, str | Promise] = {
    "0": _("Knowledge, media and computers"),
    "1": _("Philosophy and the mind"),
    "2": _("Religion"),
    "3": _("People and society"),
    "4": _("Languages"),
    "5": _("Nature and numbers"),
    "6": _("Health, farming and technology"),
    "7": _("Arts, crafts and sport"),
    "8": _("Stories and poems"),
    "9": _("History and places"),
}
"""Main classes of the Dewey Decimal Classification by first digit, with our own labels."""


def language_name(tag: str) -> str:
    """Returns a language's name in the active language, such as "Bahasa Bali"; "" if unknown."""
    return _language_name(tag, get_language() or "id")


@lru_cache(1_000)
def _language_name(tag: str, here: str) -> str:
    try:
        locale = Locale.parse(here.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        locale = Locale("id")
    name = locale.languages.get(tag.partition("-")[0].lower())
    return "" if name is None or tag == "und" else str(name)
