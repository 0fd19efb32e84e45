"""Report as PDF (PDF/UA-1) for printing and signing."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rontal.desk.reports.cells import Report, Table
from rontal.standard.selectors import library
from rontal.ui import documents

SOURCE = Path(__file__).with_name("report.typ")


def pdf(report: Report) -> bytes:
    """Returns the report as a tagged PDF in the active language."""
    return documents.pdf(SOURCE, {"given": json.dumps(inputs(report), ensure_ascii=False)})


def inputs(report: Report) -> dict[str, Any]:
    """Returns the report as JSON-serialisable data for the Typst template."""
    profile = library()
    most = max((month.sent for month in report.months), default=0)
    return {
        "lang": (get_language() or "id")[:2],
        "title": report.title,
        "library": profile.name,
        "unit": profile.unit,
        "address": profile.address,
        "standing": report.period_state,
        "provisional": report.provisional,
        "notes": list(report.notes),
        "page": _("Page"),
        "before": _("previous period:"),
        "highlights": [
            {"label": one.label, "now": one.now.text, "before": one.before.text}
            for one in report.highlights
        ],
        "picture": {
            "title": _("Registrations by month"),
            "sent": _("sent"),
            "approved": _("of these approved"),
            "alt": _(
                "Chart of registrations submitted and approved by month. The table has the same "
                "figures."
            ),
            "head": [_("Month"), _("Sent"), _("Approved")],
            "most": most,
            "months": [
                {"name": one.name, "sent": one.sent, "approved": one.approved}
                for one in report.months
            ],
        },
        "sections": [
            {"title": section.title, "tables": [_table(table) for table in section.tables]}
            for section in report.sections
        ],
        "figure": _("Figure"),
    }  # fmt: skip


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": table.title,
        "counted": table.counted,
        "columns": list(table.columns),
        "rows": [
            {
                "label": row.label,
                "note": row.note,
                "cells": [cell.text for cell in row.cells],
                "share": row.share or 0,
            }
            for row in table.rows
        ],
        "drawn": any(row.share is not None for row in table.rows),
    }
