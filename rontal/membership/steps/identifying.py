"""Assignment of accounts, one for each person."""

from django.db.models import Q

from rontal.accounts import services as accounts
from rontal.core.actors import Actor
from rontal.membership.models import Application
from rontal.membership.selectors.applications import with_address
from rontal.membership.selectors.identities import hashes_of
from rontal.membership.states import FINAL, ApplicationState


def close_former(application: Application, actor: Actor) -> None:
    """Closes the accounts of the same person's applications that ended without a membership.

    Two accounts with the same address and password could not be told apart. A person without an
    address is identified by the identity number alone.
    """
    ended = Application.objects.filter(state__in=sorted(FINAL - {ApplicationState.APPROVED}))
    same = Q(nik_hash__in=hashes_of(application))
    if application.email:
        named = with_address(application.email).filter(name__iexact=application.name)
        same |= Q(pk__in=named)
    former = ended.filter(same, user__isnull=False).exclude(pk=application.pk)
    for user_id in former.values_list("user_id", flat=True):
        if user_id is not None:
            accounts.close(user_id=user_id, actor=actor)
