"""Errors of the import of members."""

from rontal.core.errors import DomainError


class NameColumnMissing(DomainError):
    """The table has no column with names."""

    code = "import_needs_name"


class NumberColumnMissing(DomainError):
    """The table has no column with member numbers or identity numbers, which distinguish people."""

    code = "import_needs_number"


class ColumnTwice(DomainError):
    """Two columns have the same meaning."""

    code = "import_column_twice"


class ImportBusy(DomainError):
    """Another import is running; imports run one after the other."""

    code = "import_busy"
