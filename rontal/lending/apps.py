"""The room as a Django app."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Room `lending`."""

    name = "rontal.lending"
    label = "lending"

    def ready(self) -> None:
        """Tells the search who knows which titles can be had, and imports what was lent, which
        stays when an import is taken back."""
        from rontal.catalogue.importing import keepers
        from rontal.catalogue.search import availability
        from rontal.lending.free import free_of
        from rontal.lending.services.licensing import kept_by_lending

        availability.register(free_of)
        keepers.register("lending", kept_by_lending)
