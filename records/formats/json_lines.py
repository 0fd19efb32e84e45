"""Records as lines of JSON: the stored form of records picked from another library, and the form in
which processes exchange records."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import IO, Any, Final

from records.codes import AgentKind, Audience, Scheme
from records.formats.item import Item, Problem
from records.record import Credit, Number, Record

KIND: Final = "record"
"""Name of this format beside those of `Kind`."""
_NAMES: Final = frozenset(one.name for one in fields(Record))


def to_json(record: Record) -> dict[str, Any]:
    return asdict(record)


def from_json(stored: dict[str, Any]) -> Record:
    """Reads what `to_json` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    facts = {name: value for name, value in stored.items() if name in _NAMES}
    facts["credits"] = [
        Credit(**{**one, "kind": AgentKind(one["kind"])}) for one in facts.get("credits", ())
    ]
    facts["numbers"] = [
        Number(Scheme(one["scheme"]), one["value"]) for one in facts.get("numbers", ())
    ]
    facts["audience"] = Audience(facts.get("audience", Audience.EVERYONE))
    return Record(**facts)


def lines(records: Iterable[Record]) -> Iterator[bytes]:
    for record in records:
        line = json.dumps(to_json(record), ensure_ascii=False)
        yield f"{line}\n".encode("utf-8", "replace")


def pack(records: Iterable[Record]) -> io.BytesIO:
    return io.BytesIO(b"".join(lines(records)))


def items(source: IO[bytes], *, after: tuple[int, int] = (0, 0)) -> Iterator[Item]:
    """Yields the records of such a file as items; broken lines become items with a problem."""
    number, at = after
    source.seek(at)
    for line in source:
        number, at = number + 1, at + len(line)
        try:
            yield Item(number, at, from_json(json.loads(line)))
        except (KeyError, TypeError, ValueError):
            yield Item(number, at, None, Problem.BROKEN)
