"""Reading a table from a file that another program made: CSV in any common encoding, or
XLSX. One line at a time, so that a file of any length needs the same memory."""

from rontal.kernel.tables.lines import LIMITS, Limits, Line, Shape, Table
from rontal.kernel.tables.opening import open_table

__all__ = ["LIMITS", "Limits", "Line", "Shape", "Table", "open_table"]
