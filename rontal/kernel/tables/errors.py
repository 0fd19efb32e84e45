"""Why a file cannot be read as a table."""

from rontal.kernel.errors import DomainError


class TableRefused(DomainError):
    """A file cannot be read as a table; each way has a code of its own."""

    code = "table_refused"


class TableEmpty(TableRefused):
    """There is no row in it."""

    code = "table_empty"


class TableTooLarge(TableRefused):
    """More than `megabytes`, packed or unpacked."""

    code = "table_too_large"


class TableTooLong(TableRefused):
    """More than `rows` rows."""

    code = "table_too_long"


class TableWrongType(TableRefused):
    """Neither CSV nor XLSX, whatever its name says."""

    code = "table_wrong_type"


class TableOldExcel(TableRefused):
    """A workbook of Excel 97 to 2003 (.xls)."""

    code = "table_old_excel"


class TableLocked(TableRefused):
    """A workbook under a password."""

    code = "table_locked"


class TableDamaged(TableRefused):
    """Cut short, broken, or made to do harm."""

    code = "table_damaged"
