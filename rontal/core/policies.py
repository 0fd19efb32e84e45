"""Policies: values that a library changes in its profile.

Each app declares its own in `<app>/policies.py`, as one frozen dataclass whose fields are made by
`policy`. `LendingPolicies.current().loan_days` is the value in force; in templates it is
`library.policies.lending.loan_days`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import ClassVar, Final, Self, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

T = TypeVar("T")


class Unit(StrEnum):
    """Units of the values of policies."""

    MINUTES = "minutes"
    WORKING_MINUTES = "working_minutes"
    HOURS = "hours"
    HOUR_OF_DAY = "hour_of_day"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    YEARS = "years"
    PERCENT = "percent"
    COUNT = "count"
    YES_NO = "yes_no"
    CHOICE = "choice"

    @property
    def label(self) -> str:
        """Name of the unit in the reader's language."""
        return str(UNIT_LABELS[self])


UNIT_LABELS: Final[Mapping[Unit, Promise]] = {
    Unit.MINUTES: _("minutes"),
    Unit.WORKING_MINUTES: _("working minutes"),
    Unit.HOURS: _("hours"),
    Unit.HOUR_OF_DAY: _("hour of the day"),
    Unit.DAYS: _("days"),
    Unit.WORKING_DAYS: _("working days"),
    Unit.YEARS: _("years"),
    Unit.PERCENT: _("percent"),
    Unit.COUNT: _("count"),
    Unit.YES_NO: _("yes or no"),
    Unit.CHOICE: _("choice"),
}


@dataclass(frozen=True)
class Policy:
    """Description of a policy, as profile, operator guide and settings page need it.

    `label` and `effect` (one sentence) are in the reader's language. `bounds` are the least and the
    greatest number, also of each number in a list; None for switches and choices. `choices` maps
    each value of a choice to its label.
    """

    default: object
    label: Promise
    effect: Promise
    unit: Unit
    bounds: tuple[int, int] | None = None
    choices: Mapping[str, Promise] = field(default_factory=dict)


def policy(
    default: T,
    *,
    label: Promise,
    effect: Promise,
    unit: Unit,
    bounds: tuple[int, int] | None = None,
    choices: Mapping[str, Promise] | None = None,
) -> T:
    """Returns a dataclass field with the description of a policy (`Policy`) in its metadata."""
    described = Policy(default, label, effect, unit, bounds, choices or {})
    return field(default=default, metadata={"policy": described})


@dataclass(frozen=True)
class Policies:
    """Base class of the policies of one app; `app` is the label of the app."""

    app: ClassVar[str]

    @classmethod
    def current(cls) -> Self:
        """Returns the app's policies of this installation's library."""
        if settings.LIBRARY is None:
            raise ImproperlyConfigured("RONTAL_LIBRARY is not set")
        return settings.LIBRARY.policies_of(cls)

    @classmethod
    def declared(cls) -> dict[str, Policy]:
        """Returns the descriptions of the app's policies by name."""
        return {one.name: one.metadata["policy"] for one in fields(cls)}
