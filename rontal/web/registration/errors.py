"""What can go wrong at the registration's door."""

from rontal.kernel.errors import DomainError


class ProofRefused(DomainError):
    """The browser's calculation does not fit this form, is too old, or was used elsewhere."""

    code = "proof_refused"
