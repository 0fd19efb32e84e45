"""Writes a COUNTER Release 5.1 report to a file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from rontal.core.atomic_files import atomic_write
from rontal.lending.usage import rules, selectors
from rontal.lending.usage.report_writers import WRITERS
from rontal.membership.selectors import today
from rontal.standard.rules.periods import Length, read


class Command(BaseCommand):
    """Writes the report in the format of the file's extension; never overwrites a file."""

    help = "Write a report of use (COUNTER Release 5.1)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the file to make: .json, .tsv or .csv")
        parser.add_argument("--report", default="TR", help="TR (all), TR_B1, TR_B2 or TR_B3")
        parser.add_argument(
            "--from", dest="first", metavar="YYYY-MM", help="the last month when left out"
        )
        parser.add_argument(
            "--to", dest="last", metavar="YYYY-MM", help="the same month when left out"
        )

    def handle(
        self, *, file: Path, report: str, first: str | None, last: str | None, **_options: object
    ) -> None:
        view, kind = rules.VIEWS.get(report.upper()), file.suffix.removeprefix(".")
        if view is None:
            raise CommandError(f"{report} is no report; there are {', '.join(rules.VIEWS)}")
        if kind not in WRITERS:
            raise CommandError(f"a file ends in {', '.join(WRITERS)}; {file.name} does not")
        months = _months(first, last)
        _type, write = WRITERS[kind]
        with atomic_write(file) as part, part.open("x", encoding="utf-8", newline="") as out:
            out.writelines(write(selectors.header(view, months), selectors.items(view, months)))
        self.stdout.write(f"{view.name}, {months.first} to {months.last}, in {file}")


def _months(first: str | None, last: str | None) -> rules.Months:
    begin = first or f"{selectors.months_to_report()[0]:%Y-%m}"
    periods = [read(text) for text in (begin, last or begin)]
    if not all(one and one.length is Length.MONTH for one in periods):
        raise CommandError("months are written as 2027-01")
    try:
        return rules.months(*(one.first for one in periods if one), today=today())
    except rules.MonthsRefused:
        raise CommandError(
            f"a report is of months that are over, in their order, at most {rules.MAX_MONTHS}"
        ) from None
