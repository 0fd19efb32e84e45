"""The room as a Django app."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Room `catalogue`."""

    name = "rontal.catalogue"
    label = "catalogue"
