"""States and transitions of messages."""

from enum import StrEnum


class MessageState(StrEnum):
    """State of a message: `failed` after the last try or a final refusal."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


TRANSITIONS = {
    MessageState.QUEUED: frozenset({MessageState.SENT, MessageState.FAILED}),
    MessageState.FAILED: frozenset({MessageState.QUEUED}),
    MessageState.SENT: frozenset[MessageState](),
}
