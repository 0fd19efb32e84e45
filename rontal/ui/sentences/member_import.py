"""Sentences of the import of members: invalid files and choices of columns."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "table_refused": _("This file cannot be read as a table."),
    "table_empty": _("There are no members in this file. Export the list again."),
    "table_too_large": _(
        "This file is larger than %(megabytes)s MB. Export it in several parts, or as CSV."
    ),
    "table_too_long": _("This file has more than %(rows)s rows. Export it in several parts."),
    "table_wrong_type": _(
        "This file is not a table, despite its name. Export the list again as CSV, XLSX, XLS or "
        "ODS."
    ),
    "table_locked": _("This workbook has a password. Save it without one."),
    "table_damaged": _("This file is damaged or incomplete. Export the list again."),
    "import_needs_name": _("Choose the column with the names."),
    "import_needs_number": _(
        "Choose the column with the member number or identity number. We use it to find existing "
        "members."
    ),
    "import_column_twice": _("Two columns cannot have the same meaning. Leave one of them out."),
    "import_busy": _("Another list is being imported. Come back when it has finished."),
}
