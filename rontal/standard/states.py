"""States of versions of the service standard."""

from enum import StrEnum


class StandardState(StrEnum):
    """States of a version: a draft can be edited, a published version cannot."""

    DRAFT = "draft"
    PUBLISHED = "published"


STANDARD_TRANSITIONS = {StandardState.DRAFT: frozenset({StandardState.PUBLISHED})}
