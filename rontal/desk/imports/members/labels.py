"""Labels for the import of members: columns, states, rows, and problems with their remedies."""

from collections.abc import Mapping

from django.utils.translation import gettext as translate

from rontal.desk.imports.labels import Words
from rontal.membership.importing import labels as members
from rontal.membership.importing.rules.rows import Problem

FIELDS: Words = members.COLUMNS
IMPORT_PROGRAMS: Words = members.PROGRAMS
IMPORT_ROWS: Words = members.ROW_STATES
IMPORT_ROW_STYLES: Mapping[str, tuple[str, str]] = {
    "ready": ("good", "check"),
    "known": ("", "person"),
    "repeated": ("care", "copy"),
    "wrong": ("wrong", "warn"),
    "taken": ("good", "check"),
    "undone": ("", "back"),
}
PROBLEMS: Words = members.PROBLEMS


def problem(one: Problem) -> str:
    """Returns the sentence for a problem of a row, prefixed with the label of its column."""
    text = str(PROBLEMS.get(one.code, one.code)) % {"row": one.row}
    return f"{FIELDS[one.field]}: {text}" if one.field else text


def about(code: str) -> str:
    """Returns the sentence for a problem code without a row number, for a list of counts."""
    text = str(PROBLEMS.get(code, code))
    return text % {"row": translate("another")} if "%(row)s" in text else text
