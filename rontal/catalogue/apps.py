"""Django app configuration."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Configuration of the Django app `catalogue`."""

    name = "rontal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Loads the models and tasks of imports, which Django does not find in a sub-package."""
        from rontal.catalogue.importing import models, tasks  # noqa: F401
