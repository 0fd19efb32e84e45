"""Sentences of the catalogue: refused book files, and changes of titles that are not possible."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "book_refused": _("This file cannot be imported."),
    "book_file_missing": _("The file does not exist or cannot be read."),
    "book_too_large": _("The file must be smaller than 500 MB."),
    "book_storage_failed": _("There is no space to store this file. Tell the administrator."),
    "epub_not_one": _("This is not an EPUB, or it is incomplete. Download the file again."),
    "epub_unsafe_name": _("This file contains an unsafe file name. Ask for another file."),
    "epub_duplicate_name": _("Two parts of this file have the same name. Ask for another file."),
    "epub_bomb": _("This file expands to far more than a book should, so it was not imported."),
    "epub_too_many_parts": _("This file has more than 20,000 parts, so it was not imported."),
    "epub_protected": _("This EPUB is protected for one vendor's app and cannot be opened here."),
    "epub_entities": _(
        "This EPUB declares entities, which is not allowed, so it was not imported."
    ),
    "epub_broken_package": _("The package document of this EPUB is missing or broken."),
    "epub_missing_content": _("A chapter of this EPUB is missing. Download the file again."),
    "epub_unreadable": _("Part of this file is damaged. Download it again."),
    "title_changed": _(
        "Someone else has changed this title. What you entered is still here. Check the "
        "differences, then save again."
    ),
    "title_joined": _("This title was merged into another one. Change that one instead."),
    "title_same": _("You cannot merge a title with itself. Choose another title."),
    "draft_in_use": _(
        "You cannot delete this draft because it has a licence or another title was merged into it."
    ),
    "title_reason_missing": _("Enter why you are withdrawing the title."),
    "title_changed_since": _("This has been changed again since. Edit the title instead."),
    "title_not_taken_back": _("This change cannot be undone, or has already been undone."),
    "too_many_titles": _("You can change up to %(most)s titles at once. Choose fewer."),
    "cover_unreadable": _(
        "This image cannot be read. Upload a JPEG, PNG, WebP or GIF of up to 15 MB."
    ),
    "authority_taken": _("This name already exists. Merge the two instead."),
    "authority_same": _("These two are already merged. Choose another one."),
    "authority_empty": _("Enter a name with at least one letter or digit."),
    "pick_days": _("The last day must be on or after the first day. Change one of them."),
    "book_unknown_kind": _("This file is not an EPUB, PDF or CBZ, despite its name."),
    "book_zip_within": _(
        "This is a ZIP among other files. Unzip it and upload the files inside, or upload it "
        "separately."
    ),
    "book_too_heavy": _("This file takes too much time or memory to read, so it was not imported."),
    "pdf_broken": _("This PDF is damaged or incomplete. Download the file again."),
    "pdf_protected": _("This PDF is password-protected. Remove the password and upload it again."),
    "book_there": _("This title already has this file."),
    "book_of_another": _("Another title has the same file. Check whether the two are the same."),
    "book_title_differs": _(
        "The title inside the file is different. Check that it is the right file."
    ),
    "images_none": _("It does not contain an image that can be read."),
    "records_unreadable": _("This file of records is incomplete. Export it again."),
    "records_too_large": _(
        "This file takes too much time or memory to read, so it was not imported."
    ),
    "records_nothing_chosen": _("Choose a file."),
    "source_away": _("The other library's records are not available. Try again later."),
    "source_unreadable": _("The other library's answer could not be read."),
    "source_forbidden": _("This address cannot be used. Enter a public http or https address."),
}
