"""Django app configuration."""

from django.apps import AppConfig

from rontal.core import versions


class CatalogueConfig(AppConfig):
    """Configuration of the Django app `catalogue`."""

    name = "rontal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Loads the models and tasks of imports, which Django does not find in a sub-package, and
        declares the version of the catalogue, which changes with every title.
        """
        from rontal.catalogue.importing import models, tasks  # noqa: F401

        versions.register(
            versions.Topic.CATALOGUE, lambda: versions.newest_numbers("catalogue_change")
        )
