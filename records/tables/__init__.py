"""Reading tables from files of other programs: CSV in any common encoding, or a spreadsheet (XLSX,
XLS, ODS). CSV is read line by line, so that memory does not grow with its length; a spreadsheet in
a child process with limited memory.
"""

from records.tables.limits import LIMITS, Limits
from records.tables.lines import Line, Shape, Table
from records.tables.opening import OLE, ZIP, open_table
from records.tables.workbook import BROKEN_ZIP, spreadsheet_in_zip

__all__ = [
    "BROKEN_ZIP",
    "LIMITS",
    "OLE",
    "Limits",
    "Line",
    "Shape",
    "Table",
    "ZIP",
    "open_table",
    "spreadsheet_in_zip",
]
