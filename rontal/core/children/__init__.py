"""Child processes that handle files made by strangers (photos, books). A child has no access to the
database, the keys or the settings, communicates by frames, and may be killed at any time.

`process` is the parent's side, `child` the child's side, `frames` the protocol between them.
"""
