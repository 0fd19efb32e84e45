"""CSV of import rows, to be corrected and uploaded again."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from records.tables.writing import MARK, lines
from rontal.desk.imports.members import labels
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.rules.columns import HEADINGS
from rontal.membership.importing.selectors import OpenedRow


def lines_of(layout: Layout, rows: Iterable[OpenedRow]) -> Iterator[str]:
    """Yields CSV lines of the rows with their headings and a last column of problems.

    A file without headings gets standard ones, which a new upload recognises.
    """
    width = len(layout.fields)
    headings = (
        list(layout.headings)
        if layout.heading
        else [HEADINGS[field] if field else "" for field in layout.fields]
    )
    yield MARK
    yield from lines([[*headings, _("What is wrong")]])
    for row in rows:
        cells = [*row.cells, *[""] * width][: max(width, len(row.cells))]
        problems = " ".join(labels.problem(one) for one in (*row.problems, *row.remarks))
        yield from lines([[*cells, problems]])
