"""Errors with codes. Interfaces translate a code into a sentence (`rontal.ui.sentences`)."""

from collections.abc import Mapping
from typing import ClassVar, TypeVar

from records.errors import RecordsError

T = TypeVar("T")


class DomainError(Exception):
    """Refusal with a reason. `params` fill the interface's sentence and hold no personal data."""

    code: ClassVar[str]

    def __init__(self, **params: str | int) -> None:
        self.params = params
        super().__init__(self.code)

    @classmethod
    def if_none(cls, value: T | None) -> T:
        """Returns the value; raises this error for None."""
        if value is None:
            raise cls
        return value


CodedError = DomainError | RecordsError
"""Errors with a code that interfaces translate."""


class NotFound(DomainError):
    """No such object for this actor; absent and forbidden objects give the same error."""

    code = "not_found"


class NotAllowed(DomainError):
    """The actor lacks the role."""

    code = "not_allowed"


class IllegalTransition(DomainError):
    """The object's state does not allow the transition, or another actor was faster."""

    code = "illegal_transition"


class TooMany(DomainError):
    """Rate limit is reached; `seconds` is the time to wait."""

    code = "too_many"


class DecodersBusy(DomainError):
    """Other files are being decoded; `seconds` is the time to wait."""

    code = "decoders_busy"


class Invalid(DomainError):
    """Values that a rule refuses; `fields` maps a field's name to the code of the reason."""

    code = "invalid"

    def __init__(self, fields: Mapping[str, str]) -> None:
        self.fields = dict(fields)
        super().__init__()


class SealBroken(DomainError):
    """A sealed value or file was altered or cut short, or its key is missing."""

    code = "seal_broken"
