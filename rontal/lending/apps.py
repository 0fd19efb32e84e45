"""The room as a Django app."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Room `lending`."""

    name = "rontal.lending"
    label = "lending"

    def ready(self) -> None:
        """Tells the search who knows which titles can be had."""
        from rontal.catalogue.search import availability
        from rontal.lending.free import free_of

        availability.register(free_of)
