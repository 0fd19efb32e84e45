"""Words of the collection: time left; those for codes of titles are `ui.title_words`."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from rontal.kernel import clock
from rontal.ui.title_words import AUDIENCES, FEATURES, ROLES, language_name

__all__ = ["AUDIENCES", "FEATURES", "ROLES", "language_name", "time_left"]


def time_left(until: datetime) -> str:
    """How long something lasts yet, in words and days of the library's calendar."""
    days = (timezone.localtime(until).date() - timezone.localtime(clock.now()).date()).days
    if days <= 0:
        return gettext("until tonight")
    if days == 1:
        return gettext("until tomorrow night")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}
