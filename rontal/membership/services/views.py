"""Saved views of clerks on the list of applications."""

from collections.abc import Mapping

from django.db import transaction

from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.membership.errors import TooManyViews
from rontal.membership.models import SavedView

MAX_VIEWS = 12


def save_view(*, name: str, filters: Mapping[str, str], actor: Actor) -> SavedView:
    """Stores filters under a name; replaces a view of the same name.

    Raises NotAllowed, TooManyViews.
    """
    staff_id = actor.require(Role.CLERK, Role.HEAD)
    with transaction.atomic():
        views = SavedView.objects.filter(staff_id=staff_id)
        same = views.filter(name__iexact=name).first()
        if same is None and views.count() >= MAX_VIEWS:
            raise TooManyViews(number=MAX_VIEWS)
        view = same or SavedView(staff_id=staff_id)
        view.name, view.filters, view.saved_at = name, dict(filters), clock.now()
        if same is None:
            view.save(force_insert=True)
        else:
            view.save(update_fields=["name", "filters", "saved_at"])
    return view


def delete_view(*, view_id: int, actor: Actor) -> None:
    """Deletes one of the clerk's own views; does nothing for others. Raises NotAllowed."""
    SavedView.objects.filter(pk=view_id, staff_id=actor.require(Role.CLERK, Role.HEAD)).delete()
