"""Model field that encrypts (seals) its value in the database."""

from dataclasses import dataclass
from typing import Any

from django.db import models

from rontal.core import sealing


@dataclass(frozen=True)
class Sealed:
    """Sealed JSON value as stored in the database. `reveal()` decrypts it."""

    data: bytes
    context: str

    def reveal(self) -> Any:
        """Returns the value; raises SealBroken when it was altered or its key is missing."""
        return sealing.unseal_json(self.data, context=self.context)

    def __repr__(self) -> str:
        return "Sealed(…)"


class SealedJSONField(models.BinaryField):  # type: ignore[type-arg]
    """Accepts a JSON value or a Sealed, stores it sealed, loads a Sealed.

    The seal is bound to table and column: a value that is copied to another column does not open.
    """

    @property
    def context(self) -> str:
        """Context of the seal: label of the model and name of the field."""
        return f"{self.model._meta.label_lower}.{self.name}"

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        """Returns a Sealed without decrypting it."""
        return None if value is None else Sealed(bytes(value), self.context)

    def seal(self, value: Any) -> Sealed:
        """Seals a value for an object that is not saved yet."""
        return Sealed(sealing.seal_json(value, context=self.context), self.context)

    def get_prep_value(self, value: Any) -> Any:
        """Seals a value that is not sealed yet."""
        if value is None or isinstance(value, bytes | memoryview):
            return value
        if isinstance(value, Sealed):
            return value.data
        return sealing.seal_json(value, context=self.context)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        """Returns the sealed bytes for the database driver."""
        value = value if prepared else self.get_prep_value(value)
        return super().get_db_prep_value(value, connection, prepared=True)
