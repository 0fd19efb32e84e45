"""Imports licences from a file of a supplier."""

import sys
from collections import Counter
from pathlib import Path
from typing import IO

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.errors import TableRefused
from rontal.core.actors import Actor
from rontal.lending.licence_files import ColumnsUnknown, NoLicences
from rontal.lending.services import Outcome, import_licences

ACTOR = Actor.system("rontal import-licences")


class Command(BaseCommand):
    """Prints the result of each line; ends with code 1 where one was refused."""

    help = "Enter licences of a supplier's file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, or JSON in the shape of ODL")
        parser.add_argument(
            "--vendor", default="", help="who sold them, where the file does not say"
        )

    def handle(self, *, file: Path, vendor: str, **_options: object) -> None:
        try:
            with file.open("rb") as content:
                counts = self._import(content, vendor)
        except ColumnsUnknown as unknown:
            raise CommandError(f"{file} has columns that are not known: {unknown}") from None
        except (NoLicences, TableRefused):
            raise CommandError(
                f"{file} names no licences: CSV, XLSX, XLS, ODS or ODL-shaped JSON"
            ) from None
        self.stdout.write(
            ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
        )
        if counts[Outcome.REFUSED]:
            sys.exit(1)

    def _import(self, content: IO[bytes], vendor: str) -> Counter[str]:
        counts: Counter[str] = Counter()
        for one in import_licences(content=content, vendor=vendor, actor=ACTOR):
            counts[one.outcome] += 1
            why = f" ({one.code.replace('_', ' ')})" if one.code else ""
            unstored = f" (terms not stored: {', '.join(one.unstored)})" if one.unstored else ""
            outcome = one.outcome.value.replace("_", " ")
            self.stdout.write(f"{one.number}: {outcome}{why}: {one.title}{unstored}")
        return counts
