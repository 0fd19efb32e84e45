"""Policies of the application form."""

from rontal.core.profile import Library
from rontal.membership.policies import NonResidents
from rontal.standard.selectors import library
from tests.support.policies import with_policies


def with_policy(choice: NonResidents) -> Library:
    return with_policies(library(), non_residents=choice)
