"""What changes the catalogue."""

from rontal.catalogue.services.importing import ImportReport, Outcome, import_files

__all__ = ["ImportReport", "Outcome", "import_files"]
