"""Kinds of data that an incident may reach, from the register of processing."""

from rontal.core.processing import Activity, People
from rontal.privacy.register import entries

OF_OTHERS = frozenset({People.STAFF, People.AUTHORS, People.VISITORS})
STAFF_TOO = frozenset({"accounts", "second_factors", "sessions"})


def kinds_of_register() -> list[Activity]:
    """Returns the activities with data of people whom the library serves, and of accounts."""
    activities = (entry.activity for entry in entries() if entry.columns or entry.files)
    return [one for one in activities if set(one.people) - OF_OTHERS or one.code in STAFF_TOO]


def names_of(codes: "list[str]") -> list[str]:
    """Returns the names of kinds in the active language; a code that is gone stays."""
    labels = {one.code: str(one.name) for one in kinds_of_register()}
    return [labels.get(code, code) for code in codes]
