"""Records as lines of JSON: how those lie that staff picked from another library, and how they are
handed from process to process. No Django."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from typing import IO, Any, Final

from rontal.catalogue.formats.item import Item, Problem
from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import AgentKind, Audience, Scheme

KIND: Final = "record"
"""The kind of such a file."""
_NAMES: Final = frozenset(one.name for one in fields(Record))


def to_json(record: Record) -> dict[str, Any]:
    """A record as JSON."""
    return asdict(record)


def from_json(said: dict[str, Any]) -> Record:
    """What `to_json` wrote; raises KeyError, TypeError, ValueError for something else."""
    facts = {name: value for name, value in said.items() if name in _NAMES}
    facts["credits"] = [
        Credit(**{**one, "kind": AgentKind(one["kind"])}) for one in facts.get("credits", ())
    ]
    facts["numbers"] = [
        Number(Scheme(one["scheme"]), one["value"]) for one in facts.get("numbers", ())
    ]
    facts["audience"] = Audience(facts.get("audience", Audience.EVERYONE))
    return Record(**facts)


def pack(records: Iterable[Record]) -> io.BytesIO:
    """A file of records."""
    lines = (json.dumps(to_json(record), ensure_ascii=False) for record in records)
    return io.BytesIO("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))


def items(source: IO[bytes], *, after: tuple[int, int] = (0, 0)) -> Iterator[Item]:
    """The records of such a file, as formats give those of others."""
    number, at = after
    source.seek(at)
    for line in source:
        number, at = number + 1, at + len(line)
        try:
            yield Item(number, at, from_json(json.loads(line)))
        except (KeyError, TypeError, ValueError):
            yield Item(number, at, None, Problem.BROKEN)
