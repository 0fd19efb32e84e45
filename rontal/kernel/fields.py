"""A column whose value is sealed at rest and opened only on purpose."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from rontal.kernel import sealing


@dataclass(frozen=True)
class Sealed:
    """A sealed JSON value as it lies in the database. `reveal()` opens it."""

    data: bytes
    context: str

    def reveal(self) -> Any:
        """The value; raises SealBroken where it was altered or its key is missing."""
        return sealing.unseal_json(self.data, context=self.context)

    def __repr__(self) -> str:
        return "Sealed(…)"


class SealedJSONField(models.BinaryField):  # type: ignore[type-arg]
    """Takes a JSON value or a Sealed, stores it sealed, gives back a Sealed.

    The seal is bound to table and column, so that a value cannot be moved to another column.
    """

    @property
    def context(self) -> str:
        """What the seal is bound to."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        """A Sealed, unopened."""
        return None if value is None else Sealed(bytes(value), self.context)

    def seal(self, value: Any) -> Sealed:
        """The value as it will lie in the database, for an object that is not saved yet."""
        return Sealed(sealing.seal_json(value, context=self.context), self.context)

    def get_prep_value(self, value: Any) -> Any:
        """Seals what is not sealed yet."""
        if value is None or isinstance(value, bytes | memoryview):
            return value
        if isinstance(value, Sealed):
            return value.data
        return sealing.seal_json(value, context=self.context)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Bytes for the driver."""
        value = value if prepared else self.get_prep_value(value)
        return super().get_db_prep_value(value, connection, prepared=True)
