"""Implementation of the import engine for members."""

from collections.abc import Generator, Mapping
from contextlib import closing
from typing import Any, Final

from records.errors import TableRefused
from records.tables import LIMITS
from rontal.accounts.roles import MEMBER_IMPORTERS
from rontal.core import clock, sealed_files
from rontal.core.actors import Actor
from rontal.core.events import emit
from rontal.core.models import SealedFile
from rontal.imports import tables
from rontal.imports.services import Importer
from rontal.imports.states import TRANSITIONS, ImportState
from rontal.membership.importing import events, selectors
from rontal.membership.importing.models import Import, ImportRow
from rontal.membership.importing.states import RowState
from rontal.membership.importing.steps import checking, creating, undoing
from rontal.membership.policies import MembershipPolicies

_I = ImportState


class MemberImporter(Importer[Import]):
    """Imports of members: the dry run stores the rows sealed, the import makes members of them."""

    model, rows = Import, ImportRow
    events = "import"
    transitions = TRANSITIONS
    clears = frozenset({_I.MAPPING, _I.CHECKING, _I.REFUSED, _I.DISCARDED})
    roles = MEMBER_IMPORTERS
    worker = Actor.system("membership.importing")
    refusals = (TableRefused,)

    def check(self, run: Import) -> Generator[int]:
        """Reads the file from the last stored row to its end; yields numbers of rows."""
        with (
            sealed_files.open_file(run.file, actor=self.worker, reason="import") as content,
            closing(tables.lines(content, LIMITS)) as lines,
        ):
            for batch in checking.batches(lines, run):
                if not checking.store_batch(run, batch):
                    return
                yield batch[-1].number

    def import_batches(self, run: Import) -> Generator[int]:
        """Imports the rows that are ready; yields the number of rows in a batch."""
        while number := creating.import_some(run.pk):
            yield number

    def undo(self, run: Import) -> Generator[int]:
        """Deletes members without any activity; yields the number of members in a batch."""
        while number := undoing.undo_next_rows(run.pk):
            yield number

    def totals(self, run: Import) -> Mapping[str, int]:
        """Counts the rows by state. One query."""
        counts = selectors.counts(run)
        return {state.value: counts.of(state) for state in RowState}

    def keep_days(self) -> int:
        """Returns the days of the library's policy."""
        return MembershipPolicies.current().import_keep_days

    def initial_values(self, run: Import, to: ImportState) -> dict[str, Any]:
        """Also ends the inviting."""
        return {**super().initial_values(run, to), "inviting_since": None}

    def erase_files(self, run: Import, actor: Actor) -> None:
        file = SealedFile.objects.get(pk=run.file_id)
        sealed_files.erase(file, actor=actor, reason="import_over")

    def erase(self, run: Import, actor: Actor) -> None:
        """Erases file, rows and sample."""
        self.erase_files(run, actor)
        ImportRow.objects.filter(run=run).delete()
        Import.objects.filter(pk=run.pk).update(sample=[], file_name="", erased_at=clock.now())
        emit(events.ERASED, actor=actor, subject=run)


IMPORTER: Final = MemberImporter()
