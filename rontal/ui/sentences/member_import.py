"""Sentences of the import of members: why a file or a choice of columns does not work."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "table_refused": _("This file cannot be read as a table."),
    "table_empty": _("There are no members in this file. Export the list again."),
    "table_too_large": _(
        "This file is larger than %(megabytes)s MB. Export it in several parts, or as CSV."
    ),
    "table_too_long": _("This file has more than %(rows)s rows. Export it in several parts."),
    "table_wrong_type": _(
        "This is neither CSV nor XLSX, whatever its name says. Export the list once more as CSV or "
        "XLSX."
    ),
    "table_old_excel": _(
        "This is a workbook of an old Excel (.xls). Open it and save it as XLSX or CSV."
    ),
    "table_locked": _("This workbook has a password. Save it without one."),
    "table_damaged": _("This file is damaged or was cut short. Export the list again."),
    "import_needs_name": _("Say which column holds the names."),
    "import_needs_number": _(
        "Say which column holds the member number or the identity number: by them we see who is "
        "here already."
    ),
    "import_column_twice": _("Two columns cannot be the same thing. Leave one of them out."),
    "import_busy": _("Another list is being taken in. Come back when it is done."),
}
