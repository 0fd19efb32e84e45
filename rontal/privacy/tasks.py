"""Daily job that deletes expired data."""

from importlib import import_module

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from rontal.core import limits
from rontal.core.jobs import RETRY, labelled


@labelled(_("Delete expired data"))
@app.periodic(cron="17 19 * * *")
@app.task(name="privacy:sweep", queue="periodic", retry=RETRY)
def sweep(timestamp: int) -> None:  # noqa: ARG001 - procrastinate gives the time
    """Deletes expired sessions and rate counters."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    limits.sweep()
