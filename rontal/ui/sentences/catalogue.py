"""Sentences of the catalogue: why a book file does not come in, and why a title stays as it is."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "book_refused": _("This file cannot be taken in."),
    "book_file_missing": _("There is no such file, or it cannot be read."),
    "book_too_large": _("This file is larger than a book may be (500 MB)."),
    "book_storage_failed": _("There is no room to keep this file. Tell whoever runs the server."),
    "epub_not_one": _("This is not an EPUB, or it was cut short. Get the file again."),
    "epub_unsafe_name": _(
        "A name within this file leads out of it, or holds signs that no name has. Ask for"
        " another file."
    ),
    "epub_duplicate_name": _("Two parts of this file have one name. Ask for another file."),
    "epub_bomb": _("This file unpacks to far more than a book holds. It stays outside."),
    "epub_too_many_parts": _("This file is made of more than 20,000 parts. It stays outside."),
    "epub_protected": _("This EPUB is protected for one vendor's app and cannot be opened here."),
    "epub_entities": _("This EPUB declares entities, which books must not. It stays outside."),
    "epub_broken_package": _("The package document of this EPUB is missing or broken."),
    "epub_missing_content": _("A chapter of this EPUB is missing. Get the file again."),
    "epub_unreadable": _("A part of this file is damaged. Get it again."),
    "title_changed": _(
        "Somebody else changed this title in the meantime. What you typed is still here; look at"
        " what is different, then keep it once more."
    ),
    "title_joined": _("This title became part of another one. Change that one instead."),
    "title_same": _("A title cannot be joined with itself. Choose another one."),
    "draft_in_use": _(
        "This draft stays: a licence was bought for it, or another title became part of it."
    ),
    "title_reason_missing": _("Say why the title leaves the collection."),
    "title_changed_since": _(
        "What this change did has been changed again since. Edit the title instead."
    ),
    "title_not_taken_back": _("This change cannot be taken back, or it has been already."),
    "too_many_titles": _("At most %(most)s titles can be changed at once. Choose fewer."),
    "cover_unreadable": _(
        "This picture cannot be read. Send a JPEG, PNG, WebP or GIF of at most 15 MB."
    ),
    "authority_taken": _("Another one has this name already. Join the two instead."),
    "authority_same": _("Choose another one: these two are one already."),
    "authority_empty": _("A name needs at least one letter or digit."),
    "pick_days": _("The last day lies before the first. Change one of the two."),
    "book_unknown_kind": _(
        "This is no EPUB, no PDF and no row of pictures, whatever its name says."
    ),
    "book_zip_within": _(
        "This is a ZIP among other files. Unpack it and bring what is in it, or bring it by itself."
    ),
    "book_too_heavy": _(
        "Reading this file takes more time or memory than a book may. It stays outside."
    ),
    "pdf_broken": _("This PDF is broken or cut short. Get the file again."),
    "pdf_protected": _("This PDF is under a password. Take the password off and bring it again."),
    "book_there": _("This title has this very file already."),
    "book_of_another": _("Another title has this very file. Look whether the two are one."),
    "book_title_differs": _(
        "The file gives itself another title than this one. Look whether it is the right file."
    ),
    "images_none": _("There is no picture in it that can be read."),
    "records_unreadable": _("This file of records cannot be read to its end. Export it again."),
    "records_nothing_chosen": _("Nothing was chosen. Choose a file first."),
    "source_away": _("The records of the other library cannot be reached. Try again later."),
    "source_unreadable": _("The other library answered what cannot be read."),
    "source_forbidden": _(
        "This address may not be asked. Only public addresses by http or https are."
    ),
}
