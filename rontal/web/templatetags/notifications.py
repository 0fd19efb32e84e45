"""Template tag that offers notifications while a person waits for something."""

from typing import Any

from django import template

from rontal.notifications import vapid
from rontal.notifications.selectors import may_offer_push
from rontal.ui.middleware import actor_of

register = template.Library()


@register.inclusion_tag("web/notifications/parts/offer.html", takes_context=True)
def notifications_offer(context: Any, waits_for: str) -> dict[str, Any]:
    """Renders the offer for `waits_for` ("application" or "hold").

    Nothing where the person declined or already has a device. One query.
    """
    is_shown = vapid.is_set() and may_offer_push(actor_of(context["request"]))
    return {
        "shown": is_shown,
        "waits_for": waits_for,
        "push_key": vapid.public_key() if is_shown else "",
        "csrf_token": context.get("csrf_token"),
    }
