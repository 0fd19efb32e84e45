"""Policies of the catalogue."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy


@dataclass(frozen=True)
class CataloguePolicies(Policies):
    app: ClassVar[str] = "catalogue"

    title_import_keep_days: int = policy(
        30,
        label=_("Storage of unfinished title imports"),
        effect=_(
            "An import of titles that nobody continues is discarded after this time, and its files"
            " are deleted."
        ),
        unit=Unit.DAYS,
        bounds=(1, 3650),
    )
