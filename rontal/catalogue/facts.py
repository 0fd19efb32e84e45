"""A record as plain data, field by field: what the history keeps and the desk compares. No Django.

The fields are those of `record.Record`; lists stay lists, so that the data goes through JSON
unchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from rontal.catalogue.record import Credit, Number, Record
from rontal.catalogue.rules import AgentKind, Audience, Scheme

Facts = dict[str, Any]
Changes = dict[str, list[Any]]
"""Field → what it was and what it is."""
_List = Sequence[Any]
_Parts = Mapping[str, Any]
_TOGETHER: Final = (("age_from", "age_to"), ("series", "series_number"))
"""One of them as it was and the other as somebody else made it may be nonsense."""
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
    """What becomes of a record that was made `theirs` while somebody typed over `base`: what was
    typed stays, what was left alone follows the other. Of headings, numbers and what helps readers
    both are kept."""
    mine, others = _touched(base, typed), _touched(base, theirs)
    found = {name: typed[name] if name in mine else theirs.get(name) for name in typed}
    for name, join in _JOINED.items():
        if name in mine & others:
            found[name] = join(base[name], theirs[name], typed[name])
    return found


def clashes(
    base: Mapping[str, Any], theirs: Mapping[str, Any], typed: Mapping[str, Any]
) -> set[str]:
    """The fields of which the other and who typed say different things, so that one of them has to
    give way."""
    both = _touched(base, typed) & _touched(base, theirs) & changes(theirs, typed).keys()
    return {
        name
        for name in both
        if name not in _JOINED or _parted(base[name], theirs[name], typed[name])
    }


def gaps(own: Mapping[str, Any], other: Mapping[str, Any]) -> Facts:
    """What `other` knows and `own` does not say. Ages go together."""
    lacks = {name: value for name, value in other.items() if value and not own.get(name)}
    if own.get("language") == "und" and other.get("language") != "und":
        lacks["language"] = other["language"]
    if own.get("age_from") is not None or own.get("age_to") is not None:
        lacks.pop("age_from", None)
        lacks.pop("age_to", None)
    return lacks


def _touched(base: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """The fields that differ, with those that say nothing without them."""
    found = set(changes(base, other))
    return found.union(*(pair for pair in _TOGETHER if found & set(pair)))


def _both_lists(base: _List, theirs: _List, typed: _List) -> list[Any]:
    """What was typed, with what the other added and without what the other took away."""
    kept = [one for one in typed if one in theirs or one not in base]
    return kept + [one for one in theirs if one not in base and one not in kept]


def _both_parts(base: _Parts, theirs: _Parts, typed: _Parts) -> dict[str, Any]:
    """Part by part, what was typed, and else the other."""
    names = dict.fromkeys([*theirs, *typed])
    said = {
        name: typed.get(name) if typed.get(name) != base.get(name) else theirs.get(name)
        for name in names
    }
    return {name: value for name, value in said.items() if value}


def _parted(base: Any, theirs: Any, typed: Any) -> bool:
    """True where both changed or took away the same part."""
    if isinstance(base, Mapping):
        said = ([part.get(name) for part in (base, theirs, typed)] for name in {*theirs, *typed})
        return any(was not in (other, own) and other != own for was, other, own in said)
    return any(one not in theirs and one not in typed for one in base)


_JOINED: Final[Mapping[str, Callable[[Any, Any, Any], Any]]] = {
    "subjects": _both_lists,
    "numbers": _both_lists,
    "accessibility": _both_parts,
}
"""Fields of several parts, of which two people may each change one."""


def _credit(name: str, sort_name: str, role: str, kind: str, dates: str) -> Credit:
    return Credit(name, sort_name, role, AgentKind(kind), dates)


def _compared(name: str, value: Any) -> Any:
    """Numbers have no order; a sort name that repeats the name says nothing."""
    if name == "numbers" and value:
        return sorted(map(list, value))
    if name == "credits" and value:
        return [[one[0], one[1] or one[0], *one[2:]] for one in value]
    return value
