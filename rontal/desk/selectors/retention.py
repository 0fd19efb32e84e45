"""Retention: each kind of data with its period, what is due next, and what was erased."""

from dataclasses import dataclass

from rontal.core import retention
from rontal.core.jobs import label_of
from rontal.core.retention import Due, Erased, Kind


@dataclass(frozen=True)
class Row:
    """Row of the page: a kind of data, with texts in the reader's language."""

    label: str
    period: str
    since: str
    policy: str
    job: str
    due: Due | None
    erased: Erased | None


def rows() -> list[Row]:
    """Returns the kinds of data by label. Two queries, and one for each kind with rows."""
    erased = retention.erased()
    found = [_row(kind, erased.get(kind.key)) for kind in retention.DECLARED.values()]
    return sorted(found, key=lambda row: row.label)


def _row(kind: Kind, erased: Erased | None) -> Row:
    period = kind.period()
    return Row(
        label=str(kind.label),
        period=period.text,
        since=str(kind.since),
        policy=period.policy,
        job=label_of(kind.job),
        due=kind.due(),
        erased=erased,
    )
