"""Django app configuration."""

from collections.abc import Hashable

from django.apps import AppConfig

from rontal.core import versions


class SearchConfig(AppConfig):
    """Configuration of the Django app `search`."""

    name = "rontal.search"
    label = "search"

    def ready(self) -> None:
        """Declares that the version of the catalogue changes with this machine's index."""
        versions.register(versions.Topic.CATALOGUE, _index_version)


def _index_version() -> Hashable:
    # Imported here, so that a process that asks for no version does not load the engine.
    from rontal.search import index_location

    return index_location.stamp()
