"""Forms for the import of members: upload of the file, and the mapping of its columns."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from idcard import nik
from records.tables import LIMITS
from rontal.desk.imports import columns
from rontal.desk.imports.columns import ColumnLine
from rontal.desk.imports.members import labels
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.rules.columns import Field
from rontal.ui import sentences
from rontal.ui.forms import RontalForm
from rontal.ui.uploads import LimitedMemoryUploadHandler, TooLargeFile


class TableUpload(LimitedMemoryUploadHandler):
    """Upload handler that holds one table in memory."""

    most_bytes = LIMITS.size


class UploadForm(RontalForm):
    """Upload of the table."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The list of members"),
        help_text=_("CSV, XLSX, XLS or ODS, up to 30 MB."),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,.xlsx,.xls,.ods"}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> Any:
        """Returns the file; refuses one that is too large, whose content was already discarded."""
        file = self.cleaned_data["file"]
        if isinstance(file, TooLargeFile):
            megabytes = {"megabytes": LIMITS.megabytes}
            raise forms.ValidationError(sentences.of_code("table_too_large", megabytes))
        return file


def column_lines(layout: Layout, sample: list[list[str]], posted: Any = None) -> list[ColumnLine]:
    """Returns the columns with sample cells; a posted choice overrides the layout's."""
    rows = [[hidden(cell) for cell in row] for row in sample]
    chosen = chosen_fields(layout, posted) if posted else []
    return columns.column_lines(layout.headings, layout.fields, rows, chosen)


def hidden(cell: str) -> str:
    """Masks a cell that is a whole NIK (Perpusnas Regulation 6/2021); returns others unchanged."""
    return nik.masked(cell) if len(cell) == nik.LENGTH and cell.isdigit() else cell


def chosen_fields(layout: Layout, posted: Any) -> list[str]:
    """Returns the posted field code of each column, "" for a column to leave out."""
    return [str(posted.get(f"kolom-{place + 1}", "")) for place in range(len(layout.fields))]


def meanings() -> list[tuple[str, Any]]:
    """Returns the choices for a column: field code and label, the empty one first."""
    return [("", _("— skip —")), *((one.value, labels.FIELDS[one]) for one in Field)]
