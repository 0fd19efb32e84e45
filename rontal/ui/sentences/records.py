"""Sentences of record files: refused files and records, and doubtful values."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file_refused": _("This file cannot be read."),
    "file_too_heavy": _("This file takes too much time or memory to read, so it was not imported."),
    "file_empty": _("This file is empty. Export it again."),
    "file_kind_unknown": _("Upload a MARC 21, MARCXML, ONIX 3, CSV, XLSX, XLS or ODS file."),
    "file_zip_without_books": _(
        "There is no book in this ZIP. Unzip it and upload the files inside."
    ),
    "file_zip_too_large": _(
        "This ZIP contains more than 2,000 files or 4 GB, or expands to far more than its size. "
        "Unzip it and upload the files inside in parts."
    ),
    "file_zip_unsafe": _(
        "This ZIP contains an unsafe or duplicate file name. Unzip it and upload the files inside."
    ),
    "file_zip_locked": _(
        "This ZIP is damaged, password-protected or in an unsupported format. Unzip it and upload "
        "the files inside."
    ),
    "file_xml_forbidden": _(
        "This file declares a document type or entities, which is not allowed, so it was not "
        "imported."
    ),
    "file_onix_too_old": _("This is ONIX 2.1 or older. Ask the publisher for ONIX 3.0."),
    "file_lists_copies": _(
        "This is the SLiMS list of copies, which only contains titles' names. In SLiMS, export the"
        " titles: Bibliography, Data Export."
    ),
    "file_needs_title": _("Choose the column with the titles."),
    "record_without_title": _("This record has no title."),
    "record_broken": _("This record is too damaged to read."),
    "record_cut_short": _("The file ends in the middle of this record. Export it again."),
    "record_too_large": _("This record is too large."),
    "record_deleted": _("This record is marked as deleted at its source."),
    "record_not_a_title": _("This is an authority or holdings record, not a title record."),
    "record_xml_broken": _("The file is not valid XML from this point. Nothing after it was read."),
    "encoding_not_as_said": _("The encoding was not the one stated in the record."),
    "characters_lost": _("Some characters could not be read."),
    "length_wrong": _("The record does not have the length it states."),
    "directory_wrong": _("The directory of the record does not match its fields."),
    "quotation_marks_wrong": _("The quotation marks in this row do not match."),
    "text_cut": _("A text was too long and was shortened."),
    "text_mended": _("Broken accented letters (é shown as Ã©) were corrected."),
    "too_many_entries": _("There were more people, subjects or numbers than can be stored."),
    "isbn_wrong": _("A number was skipped because it is not an ISBN or has the wrong check digit."),
    "isbn_shortened": _(
        "A spreadsheet has cut off the last digits of this ISBN. Format the column as text, enter "
        "or export the numbers again, and upload the file again."
    ),
    "year_not_understood": _("The year could not be read."),
    "language_not_understood": _("The language could not be read."),
    "ages_not_understood": _("The ages could not be read."),
}
