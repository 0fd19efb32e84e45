"""What can go wrong with the import of members."""

from rontal.kernel.errors import DomainError


class NameColumnMissing(DomainError):
    """No column holds the names."""

    code = "import_needs_name"


class NumberColumnMissing(DomainError):
    """No column holds a member number or an identity number: nobody could be told apart."""

    code = "import_needs_number"


class ColumnTwice(DomainError):
    """Two columns are to be the same thing."""

    code = "import_column_twice"


class ImportBusy(DomainError):
    """Another import is being taken in; one after the other."""

    code = "import_busy"
