"""Reading tables from files of other programs: CSV in any common encoding, or XLSX. A file is read
line by line, so that memory does not grow with its length.
"""

from records.tables.limits import LIMITS, Limits
from records.tables.lines import Line, Shape, Table
from records.tables.opening import open_table

__all__ = ["LIMITS", "Limits", "Line", "Shape", "Table", "open_table"]
