"""Copy cataloguing: records of other libraries, asked over SRU or out of an OPDS feed. What is
found is taken in as any other records (`services.start_records`)."""

from rontal.catalogue.importing.sources.asking import search

__all__ = ["search"]
