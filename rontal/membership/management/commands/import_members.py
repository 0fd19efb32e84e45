"""Checks a list of members and optionally imports it."""

import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandParser

from records.errors import TableRefused
from rontal.core.actors import Actor
from rontal.core.children.turns import COMMAND_WAIT
from rontal.core.errors import DomainError
from rontal.imports.states import ImportState
from rontal.membership.importing import selectors, services
from rontal.membership.importing.layout import names_of
from rontal.membership.importing.states import RowState

ACTOR = Actor.system("rontal import-members")


class Command(BaseCommand):
    """Checks a list with the recognised or stored columns, and imports it with `take`.

    Ends with code 1 where rows are invalid or it fails. The problems of each row are shown at the
    desk.
    """

    help = "Try members of SLiMS or INLISLite."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="a CSV or XLSX file that the other program made"
        )
        parser.add_argument("--take", action="store_true", help="take those in who are new")
        parser.add_argument(
            "--lenient", action="store_true", help="pass over values that are wrong, not whole rows"
        )

    def handle(self, *, file: Path, take: bool, lenient: bool, **_options: object) -> None:
        try:
            import_id = self._check_file(file, lenient=lenient)
            if take:
                self._import_rows(import_id)
            complete = self._print_report(import_id)
        except (DomainError, TableRefused) as error:
            code = error.code.removeprefix("import_").replace("_", " ")
            self.stdout.write(f"{file.name}: {code}. Bring it at the desk to choose its columns.")
            complete = False
        if not complete:
            sys.exit(1)

    def _check_file(self, path: Path, *, lenient: bool) -> int:
        with path.open("rb") as content:
            run = services.start_import(
                content=content, file_name=path.name, actor=ACTOR, wait=COMMAND_WAIT
            )
        fields = names_of(selectors.layout_of(run).fields)
        services.check_import(import_id=run.pk, fields=fields, lenient=lenient, actor=ACTOR)
        services.check_rows(
            import_id=run.pk, report_progress=lambda row: self.stdout.write(f"  row {row}")
        )
        return run.pk

    def _import_rows(self, import_id: int) -> None:
        services.begin_import(import_id=import_id, actor=ACTOR)
        while selectors.import_for_staff(import_id, ACTOR).state == ImportState.TAKING:
            services.take_rows(import_id=import_id)
            run = selectors.import_for_staff(import_id, ACTOR)
            self.stdout.write(f"  {selectors.counts(run).of(RowState.TAKEN)} taken in")

    def _print_report(self, import_id: int) -> bool:
        run = selectors.import_for_staff(import_id, ACTOR)
        counts = selectors.counts(run)
        states = ", ".join(f"{counts.of(state)} {state}" for state in RowState if counts.of(state))
        self.stdout.write(states or run.error.replace("_", " "))
        for code, number in selectors.problem_counts(run, state=RowState.WRONG):
            self.stdout.write(f"  {number} {code.replace('_', ' ')}")
        self.stdout.write(f"Rows and reasons: /meja/impor-anggota/{run.pk}/")
        return not (counts.of(RowState.WRONG) or run.error)
