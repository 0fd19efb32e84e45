"""Policies of all apps, in the order of the operator guide."""

from typing import Final

from rontal.accounts.policies import AccountsPolicies
from rontal.catalogue.policies import CataloguePolicies
from rontal.core.policies import Policies
from rontal.feedback.policies import FeedbackPolicies
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
    CataloguePolicies,
    PrivacyPolicies,
)
