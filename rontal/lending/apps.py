"""Django app configuration of `lending`."""

from django.apps import AppConfig


class LendingConfig(AppConfig):
    """Configuration of the app `lending`."""

    name = "rontal.lending"
    label = "lending"

    def ready(self) -> None:
        """Registers two callbacks: available titles for the search, and imports that must stay.

        Titles that have licences stay when an import is undone.
        """
        from rontal.catalogue.importing import deletion_guards
        from rontal.lending.services.licensing import titles_in_use
        from rontal.lending.title_availability import available_titles
        from rontal.search import availability

        availability.register(available_titles)
        deletion_guards.register("lending", titles_in_use)
