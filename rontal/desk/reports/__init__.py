"""The report of a month or year: its numbers as tables, a page, a PDF, a workbook, a CSV file."""
