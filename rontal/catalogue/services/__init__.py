"""Services that change the catalogue."""

from rontal.catalogue.services.authorities import (
    join_agents,
    join_series,
    join_subjects,
    rename_agent,
    rename_series,
    rename_subject,
)
from rontal.catalogue.services.batch import batch_edit, undo_batch
from rontal.catalogue.services.covers import remove_cover, set_cover
from rontal.catalogue.services.drafts import delete_draft
from rontal.catalogue.services.files import remove_file
from rontal.catalogue.services.importing import ImportReport, Outcome, import_files
from rontal.catalogue.services.joining import join_titles
from rontal.catalogue.services.picks import order_picks, pick, unpick
from rontal.catalogue.services.publishing import publish, restore, withdraw
from rontal.catalogue.services.titles import create_title, edit_title, undo_revision

__all__ = [
    "ImportReport",
    "Outcome",
    "batch_edit",
    "create_title",
    "delete_draft",
    "edit_title",
    "import_files",
    "join_agents",
    "join_series",
    "join_subjects",
    "join_titles",
    "order_picks",
    "pick",
    "publish",
    "remove_cover",
    "remove_file",
    "rename_agent",
    "rename_series",
    "rename_subject",
    "restore",
    "set_cover",
    "undo_revision",
    "undo_batch",
    "unpick",
    "withdraw",
]
