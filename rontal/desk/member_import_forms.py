"""What staff fill in to bring members in: the file, then what each column is."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rontal.desk import import_words
from rontal.kernel.tables import LIMITS
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.rules.columns import Field
from rontal.membership.rules import nik
from rontal.ui import sentences
from rontal.ui.forms import RontalForm
from rontal.ui.uploads import MemoryOnly, TooLargeFile


class TableUpload(MemoryOnly):
    """One table."""

    most_bytes = LIMITS.size


class UploadForm(RontalForm):
    """The file."""

    use_required_attribute = False
    file = forms.FileField(
        label=_("The list of members"),
        help_text=_("CSV or XLSX, at most 30 MB."),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={"required": _("Choose a file first.")},
    )

    def clean_file(self) -> Any:
        """The file; one that was too large is refused here, for its content was let go."""
        file = self.cleaned_data["file"]
        if isinstance(file, TooLargeFile):
            megabytes = {"megabytes": LIMITS.megabytes}
            raise forms.ValidationError(sentences.of_code("table_too_large", megabytes))
        return file


@dataclass(frozen=True)
class ColumnLine:
    """One column of the table: its place, its heading, what stands in it, and what it is."""

    place: int
    heading: str
    samples: list[str]
    chosen: str

    @property
    def name(self) -> str:
        """Of the control."""
        return f"kolom-{self.place}"


def column_lines(layout: Layout, sample: list[list[str]], posted: Any = None) -> list[ColumnLine]:
    """The columns with a few cells each; what was chosen just now wins over what is known."""
    lines = []
    for place, field in enumerate(layout.fields):
        cells = [hidden(row[place]) for row in sample if len(row) > place and row[place]]
        known = field.value if field else ""
        chosen = posted.get(f"kolom-{place + 1}", "") if posted else known
        heading = layout.headings[place] if place < len(layout.headings) else ""
        lines.append(ColumnLine(place + 1, heading, cells[:3], chosen))
    return lines


def hidden(cell: str) -> str:
    """A cell for the screen: a whole NIK is never shown (Perpusnas Regulation 6/2021)."""
    return nik.masked(cell) if len(cell) == nik.LENGTH and cell.isdigit() else cell


def chosen_fields(layout: Layout, posted: Any) -> list[str]:
    """What each column is to be."""
    return [str(posted.get(f"kolom-{place + 1}", "")) for place in range(len(layout.fields))]


def meanings() -> list[tuple[str, Any]]:
    """What a column may be, in words."""
    return [("", _("— leave out —")), *((one.value, import_words.FIELDS[one]) for one in Field)]
