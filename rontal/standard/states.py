"""How a version of the service standard stands."""

from enum import StrEnum


class StandardState(StrEnum):
    """A draft is edited; what is published stays as it is, and is followed by newer versions."""

    DRAFT = "draft"
    PUBLISHED = "published"


STANDARD_TRANSITIONS = {StandardState.DRAFT: frozenset({StandardState.PUBLISHED})}
