"""Application form: its fields and widgets, shared by the public website and the counter.

The validation rules belong to the app `membership`.
"""
