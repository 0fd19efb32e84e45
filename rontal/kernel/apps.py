"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules


class KernelConfig(AppConfig):
    """Loads every room's events and tasks, so that declarations and subscribers are known."""

    name = "rontal.kernel"
    label = "kernel"

    def ready(self) -> None:
        """Imports `<room>/events.py` and `<room>/tasks.py`; lets every connection ring the bell."""
        from rontal.kernel import bell

        connection_created.connect(bell.hear_own_changes)
        autodiscover_modules("events", "demo_mark", "tasks")
