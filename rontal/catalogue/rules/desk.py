"""What staff do with titles, and what a record may lack."""

from enum import StrEnum


class Act(StrEnum):
    """What was done to a title, as its history names it."""

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
    """What a record may lack."""

    COVER = "cover"
    SUBJECT = "subject"
    DESCRIPTION = "description"
    AUTHOR = "author"
    LANGUAGE = "language"
    YEAR = "year"
    CLASSIFICATION = "classification"
    FILE = "file"
