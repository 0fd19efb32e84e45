"""Policies of all apps, in the order of the operator guide."""

from dataclasses import replace
from typing import Final

from rontal.accounts.policies import AccountsPolicies
from rontal.catalogue.policies import CataloguePolicies
from rontal.core.policies import Policies
from rontal.core.profile import Library
from rontal.data_requests.policies import DataRequestsPolicies
from rontal.feedback.policies import FeedbackPolicies
from rontal.incidents.policies import IncidentsPolicies
from rontal.lending.policies import LendingPolicies
from rontal.membership.policies import MembershipPolicies
from rontal.notifications.policies import NotificationsPolicies
from rontal.privacy.policies import PrivacyPolicies
from rontal.reading.policies import ReadingPolicies
from rontal.standard.policies import StandardPolicies
from rontal.verification.policies import VerificationPolicies

ALL: Final[tuple[type[Policies], ...]] = (
    MembershipPolicies,
    StandardPolicies,
    VerificationPolicies,
    AccountsPolicies,
    LendingPolicies,
    ReadingPolicies,
    NotificationsPolicies,
    FeedbackPolicies,
    DataRequestsPolicies,
    IncidentsPolicies,
    CataloguePolicies,
    PrivacyPolicies,
)


def without_second_steps(library: Library) -> Library:
    """Returns the library of a demo: everybody can try the desk without a phone at hand."""
    own = replace(
        library.policies_of(AccountsPolicies),
        second_factor_head=False,
        second_factor_administrator=False,
        second_factor_officer=False,
    )
    return replace(library, policies={**library.policies, AccountsPolicies.app: own})
