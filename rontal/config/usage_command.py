"""`rontal usage-report`: writes a COUNTER Release 5.1 report to a file."""

from pathlib import Path
from typing import TYPE_CHECKING

from rontal.config import atomic_files

if TYPE_CHECKING:
    from rontal.lending.usage.rules import Months


def run(path: Path, report: str, first: str | None, last: str | None) -> int:
    """Writes the report in the format of the file's extension; never overwrites a file."""
    from rontal.config.command import print_line
    from rontal.lending.usage import selectors
    from rontal.lending.usage.report_writers import WRITERS
    from rontal.lending.usage.rules import VIEWS

    view, kind = VIEWS.get(report.upper()), path.suffix.removeprefix(".")
    if view is None:
        raise ValueError(f"{report} is no report; there are {', '.join(VIEWS)}")
    if kind not in WRITERS:
        raise ValueError(f"a file ends in {', '.join(WRITERS)}; {path.name} does not")
    months = _months(first, last)
    _type, write = WRITERS[kind]
    with (
        atomic_files.atomic_write(path) as part,
        part.open("x", encoding="utf-8", newline="") as out,
    ):
        out.writelines(write(selectors.header(view, months), selectors.items(view, months)))
    print_line(f"{view.name}, {months.first} to {months.last}, in {path}")
    return 0


def _months(first: str | None, last: str | None) -> "Months":
    from rontal.lending.usage import rules, selectors
    from rontal.membership.selectors import today
    from rontal.standard.rules.periods import Length, read

    begin = first or f"{selectors.months_to_report()[0]:%Y-%m}"
    periods = [read(text) for text in (begin, last or begin)]
    if not all(one and one.length is Length.MONTH for one in periods):
        raise ValueError("months are written as 2027-01")
    try:
        return rules.months(*(one.first for one in periods if one), today=today())
    except rules.MonthsRefused:
        raise ValueError(
            f"a report is of months that are over, in their order, at most {rules.MAX_MONTHS}"
        ) from None
