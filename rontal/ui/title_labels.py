"""Labels of codes of titles for pages and protocols: roles, audiences, languages."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from records.codes import Audience

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
