"""Links in mails: made when the mail is written, so that no token lies in an event or a job."""

import secrets
from datetime import timedelta

from rontal.kernel import clock, sealing
from rontal.kernel.actors import Actor
from rontal.kernel.errors import NotAllowed
from rontal.membership.errors import LinkUsed
from rontal.membership.models import Application, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.links import open_link
from rontal.membership.services.moving import lock
from rontal.standard.selectors import library


def issue_link(*, application_id: int, purpose: str, actor: Actor) -> str:
    """A fresh token for a mail to the applicant or the guardian; only its hash is kept.

    Links that went out before stay good until one of them is used or their time is over, so
    that a mail that was sent twice confuses nobody. Only the system may; raises NotAllowed.
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


def use(token: str, purpose: LinkPurpose) -> Application:
    """Uses up a link, and all others for the same purpose; gives its application, locked.

    To be called in a transaction. Raises what `open_link` raises; of two that use one link at
    once, the second gets LinkUsed.
    """
    application = lock(open_link(token=token, purpose=purpose).application_id)
    open_link(token=token, purpose=purpose)
    unused = OneUseLink.objects.filter(application=application, purpose=purpose, used_at=None)
    if not unused.update(used_at=clock.now()):
        raise LinkUsed
    return application


def _lasts(purpose: LinkPurpose) -> timedelta:
    policies = library().policies
    if purpose is LinkPurpose.ACTIVATION:
        return timedelta(hours=policies.activation_link_hours)
    return timedelta(days=policies.activation_lapse_days)
