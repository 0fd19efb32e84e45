"""Where a message stands."""

from enum import StrEnum


class MessageState(StrEnum):
    """`queued` until the mail server takes it; `failed` after the last try or a final refusal."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


TRANSITIONS = {
    MessageState.QUEUED: frozenset({MessageState.SENT, MessageState.FAILED}),
    MessageState.FAILED: frozenset({MessageState.QUEUED}),
    MessageState.SENT: frozenset[MessageState](),
}
