"""Somebody whom nobody knows, as doors see them."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Visitor:
    """A network address and the browser or program behind it (`agent`), as it names itself. Told
    nobody and kept nowhere."""

    address: str = field(repr=False)
    agent: str = field(repr=False)

    @property
    def key(self) -> str:
        """What tells visitors apart, for counting within minutes; not kept as it is."""
        return f"{self.address} {self.agent}"
