"""Acts of staff in the history of titles, and gaps that a record may have."""

from enum import StrEnum


class Act(StrEnum):
    """Act on a title, as stored in its history."""

    CREATED = "created"
    EDITED = "edited"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    JOINED = "joined"
    TOOK_IN = "took_in"
    COVER = "cover"
    FILES = "files"
    IMPORTED = "imported"
    UNDONE = "undone"


class Fault(StrEnum):
    """Missing field of a record."""

    COVER = "cover"
    SUBJECT = "subject"
    DESCRIPTION = "description"
    AUTHOR = "author"
    LANGUAGE = "language"
    YEAR = "year"
    CLASSIFICATION = "classification"
    FILE = "file"
