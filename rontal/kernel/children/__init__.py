"""Children: processes of our own that handle what strangers made (photos, books). They know no
database, no keys and no settings, are asked by frames, and may be killed at any time.

`process` is the side that asks, `child` the side that answers, `frames` what they say.
"""
