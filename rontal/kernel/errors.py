"""Errors with codes. Doors turn a code into a sentence (`rontal.ui.sentences`)."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """A refusal with a reason. `params` fill the door's sentence and hold no personal data."""

    code: ClassVar[str]

    def __init__(self, **params: str | int) -> None:
        self.params = params
        super().__init__(self.code)


class NotFound(DomainError):
    """No such object for this actor: absent and forbidden look the same."""

    code = "not_found"


class NotAllowed(DomainError):
    """The actor lacks the role."""

    code = "not_allowed"


class IllegalTransition(DomainError):
    """The object is not in a state that allows the move, or another actor was first."""

    code = "illegal_transition"


class TooMany(DomainError):
    """A rate limit; `seconds` says when to come back."""

    code = "too_many"


class Invalid(DomainError):
    """Values that a rule refuses: field name → code of the reason."""

    code = "invalid"

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__()


class SealBroken(DomainError):
    """A sealed value or file was altered, cut short, or its key is not here."""

    code = "seal_broken"
