"""Words for the codes of titles, in pages and protocols: roles, audiences, languages, what helps
readers."""

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rontal.catalogue.rules import Audience

ROLES: dict[str, str | Promise] = {
    "aut": _("Author"),
    "edt": _("Editor"),
    "ill": _("Illustrator"),
    "trl": _("Translator"),
    "nrt": _("Narrator"),
    "aui": _("Author of the introduction"),
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
FEATURES: dict[str, str | Promise] = {
    "alternativeText": _("Pictures are described in words"),
    "longDescription": _("Long descriptions of pictures"),
    "tableOfContents": _("Table of contents"),
    "readingOrder": _("A clear reading order"),
    "structuralNavigation": _("Headings to jump to"),
    "displayTransformability": _("Letters and colours can be changed"),
    "MathML": _("Formulas that can be read aloud"),
    "index": _("Index"),
    "printPageNumbers": _("Page numbers of the printed book"),
    "captions": _("Captions"),
    "transcript": _("Transcripts"),
    "ttsMarkup": _("Marked for reading aloud"),
}


def language_name(tag: str) -> str:
    """A language in the reader's language, such as "Bahasa Bali"; "" where it is unknown."""
    try:
        here = Locale.parse((get_language() or "id").replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        here = Locale("id")
    name = here.languages.get(tag.partition("-")[0].lower())
    return "" if name is None or tag == "und" else str(name)
