"""The room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Room `catalogue`."""

    name = "rontal.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        """The tables and jobs of imports, a folder deeper than others."""
        from rontal.catalogue.importing import models, tasks  # noqa: F401
