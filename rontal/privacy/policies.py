"""Policies of retention: jobs, the audit log, and the list of erasures."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class PrivacyPolicies(Policies):
    """Policies of retention: jobs, the audit log, and the list of erasures."""

    app: ClassVar[str] = "privacy"

    job_days: int = policy(
        30,
        label=_("Storage of finished jobs"),
        effect=_("A job of the program is deleted this long after it ended."),
        unit=Unit.DAYS,
        bounds=(7, 365),
    )
    audit_person_years: int = policy(
        5,
        label=_("Persons in the audit log"),
        effect=_("An entry of the audit log says for this long who it is about and who acted."),
        unit=Unit.YEARS,
        bounds=(1, 30),
    )
    erasure_list_days: int = policy(
        365,
        label=_("Storage of the list of erasures"),
        effect=_(
            "Restoring a backup repeats the erasures of this time. It must be longer than backups "
            "are stored."
        ),
        unit=Unit.DAYS,
        bounds=(30, 3650),
    )
