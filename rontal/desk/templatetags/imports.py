"""Template tags of imports."""

from django import template
from django.utils.translation import gettext as _

from rontal.desk.imports.members import labels
from rontal.desk.imports.members.forms import hidden
from rontal.membership.importing.layout import Layout
from rontal.membership.importing.rules.columns import Field
from rontal.membership.importing.rules.rows import Problem
from rontal.membership.importing.selectors import OpenedRow
from rontal.ui import sentences

register = template.Library()


@register.filter
def import_code(code: str) -> str:
    """Returns the sentence for a code of a record's outcome."""
    return sentences.of_code(code)


@register.filter
def import_problem(code: str) -> str:
    """Returns the sentence for a problem code, without a row number."""
    return labels.about(code)


@register.simple_tag
def import_said(problem: Problem) -> str:
    """Returns the sentence for a problem in one column of a row."""
    return labels.problem(problem)


@register.simple_tag
def import_name(row: OpenedRow, layout: Layout) -> str:
    for field, cell in zip(layout.fields, row.cells, strict=False):
        if field is Field.NAME and cell:
            return cell
    return _("without a name")


@register.simple_tag
def import_cells(row: OpenedRow, layout: Layout) -> list[tuple[str, str]]:
    """Returns the non-empty cells of a row with the label or heading of their column.

    Whole NIKs are masked.
    """
    named_cells = []
    for place, cell in enumerate(row.cells):
        field = layout.fields[place] if place < len(layout.fields) else None
        heading = layout.headings[place] if place < len(layout.headings) else ""
        name = str(labels.FIELDS[field]) if field else heading
        if cell:
            named_cells.append(
                (name or _("Column %(number)s") % {"number": place + 1}, hidden(cell))
            )
    return named_cells
