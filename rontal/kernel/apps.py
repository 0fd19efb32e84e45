"""Django app of the kernel."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """App configuration that loads the events and tasks of all apps."""

    name = "rontal.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Imports `events.py`, `demo_mark.py` and `tasks.py` of every installed app, which declares
        their events, subscribers and jobs, and makes every database connection receive the change
        notifications that its own statements cause.
        """
        from rontal.kernel import bell

        connection_created.connect(bell.hear_own_changes)
        autodiscover_modules("events", "demo_mark", "tasks")
