"""Register of processing as texts in the active language, for page, PDF and JSON."""

from typing import Any

from django.utils.translation import gettext as _

from rontal.core import clock
from rontal.core.processing import GROUND_LABELS, PEOPLE_LABELS, READER_LABELS
from rontal.privacy.register import FORM_LABELS, Entry, entries, period_of
from rontal.standard.selectors import library


def register_rows() -> list[dict[str, Any]]:
    """Returns all activities as texts."""
    return [_row(entry) for entry in entries()]


def register_document() -> dict[str, Any]:
    """Returns the register with the library, its officer and the time, with the same keys in every
    language.
    """
    profile = library()
    officer = profile.data_protection_officer
    return {
        "library": {"name": profile.name, "unit": profile.unit, "address": profile.address},
        "data_protection_officer": {
            "name": officer.name,
            "email": officer.email,
            "phone": officer.phone,
        },
        "made_at": clock.now(),
        "activities": register_rows(),
    }


def _row(entry: Entry) -> dict[str, Any]:
    activity = entry.activity
    return {
        "code": activity.code,
        "name": str(activity.name),
        "purpose": str(activity.purpose),
        "data": str(activity.data),
        "specific": activity.specific,
        "ground": str(GROUND_LABELS[activity.ground]),
        "period": period_of(activity, library()),
        "readers": [str(READER_LABELS[one]) for one in activity.readers],
        "people": [str(PEOPLE_LABELS[one]) for one in activity.people],
        "forms": [str(FORM_LABELS[one]) for one in entry.forms],
        "files": list(entry.files),
        "tables": [
            {
                "table": name,
                "columns": [
                    {"name": one.name, "form": str(FORM_LABELS[one.form])} for one in columns
                ],
            }
            for name, columns in entry.tables
        ],
    }


def register_sections(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Returns the activities as sections of a PDF."""
    return [
        {
            "title": row["name"],
            "tag": _("specific data") if row["specific"] else "",
            "facts": [
                [_("Purpose"), row["purpose"]],
                [_("Data"), row["data"]],
                [_("About whom"), ", ".join(row["people"])],
                [_("Legal ground"), row["ground"]],
                [_("Stored for"), row["period"]],
                [_("Who sees it"), ", ".join(row["readers"])],
                [_("Form"), ", ".join(row["forms"])],
                [_("Where"), ", ".join([*(one["table"] for one in row["tables"]), *row["files"]])],
            ],
        }
        for row in rows
    ]
