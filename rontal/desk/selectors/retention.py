"""Retention: each kind of data with its period, what is due next, and what was erased."""

from dataclasses import dataclass

from django.utils.translation import ngettext

from rontal.core import retention
from rontal.core.jobs import label_of
from rontal.core.policies import Unit
from rontal.core.retention import Due, Erased, Kind, Period


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
        period=period_text(period),
        since=str(kind.since),
        policy=period.policy,
        job=label_of(kind.job),
        due=kind.due(),
        erased=erased,
    )


def period_text(period: Period) -> str:
    """Returns "30 days" in the reader's language."""
    number = period.number
    texts = {
        Unit.HOURS: ngettext("%(n)s hour", "%(n)s hours", number),
        Unit.DAYS: ngettext("%(n)s day", "%(n)s days", number),
        Unit.YEARS: ngettext("%(n)s year", "%(n)s years", number),
    }
    return texts[period.unit] % {"n": number}
