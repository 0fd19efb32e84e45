"""Errors of verification."""

from enum import StrEnum

from rontal.core.errors import DomainError


class FailureReason(StrEnum):
    """Reason why the machine could not process a photo."""

    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    UNREADABLE = "unreadable"
    """The photo cannot be decoded."""
    FAILED = "failed"
    """An error in our code, or an engine that does not load."""


class MachineUnable(DomainError):
    """The machine could not process a photo; `why` is one of `FailureReason`.

    `started=0` means that the machine did not start, which says nothing about the photo.
    """

    code = "machine_unable"

    @property
    def why(self) -> str:
        """Value of `FailureReason`, or "" where it is unknown."""
        return str(self.params.get("why", ""))

    @property
    def about_photo(self) -> bool:
        """True where the photo is the cause, so that another try would fail too."""
        return self.params.get("started", 1) != 0
