"""Retention: each kind of data with its period, what is due next, and what was erased."""

from dataclasses import dataclass

from rontal.core import retention
from rontal.core.jobs import label_of
from rontal.core.retention import Due, Erased, Kind


@dataclass(frozen=True)
class Row:
    """Row of the page: a kind of data, with texts in the reader's language. `is_counted` says
    whether the program knows what waits.
    """

    label: str
    period: str
    since: str
    policy: str
    job: str
    is_counted: bool
    due: Due | None
    erased: Erased | None


def rows() -> list[Row]:
    """Returns the kinds of data by label. Three queries."""
    due, erased = retention.due(), retention.erased()
    kinds = retention.DECLARED.items()
    found = [_row(kind, due.get(key), erased.get(key)) for key, kind in kinds]
    return sorted(found, key=lambda row: row.label)


def _row(kind: Kind, due: Due | None, erased: Erased | None) -> Row:
    period = kind.period()
    return Row(
        label=str(kind.label),
        period=period.text,
        since=str(kind.since),
        policy=period.policy,
        job=label_of(kind.job),
        is_counted=kind.rows is not None,
        due=due,
        erased=erased,
    )
