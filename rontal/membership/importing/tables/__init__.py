"""Reading a table of people from a file that another program made: CSV in any common encoding, or
XLSX. One line at a time, so that a file of any length needs the same memory."""

from rontal.membership.importing.tables.lines import Line, Shape, Table
from rontal.membership.importing.tables.opening import MAX_BYTES, open_table

__all__ = ["MAX_BYTES", "Line", "Shape", "Table", "open_table"]
