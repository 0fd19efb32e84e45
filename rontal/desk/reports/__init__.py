"""Monthly and annual report: figures as tables, rendered as page, PDF, workbook and CSV."""
