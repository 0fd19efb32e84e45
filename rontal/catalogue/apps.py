"""Django app configuration."""

from collections.abc import Hashable

from django.apps import AppConfig

from rontal.core import versions


class CatalogueConfig(AppConfig):
    """Configuration of the Django app `catalogue`."""

    name = "rontal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """Loads the models and tasks of imports, which Django does not find in a sub-package, and
        declares the version of the catalogue.
        """
        from rontal.catalogue.importing import models, tasks  # noqa: F401

        versions.register(versions.Topic.CATALOGUE, _version)


def _version() -> Hashable:
    """Returns a version that changes with every title, and once this machine's search index has
    read the change.
    """
    from rontal.catalogue.search import index_location

    return versions.newest_numbers("catalogue_change"), index_location.stamp()
