"""Sentences of files of records: why a file or a record does not come in, and what to look at."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "file_refused": _("This file cannot be read."),
    "file_empty": _("There is nothing in this file. Export it again."),
    "file_kind_unknown": _(
        "This is none of the kinds that can be read here: MARC 21, MARCXML, ONIX 3, CSV, XLSX."
    ),
    "file_zip_without_books": _("There is no book in this ZIP. Unpack it and bring what is in it."),
    "file_zip_too_large": _(
        "This ZIP holds more than 2,000 files or 4 GB, or unpacks to far more than it weighs."
        " Unpack it yourself and bring what is in it, in parts."
    ),
    "file_zip_unsafe": _(
        "A name in this ZIP leads out of it or stands there twice. Unpack it and bring what is in"
        " it."
    ),
    "file_zip_locked": _(
        "This ZIP is damaged, under a password, or packed in a way that cannot be opened here."
        " Unpack it and bring what is in it."
    ),
    "file_xml_forbidden": _(
        "This file declares a document type or entities, which records need not. It stays outside."
    ),
    "file_onix_too_old": _("This is ONIX 2.1 or older. Ask the publisher for ONIX 3.0."),
    "file_lists_copies": _(
        "This is the list of copies of SLiMS, which only names their titles. Export the titles"
        " there: Bibliography, Data Export."
    ),
    "file_needs_title": _("Say which column holds the titles."),
    "record_without_title": _("This record has no title."),
    "record_broken": _("This record is damaged beyond reading."),
    "record_cut_short": _("The file ends in the middle of this record. Export it again."),
    "record_too_large": _("This record is far larger than a record can be."),
    "record_deleted": _("This record says that it was deleted where it comes from."),
    "record_not_a_title": _("This is no record of a title but of an authority or of holdings."),
    "record_xml_broken": _("From here the file is no XML any more: nothing behind it was read."),
    "encoding_not_as_said": _("The encoding was not the one that the record claims."),
    "characters_lost": _("Some characters could not be read."),
    "length_wrong": _("The record has not the length that it claims."),
    "directory_wrong": _("The directory of the record does not fit its fields."),
    "quotation_marks_wrong": _("The quotation marks of this row do not fit together."),
    "text_cut": _("A text was too long and was cut."),
    "text_mended": _("Letters with accents were broken (é stood as Ã©) and were put right."),
    "too_many_entries": _("There were more people, subjects or numbers than can be kept."),
    "isbn_wrong": _("A number is no ISBN, or has a wrong check digit, and was left out."),
    "isbn_shortened": _(
        "A spreadsheet shortened this ISBN and lost its last digits. Set the column to text, type"
        " or export the numbers again, and bring the file once more."
    ),
    "year_not_understood": _("The year could not be understood."),
    "language_not_understood": _("The language could not be understood."),
    "ages_not_understood": _("The ages could not be understood."),
}
