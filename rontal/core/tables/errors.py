"""Errors for files that cannot be read as a table."""

from rontal.core.errors import DomainError


class TableRefused(DomainError):
    """A file cannot be read as a table; each subclass has its own code."""

    code = "table_refused"


class TableEmpty(TableRefused):
    """The file has no row."""

    code = "table_empty"


class TableTooLarge(TableRefused):
    """The file has more than `megabytes` MB, compressed or uncompressed."""

    code = "table_too_large"


class TableTooLong(TableRefused):
    """The file has more than `rows` rows."""

    code = "table_too_long"


class TableWrongType(TableRefused):
    """The file is neither CSV nor XLSX, whatever its name."""

    code = "table_wrong_type"


class TableOldExcel(TableRefused):
    """The file is a workbook of Excel 97 to 2003 (.xls)."""

    code = "table_old_excel"


class TableLocked(TableRefused):
    """The workbook is protected by a password."""

    code = "table_locked"


class TableDamaged(TableRefused):
    """The file is cut short, broken, or made to do harm."""

    code = "table_damaged"
