"""The texts of the listing, in the active language, drawn from the library profile."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from rontal.android.store.limits import MAX_LENGTHS, Text, check_text
from rontal.core.profile import Library

LOCALES: Final = {"id": "id", "en": "en-GB"}
"""Language of Rontal → locale of the store."""


def texts(library: Library, url: str, language: str) -> dict[Text, str]:
    """Returns all texts of the listing in a language; raises KitError if one is too long."""
    with override(language):
        listing = {
            Text.TITLE: _title(library),
            Text.SHORT: _short(library),
            Text.FULL: _full(library, url),
            Text.NEWS: _("The first version of the library's app. Tell us what is missing."),
        }
    return {kind: check_text(text, kind, language) for kind, text in listing.items()}


def _title(library: Library) -> str:
    """Returns the short name; if too long, the name under the icon, or as many words as fit."""
    most = MAX_LENGTHS[Text.TITLE]
    for name in (library.short_name, library.app.name):
        if name and len(name) <= most:
            return name
    words = library.short_name.split()
    while len(words) > 1 and len(" ".join(words)) > most:
        words.pop()
    return " ".join(words)[:most].rstrip()


def _short(library: Library) -> str:
    most = MAX_LENGTHS[Text.SHORT]
    named = _("Borrow and read the e-books of %(library)s, free of charge.") % {
        "library": library.short_name
    }
    return named if len(named) <= most else _("Borrow and read your library's e-books, free.")


def _full(library: Library, url: str) -> str:
    return "\n\n".join([*_about(library), *_reading(), *_data(library, url), _contact(library)])


def _about(library: Library) -> list[str]:
    return [
        _(
            "The %(library)s app. Register at home, borrow an e-book the same day and read it on "
            "this phone. It is free, with no advertising."
        )
        % {"library": library.name},
        _("BECOME A MEMBER AT HOME")
        + "\n"
        + _(
            "Fill in a form and take photos of your identity card and your face. Staff check them "
            "within the time the library promises, and you can follow your application at any "
            "time. Children are welcome with a parent's consent."
        ),
    ]


def _reading() -> list[str]:
    return [
        _("BORROW AND READ")
        + "\n"
        + "\n".join(
            f"• {line}"
            for line in (
                _("Search the collection by title, author or topic."),
                _(
                    "Borrow with one tap, or place a hold and we will tell you when it is your "
                    "turn."
                ),
                _("Books are returned automatically: there are no fines."),
                _(
                    "Choose the text size, colours and spacing that suit you, or listen to pages "
                    "read aloud."
                ),
                _("Keep bookmarks, highlights and notes."),
                _("Read offline: books that you save on the phone open without a connection."),
                _("Your library card is in the app, even without a connection."),
            )
        ),
        _("FOR EVERYONE")
        + "\n"
        + _(
            "In Indonesian and English, with light and dark modes, large text and screen reader "
            "support. The app uses little storage and data, and works on older phones."
        ),
    ]


def _data(library: Library, url: str) -> list[str]:
    return [
        _("YOUR DATA")
        + "\n"
        + _(
            "%(library)s is responsible for your data. Photos are encrypted and deleted after the "
            "decision. What you read stays private. Nothing is sold or given to advertisers."
        )
        % {"library": library.short_name}
        + "\n"
        + _("Privacy policy: %(address)s") % {"address": f"{url}/privasi/"}
        + "\n"
        + _("Delete your account: %(address)s") % {"address": f"{url}/akun/hapus/"}
    ]


def _contact(library: Library) -> str:
    lines = [library.name]
    lines += [library.unit] if library.unit != library.name else []
    lines += [library.address, library.phone, library.email, library.web_link]
    return _("CONTACT") + "\n" + "\n".join(line for line in lines if line)
