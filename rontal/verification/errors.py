"""What can go wrong in verification."""

from rontal.kernel.errors import DomainError


class PhotoUnreadable(DomainError):
    """A sealed photo does not decode to a picture of a sane size."""

    code = "photo_unreadable"


class MachineUnable(DomainError):
    """The machine could not look at a photo; `why` is `crashed`, `timed_out`, `out_of_memory`,
    `unreadable` (the photo does not decode) or `failed` (an error of ours)."""

    code = "machine_unable"
