"""Using up a link."""

from rontal.kernel import clock
from rontal.membership.errors import LinkUsed
from rontal.membership.models import Application, OneUseLink
from rontal.membership.rules.kinds import LinkPurpose
from rontal.membership.selectors.links import open_link
from rontal.membership.steps.moving import lock


def use(token: str, purpose: LinkPurpose) -> Application:
    """Uses up a link, and all others for the same purpose; gives its application, locked.

    Raises what `open_link` raises; of two that use one link at once, the second gets LinkUsed.
    """
    application = lock(open_link(token=token, purpose=purpose).application_id)
    open_link(token=token, purpose=purpose)
    unused = OneUseLink.objects.filter(application=application, purpose=purpose, used_at=None)
    if not unused.update(used_at=clock.now()):
        raise LinkUsed
    return application
