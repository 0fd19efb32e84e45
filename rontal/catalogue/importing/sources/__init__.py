"""Copy cataloguing: records of other libraries, found over SRU or in an OPDS feed. They are
imported like any other records (`services.start_records`)."""

from rontal.catalogue.importing.sources.searching import search

__all__ = ["search"]
