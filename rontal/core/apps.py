"""Django app of the core."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """App configuration that loads the events and tasks of all apps."""

    name = "rontal.core"
    label = "core"

    def ready(self) -> None:
        """Imports `events.py`, `demo_mark.py`, `retention.py` and `tasks.py` of every installed
        app, which declares their events, periods, subscribers and jobs; declares the version of the
        events.
        """
        from rontal.core import versions

        versions.register(versions.Topic.EVENTS, lambda: versions.newest_numbers("core_event"))
        autodiscover_modules("events", "demo_mark", "retention", "tasks")
