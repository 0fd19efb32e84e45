"""Use of one-use links."""

from rontal.core import clock
from rontal.membership.errors import LinkUsed
from rontal.membership.models import Application, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.links import open_link
from rontal.membership.steps.application_changes import lock


def use_link(token: str, purpose: LinkPurpose) -> Application:
    """Marks a link and all others for the same purpose as used; returns its application, locked.

    Raises the errors of `open_link`; the second of two concurrent uses gets LinkUsed.
    """
    application = lock(open_link(token=token, purpose=purpose).application_id)
    open_link(token=token, purpose=purpose)
    unused = OneUseLink.objects.filter(application=application, purpose=purpose, used_at=None)
    if not unused.update(used_at=clock.now()):
        raise LinkUsed
    return application
