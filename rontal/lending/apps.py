"""Django app configuration of `lending`."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Configuration of the app `lending`."""

    name = "rontal.lending"
    label = "lending"

    def ready(self) -> None:
        """Registers two callbacks with the catalogue: available titles, and imports that must stay.

        Titles that have licences stay when an import is undone.
        """
        from rontal.catalogue.importing import keepers
        from rontal.catalogue.search import availability
        from rontal.lending.free import free_of
        from rontal.lending.services.licensing import kept_by_lending

        availability.register(free_of)
        keepers.register("lending", kept_by_lending)
