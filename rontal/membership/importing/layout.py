"""What an import knows of its table, as it lies in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from rontal.kernel.tables import Line, Shape
from rontal.membership.importing.rules.columns import Columns, Field, Program


@dataclass(frozen=True)
class Layout:
    """`heading` is the number of the row with the headings, 0 without; `fields` says what each
    column is, None where it is left out."""

    heading: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    program: Program
    kind: str
    encoding: str
    separator: str

    @classmethod
    def of(cls, columns: Columns, sample: Sequence[Line], shape: Shape) -> "Layout":
        """The layout of a table whose first rows are `sample`."""
        heading = sample[columns.heading - 1].number if columns.heading else 0
        return cls(
            heading=heading,
            headings=columns.headings,
            fields=columns.fields,
            program=columns.program,
            kind=shape.kind,
            encoding=shape.encoding,
            separator=shape.separator,
        )

    def to_json(self) -> dict[str, object]:
        """As it lies in `Import.columns`."""
        return {
            "heading": self.heading,
            "headings": list(self.headings),
            "fields": names_of(self.fields),
            "program": self.program.value,
            "kind": self.kind,
            "encoding": self.encoding,
            "separator": self.separator,
        }

    @classmethod
    def from_json(cls, said: dict[str, object]) -> "Layout":
        """What `to_json` wrote."""
        headings, fields = said["headings"], said["fields"]
        assert isinstance(headings, list)
        assert isinstance(fields, list)
        return cls(
            heading=int(str(said["heading"])),
            headings=tuple(str(one) for one in headings),
            fields=fields_of(fields),
            program=Program(str(said["program"])),
            kind=str(said["kind"]),
            encoding=str(said["encoding"]),
            separator=str(said["separator"]),
        )


def names_of(fields: Sequence[Field | None]) -> list[str]:
    """Meanings as codes; "" for a column that is left out."""
    return [field.value if field else "" for field in fields]


def fields_of(names: Sequence[str]) -> tuple[Field | None, ...]:
    """Codes as meanings; what is none is left out."""
    return tuple(Field(name) if name in list(Field) else None for name in names)
