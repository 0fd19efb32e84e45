"""Links in mails: created when the mail is written, so that no event or job contains a token."""

import secrets
from datetime import timedelta
from typing import Final

from rontal.core import clock, sealing
from rontal.core.actors import Actor
from rontal.core.errors import NotAllowed
from rontal.membership.models import OneUseLink
from rontal.membership.policies import MembershipPolicies
from rontal.membership.rules.kinds import LinkPurpose

GUARDIAN_PAGE_LASTS: Final = timedelta(hours=1)
"""Validity of a link to the guardians' page: asked for now, and easily asked for again."""


def issue_link(*, application_id: int, purpose: str, actor: Actor) -> str:
    """Creates a token for a mail to the applicant or guardian; only its hash is stored.

    Earlier links stay valid until one of them is used or they expire, so that a mail that is sent
    twice does not confuse anybody. Allowed for the system only; raises NotAllowed.
    """
    if actor.kind != "system":
        raise NotAllowed
    token = secrets.token_urlsafe(32)
    OneUseLink.objects.create(
        purpose=LinkPurpose(purpose),
        application_id=application_id,
        token_hash=sealing.token_hash(token),
        made_at=clock.now(),
        expires_at=clock.now() + _lasts(LinkPurpose(purpose)),
    )
    return token


def _lasts(purpose: LinkPurpose) -> timedelta:
    policies = MembershipPolicies.current()
    if purpose in (LinkPurpose.ACTIVATION, LinkPurpose.DELETION):
        return timedelta(hours=policies.activation_link_hours)
    if purpose is LinkPurpose.GUARDIAN_PAGE:
        return GUARDIAN_PAGE_LASTS
    if purpose is LinkPurpose.CLAIM:
        return timedelta(days=policies.claim_link_days)
    return timedelta(days=policies.activation_lapse_days)
