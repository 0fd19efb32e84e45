"""What can go wrong in verification."""

from enum import StrEnum

from rontal.kernel.errors import DomainError


class PhotoUnreadable(DomainError):
    """A sealed photo does not decode to a picture of a sane size."""

    code = "photo_unreadable"


class Why(StrEnum):
    """Why the machine could not look at a photo."""

    CRASHED = "crashed"
    TIMED_OUT = "timed_out"
    OUT_OF_MEMORY = "out_of_memory"
    UNREADABLE = "unreadable"
    """The photo does not decode."""
    FAILED = "failed"
    """An error of ours, or an engine that does not load."""


class MachineUnable(DomainError):
    """The machine could not look at a photo; `why` is one of `Why`.

    `started=0` tells that there was no machine to look: that says nothing about the photo.
    """

    code = "machine_unable"

    @property
    def why(self) -> str:
        """One of `Why`, or "" where whoever raised it did not say."""
        return str(self.params.get("why", ""))

    @property
    def about_photo(self) -> bool:
        """True where another try with the same photo would hardly end better."""
        return self.params.get("started", 1) != 0
