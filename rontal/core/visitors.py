"""Visitors without an account."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Visitor:
    """Network address of a request and the User-Agent of its browser or program. Neither is shown
    or stored.
    """

    address: str = field(repr=False)
    agent: str = field(repr=False)

    @property
    def key(self) -> str:
        """Key that tells visitors apart for counting within minutes; not stored in this form."""
        return f"{self.address} {self.agent}"
