"""Layout of an imported table, and its JSON form in the database."""

from collections.abc import Sequence
from dataclasses import dataclass

from records.tables import Line, Shape
from rontal.membership.importing.rules.columns import Columns, Field, Program


@dataclass(frozen=True)
class Layout:
    """Layout of a table. `heading` is the number of the row with the headings, 0 for none; `fields`
    is the meaning of each column, None for a column that is left out.
    """

    heading: int
    headings: tuple[str, ...]
    fields: tuple[Field | None, ...]
    program: Program
    kind: str
    encoding: str
    separator: str

    @classmethod
    def of(cls, columns: Columns, sample: Sequence[Line], shape: Shape) -> "Layout":
        """Creates the layout of a table whose first rows are `sample`."""
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
        """Returns the layout as JSON for `Import.columns`."""
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
    def from_json(cls, data: dict[str, object]) -> "Layout":
        """Builds a layout from the JSON of `to_json`."""
        headings, fields = data["headings"], data["fields"]
        assert isinstance(headings, list)
        assert isinstance(fields, list)
        return cls(
            heading=int(str(data["heading"])),
            headings=tuple(str(one) for one in headings),
            fields=fields_of(fields),
            program=Program(str(data["program"])),
            kind=str(data["kind"]),
            encoding=str(data["encoding"]),
            separator=str(data["separator"]),
        )


def names_of(fields: Sequence[Field | None]) -> list[str]:
    """Returns the codes of columns' meanings; "" for a column that is left out."""
    return [field.value if field else "" for field in fields]


def fields_of(names: Sequence[str]) -> tuple[Field | None, ...]:
    """Returns the meanings for codes; None for an unknown code."""
    return tuple(Field(name) if name in list(Field) else None for name in names)
