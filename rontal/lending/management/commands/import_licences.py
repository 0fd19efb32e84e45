"""Imports licences from a seller's file."""

import sys
from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from records.errors import TableRefused
from rontal.core.actors import Actor
from rontal.lending.licence_files import ColumnsUnknown, NoLicences
from rontal.lending.services import Outcome, import_licences

ACTOR = Actor.system("rontal import-licences")


class Command(BaseCommand):
    """Prints the result of each line; ends with code 1 where one was refused."""

    help = "Enter licences of a seller's file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="CSV, or JSON in the shape of ODL")
        parser.add_argument(
            "--vendor", default="", help="who sold them, where the file does not say"
        )

    def handle(self, *, file: Path, vendor: str, **_options: object) -> None:
        try:
            became = self._import(file.read_bytes(), vendor)
        except ColumnsUnknown as unknown:
            raise CommandError(f"{file} has columns that are not known: {unknown}") from None
        except (NoLicences, TableRefused):
            raise CommandError(
                f"{file} names no licences: CSV, XLSX, XLS, ODS or ODL-shaped JSON"
            ) from None
        self.stdout.write(
            ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in became.items())
        )
        if became[Outcome.REFUSED]:
            sys.exit(1)

    def _import(self, content: bytes, vendor: str) -> Counter[str]:
        became: Counter[str] = Counter()
        for one in import_licences(content=content, vendor=vendor, actor=ACTOR):
            became[one.outcome] += 1
            why = f" ({one.code.replace('_', ' ')})" if one.code else ""
            unstored = f" (terms not kept: {', '.join(one.unstored)})" if one.unstored else ""
            outcome = one.outcome.value.replace("_", " ")
            self.stdout.write(f"{one.number}: {outcome}{why}: {one.title}{unstored}")
        return became
