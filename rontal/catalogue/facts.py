"""A record as plain data, field by field: what the history keeps and the desk compares. No Django.

The fields are those of `record.Record`; lists stay lists, so that the data goes through JSON
unchanged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final

from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import AgentKind, Audience, Scheme

Facts = dict[str, Any]
Changes = dict[str, list[Any]]
"""Field → what it was and what it is."""
FIELDS: Final = tuple(field.name for field in fields(Record))


def of(record: Record) -> Facts:
    """The record as data."""
    plain: Facts = {name: getattr(record, name) for name in FIELDS}
    return plain | {
        "credits": [[c.name, c.sort_name, c.role, str(c.kind), c.dates] for c in record.credits],
        "subjects": list(record.subjects),
        "numbers": [[str(number.scheme), number.value] for number in record.numbers],
        "audience": str(record.audience),
        "accessibility": {name: list(values) for name, values in record.accessibility.items()},
    }


def record(facts: Mapping[str, Any]) -> Record:
    """The record that the data tells; fields that it lacks are empty."""
    plain = {name: facts[name] for name in FIELDS if name in facts}
    if "credits" in plain:
        plain["credits"] = [_credit(*one) for one in plain["credits"]]
    if "numbers" in plain:
        plain["numbers"] = [Number(Scheme(scheme), value) for scheme, value in plain["numbers"]]
    if "audience" in plain:
        plain["audience"] = Audience(plain["audience"])
    return Record(**plain)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """The fields of `after` that differ, each with old and new."""
    return {
        name: [before.get(name), after[name]]
        for name in after
        if _compared(name, before.get(name)) != _compared(name, after[name])
    }


def merged(base: Mapping[str, Any], theirs: Mapping[str, Any], typed: Mapping[str, Any]) -> Facts:
    """What to show to whoever typed over `base` while somebody else made it `theirs`: what was
    typed stays, what was left alone follows the other."""
    kept = changes(base, typed)
    return {name: typed[name] if name in kept else theirs.get(name) for name in typed}


def before(now: Mapping[str, Any], said: Iterable[Changes]) -> Facts:
    """What a record was before these changes, the newest first."""
    found = dict(now)
    for change in said:
        found |= {name: old for name, (old, _new) in change.items() if name in found}
    return found


def gaps(own: Mapping[str, Any], other: Mapping[str, Any]) -> Facts:
    """What `other` knows and `own` does not say. Ages go together."""
    lacks = {name: value for name, value in other.items() if value and not own.get(name)}
    if own.get("language") == "und" and other.get("language") != "und":
        lacks["language"] = other["language"]
    if own.get("age_from") is not None or own.get("age_to") is not None:
        lacks.pop("age_from", None)
        lacks.pop("age_to", None)
    return lacks


def _credit(name: str, sort_name: str, role: str, kind: str, dates: str) -> Credit:
    return Credit(name, sort_name, role, AgentKind(kind), dates)


def _compared(name: str, value: Any) -> Any:
    """Numbers have no order; a sort name that repeats the name says nothing."""
    if name == "numbers" and value:
        return sorted(map(list, value))
    if name == "credits" and value:
        return [[one[0], one[1] or one[0], *one[2:]] for one in value]
    return value
