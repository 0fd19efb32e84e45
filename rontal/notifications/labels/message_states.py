"""Labels of the states of a message."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rontal.notifications.states import MessageState

Words = Mapping[str, str | Promise]

STATES: Words = {
    MessageState.QUEUED: _("Sending in progress"),
    MessageState.SENT: _("Sent"),
    MessageState.FAILED: _("Failed"),
}
