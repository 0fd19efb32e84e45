"""Forms of the import of titles: upload of files, and the mapping of a table's columns."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Any, Final

from django import forms
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.utils.translation import gettext_lazy as _

from records import formats
from records.errors import FileRefused, TableRefused
from records.formats.tables.columns import Field
from rontal.catalogue.importing import metadata_files
from rontal.catalogue.importing.inspecting import Inspected, inspect
from rontal.catalogue.importing.kinds import OpenAccess, Options
from rontal.core.children.turns import RETRY_SECONDS
from rontal.core.errors import CodedError, DecodersBusy
from rontal.desk.imports import columns
from rontal.desk.imports.columns import ColumnLine
from rontal.desk.imports.titles import labels
from rontal.ui.forms import RontalForm

MAX_FILES: Final = 500
MAX_BYTES: Final = 4_000_000_000
INSPECTION_SECONDS: Final = 20.0
"""Seconds within which a request must begin to inspect files; it waits for its turn so long."""
ACCEPT: Final = (
    ".epub,.pdf,.cbz,.zip,.mrc,.marc,.xml,.onix,.csv,.tsv,.txt,.xlsx,.xls,.ods,.opf,.json"
)
MAKERS: Final = (
    Field.PEOPLE, Field.EDITORS, Field.TRANSLATORS, Field.ILLUSTRATORS, Field.BODIES,
    Field.STATEMENT, Field.PEOPLE_SORTED,
)  # fmt: skip


class Bundle(TemporaryFileUploadHandler):
    """Upload handler for several files in temporary files, deleted after the response.

    They contain no personal data and are too large for memory.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._files, self._bytes = 0, 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Starts a file; aborts the upload after more than `MAX_FILES`."""
        self._files += 1
        if self._files > MAX_FILES:
            raise StopUpload(connection_reset=False)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Writes a chunk; aborts the upload after more than `MAX_BYTES` in total."""
        self._bytes += len(raw_data)
        if self._bytes > MAX_BYTES:
            raise StopUpload(connection_reset=False)
        super().receive_data_chunk(raw_data, start)


class ManyFiles(forms.FileInput):
    """File input for several files."""

    allow_multiple_selected = True


class UploadForm(RontalForm):
    """Files to import, and options for the titles."""

    use_required_attribute = False
    bundle = forms.Field(
        label=_("Files"),
        required=False,
        help_text=_(
            "EPUB, PDF, CBZ, a ZIP of these, MARC 21, MARCXML, ONIX 3, CSV, XLSX, XLS or ODS. You"
            " can choose several files."
        ),
        widget=ManyFiles({"multiple": True, "accept": ACCEPT}),
    )
    draft = forms.ChoiceField(
        label=_("After import"),
        choices=[("", _("Publish immediately")), ("1", _("Import as drafts"))],
        required=False,
        widget=forms.RadioSelect,
    )
    overwrite = forms.ChoiceField(
        label=_("Existing titles"),
        choices=[("", _("Fill missing data")), ("1", _("Update from file"))],
        required=False,
        help_text=_("Data missing from the file stays. Each change is in the history."),
        widget=forms.RadioSelect,
    )
    open = forms.ChoiceField(
        label=_("Who can get the files"),
        choices=[
            (OpenAccess.BY_RIGHTS, _("Open access if the book says so, otherwise for loan")),
            (OpenAccess.NONE, _("All lent to members, one copy each")),
            (OpenAccess.ALL, _("All open to everyone")),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, files: Any = None) -> None:
        first = {"draft": "", "overwrite": "", "open": OpenAccess.BY_RIGHTS}
        super().__init__(data, files, initial=first)

    @property
    def options(self) -> Options:
        values = self.cleaned_data
        return Options(bool(values["draft"]), OpenAccess(values["open"]), bool(values["overwrite"]))


@dataclass(frozen=True)
class Sorted:
    """Uploaded files by kind.

    `records` are files of records, each a separate import; `books` are book files and the metadata
    files beside them, together with the ZIPs of books (`zips`) one import; `refused` are other
    files with the error.
    """

    records: list[Inspected]
    books: list[tuple[str, IO[bytes]]]
    zips: list[Inspected]
    refused: list[tuple[str, CodedError]]


def sort(files: Sequence[Any]) -> Sorted:
    """Detects the kind of each file, within INSPECTION_SECONDS; refuses the others."""
    by_kind = Sorted([], [], [], [])
    beside: list[tuple[str, IO[bytes]]] = []
    until = time.monotonic() + INSPECTION_SECONDS
    for file in files:
        name, content = file.name or "-", _content(file)
        if metadata_files.is_certain(name):
            beside.append((name, content))
            continue
        try:
            found = _inspected(content, name, until)
        except (FileRefused, TableRefused, DecodersBusy) as error:
            by_kind.refused.append((name, error))
            continue
        if found.kind is formats.Kind.ZIP:
            by_kind.zips.append(found)
        elif found.kind in formats.RECORDS:
            by_kind.records.append(found)
        else:
            by_kind.books.append((name, content))
    _add_metadata(by_kind, beside, until)
    return by_kind


def _inspected(content: IO[bytes], name: str, until: float) -> Inspected:
    left = until - time.monotonic()
    if left < 0:
        raise DecodersBusy(seconds=RETRY_SECONDS)
    return inspect(content, name, wait=left)


def _add_metadata(by_kind: Sorted, beside: Sequence[tuple[str, IO[bytes]]], until: float) -> None:
    """Adds metadata files to the books; without books each is a file of records."""
    if by_kind.books:
        by_kind.books.extend(beside)
        return
    for name, content in beside:
        try:
            by_kind.records.append(_inspected(content, name, until))
        except (FileRefused, TableRefused, DecodersBusy) as error:
            by_kind.refused.append((name, error))


def column_lines(
    table: Mapping[str, Any], mapping: Sequence[str | None] | None
) -> list[ColumnLine]:
    """Returns the columns of a table (`Import.columns`) with sample cells; `mapping` overrides the
    recognised fields."""
    fields = [Field(code) if code else None for code in table["fields"]]
    chosen = [field or "" for field in mapping or []]
    return columns.column_lines(table["headings"], fields, table["rows"], chosen)


def lacks_contributors(lines: Sequence[ColumnLine]) -> bool:
    """Returns True where no column is mapped to a contributor."""
    return not {line.chosen for line in lines} & {field.value for field in MAKERS}


def chosen(posted: Any, width: int) -> list[str | None]:
    """Returns the posted field of each column; None for an unknown one."""
    known = {field.value for field in Field}
    posted_names = (str(posted.get(f"kolom-{place + 1}", "")) for place in range(width))
    return [name if name in known else None for name in posted_names]


def meanings() -> list[tuple[str, Any]]:
    """Returns the choices for a column: field code and label, the empty one first."""
    return [("", _("— skip —")), *((one.value, labels.FIELDS[one.value]) for one in Field)]


def _content(file: Any) -> IO[bytes]:
    content: IO[bytes] = file.file
    return content
