"""Readers of books whose children outlive the import."""

from rontal.catalogue.importing.steps.readers import Readers


class LastingReaders(Readers):
    """The same children for every import of the tests."""

    def __exit__(self, *_why: object) -> None:
        """Leaves the children alone."""

    def stop(self) -> None:
        """Ends the children."""
        super().__exit__()
