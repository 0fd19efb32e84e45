"""Errors of the import of members."""

from rontal.core.errors import DomainError


class NameColumnMissing(DomainError):
    """No column contains the names."""

    code = "import_needs_name"


class NumberColumnMissing(DomainError):
    """No column contains a member number or an identity number, by which people are told apart."""

    code = "import_needs_number"


class ColumnTwice(DomainError):
    """Two columns have the same meaning."""

    code = "import_column_twice"


class ImportBusy(DomainError):
    """Another import is running; imports run one after the other."""

    code = "import_busy"
