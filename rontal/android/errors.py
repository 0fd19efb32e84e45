"""Errors of the entry of the library's app."""

from rontal.core.errors import DomainError


class CertificateKnown(DomainError):
    """This certificate is entered already, at the desk or in the library profile."""

    code = "certificate_known"


class TooManyCertificates(DomainError):
    """More than `number` certificates: nobody has so many keys, and each one is trusted."""

    code = "too_many_certificates"
