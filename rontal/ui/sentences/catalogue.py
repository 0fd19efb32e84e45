"""Sentences of the catalogue: why a book file does not come in."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "book_refused": _("This file cannot be taken in."),
    "book_file_missing": _("There is no such file, or it cannot be read."),
    "book_too_large": _("This file is larger than a book may be (500 MB)."),
    "book_storage_failed": _("There is no room to keep this file. Tell whoever runs the server."),
    "epub_not_one": _("This is not an EPUB, or it was cut short. Get the file again."),
    "epub_unsafe_name": _(
        "A name in this EPUB leads out of it. Ask the publisher for another file."
    ),
    "epub_duplicate_name": _("Two parts of this EPUB have one name. Ask for another file."),
    "epub_bomb": _("This file unpacks to far more than a book holds. It stays outside."),
    "epub_protected": _("This EPUB is protected for one vendor's app and cannot be opened here."),
    "epub_entities": _("This EPUB declares entities, which books must not. It stays outside."),
    "epub_broken_package": _("The package document of this EPUB is missing or broken."),
    "epub_missing_content": _("A chapter of this EPUB is missing. Get the file again."),
    "epub_unreadable": _("A part of this EPUB is damaged. Get the file again."),
}
