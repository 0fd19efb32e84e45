"""Errors of privacy."""

from rontal.core.errors import DomainError


class AssessmentChangedMeanwhile(DomainError):
    """Another person saved the impact assessment since it was opened; nothing was overwritten."""

    code = "assessment_changed_meanwhile"
