"""Errors of the registration pages."""

from rontal.core.errors import DomainError


class ProofRefused(DomainError):
    """Proof of work that does not fit this form, is too old, or was used elsewhere."""

    code = "proof_refused"
