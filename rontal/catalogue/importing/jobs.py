"""Background jobs of an import of titles."""

from functools import partial

from rontal.catalogue.importing.importer import IMPORTER
from rontal.imports.services import FOREVER
from rontal.imports.states import ImportState

check_records = partial(IMPORTER.work, ImportState.CHECKING, seconds=FOREVER)
import_records = partial(IMPORTER.work, ImportState.TAKING)
undo_titles = partial(IMPORTER.work, ImportState.UNDOING)
sweep_imports = IMPORTER.sweep
