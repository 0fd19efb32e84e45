"""Tests for the declaration of policies and for the values in force."""

from dataclasses import dataclass
from typing import Any, ClassVar

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.template import Context, Template
from django.utils.translation import gettext_lazy as _

from rontal.core.policies import Policies, Unit, policy
from rontal.lending.policies import LendingPolicies
from tests.support.policies import with_policies


@dataclass(frozen=True)
class PoolPolicies(Policies):
    app: ClassVar[str] = "pool"

    depth: int = policy(3, label=_("days"), effect=_("hours"), unit=Unit.DAYS, bounds=(1, 5))


def test_a_declaration_has_value_and_description() -> None:
    assert PoolPolicies().depth == 3
    assert PoolPolicies(depth=4).depth == 4
    (described,) = PoolPolicies.declared().values()
    assert (described.default, described.unit, described.bounds) == (3, Unit.DAYS, (1, 5))
    assert (str(described.label), str(described.effect)) == ("hari", "jam")


def test_the_policies_in_force_are_those_of_the_library(settings: Any) -> None:
    assert LendingPolicies.current() == LendingPolicies()
    settings.LIBRARY = with_policies(settings.LIBRARY, loan_days=10)
    assert LendingPolicies.current().loan_days == 10


def test_templates_read_policies_by_app(settings: Any) -> None:
    page = Template("{{ library.policies.lending.loan_days }}")
    assert page.render(Context({"library": settings.LIBRARY})) == "7"


def test_without_a_library_there_are_no_policies(settings: Any) -> None:
    settings.LIBRARY = None
    with pytest.raises(ImproperlyConfigured):
        LendingPolicies.current()
