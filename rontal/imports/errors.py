"""Errors of imports."""

from rontal.core.errors import DomainError


class ImportBusy(DomainError):
    """Another import is running; imports of this kind run one after the other."""

    code = "import_busy"
