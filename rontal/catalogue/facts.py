"""Record as plain data by field: the form that the history stores and the staff desk compares. No
Django.

The fields are those of `record.Record`; tuples become lists, so that JSON returns the data
unchanged.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any, Final

from records.codes import AgentKind, Audience, Scheme
from records.record import Credit, Number, Record

Facts = dict[str, Any]
Changes = dict[str, list[Any]]
"""Maps a field to its old and its new value."""
_List = Sequence[Any]
_Parts = Mapping[str, Any]
_TOGETHER: Final = (("age_from", "age_to"), ("series", "series_number"))
"""Pairs of fields merged together, because values of different versions may clash."""
FIELDS: Final = tuple(field.name for field in fields(Record))


def of(record: Record) -> Facts:
    """Returns a record as plain data."""
    plain: Facts = {name: getattr(record, name) for name in FIELDS}
    return plain | {
        "credits": [[c.name, c.sort_name, c.role, str(c.kind), c.dates] for c in record.credits],
        "subjects": list(record.subjects),
        "numbers": [[str(number.scheme), number.value] for number in record.numbers],
        "audience": str(record.audience),
        "accessibility": {name: list(values) for name, values in record.accessibility.items()},
    }


def record(facts: Mapping[str, Any]) -> Record:
    """Returns the record of plain data; missing fields get their default."""
    plain = {name: facts[name] for name in FIELDS if name in facts}
    if "credits" in plain:
        plain["credits"] = [_credit(*one) for one in plain["credits"]]
    if "numbers" in plain:
        plain["numbers"] = [Number(Scheme(scheme), value) for scheme, value in plain["numbers"]]
    if "audience" in plain:
        plain["audience"] = Audience(plain["audience"])
    return Record(**plain)


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Changes:
    """Returns the fields of `after` that differ from `before`, each with old and new value."""
    return {
        name: [before.get(name), after[name]]
        for name in after
        if _compared(name, before.get(name)) != _compared(name, after[name])
    }


def merged(base: Mapping[str, Any], theirs: Mapping[str, Any], typed: Mapping[str, Any]) -> Facts:
    """Returns a three-way merge: `base` as the form was opened, `theirs` as somebody else saved it,
    `typed` as this person entered it. Fields that this person edited stay, the others follow
    `theirs`. Subjects, numbers and accessibility metadata keep the edits of both."""
    mine, others = _touched(base, typed), _touched(base, theirs)
    facts = {name: typed[name] if name in mine else theirs.get(name) for name in typed}
    for name, join in _JOINED.items():
        if name in mine & others:
            facts[name] = join(base[name], theirs[name], typed[name])
    return facts


def clashes(
    base: Mapping[str, Any], theirs: Mapping[str, Any], typed: Mapping[str, Any]
) -> set[str]:
    """Returns the fields that both persons changed to different values, so that one value must be
    dropped. Fields with several entries clash only where both changed the same entry."""
    both = _touched(base, typed) & _touched(base, theirs) & changes(theirs, typed).keys()
    return {
        name
        for name in both
        if name not in _JOINED or _parted(base[name], theirs[name], typed[name])
    }


def gaps(own: Mapping[str, Any], other: Mapping[str, Any]) -> Facts:
    """Returns the fields that `other` has and `own` lacks. The two ages are taken together."""
    lacks = {name: value for name, value in other.items() if value and not own.get(name)}
    if own.get("language") == "und" and other.get("language") != "und":
        lacks["language"] = other["language"]
    if own.get("age_from") is not None or own.get("age_to") is not None:
        lacks.pop("age_from", None)
        lacks.pop("age_to", None)
    return lacks


def _touched(base: Mapping[str, Any], other: Mapping[str, Any]) -> set[str]:
    """Returns the fields that differ, each with its partner field (_TOGETHER)."""
    fields = set(changes(base, other))
    return fields.union(*(pair for pair in _TOGETHER if fields & set(pair)))


def _both_lists(base: _List, theirs: _List, typed: _List) -> list[Any]:
    """Returns `typed`, with the additions and without the removals of the other person."""
    remaining = [one for one in typed if one in theirs or one not in base]
    return remaining + [one for one in theirs if one not in base and one not in remaining]


def _both_parts(base: _Parts, theirs: _Parts, typed: _Parts) -> dict[str, Any]:
    """Returns the merged mapping: each entry as typed where changed, else as in `theirs`."""
    names = dict.fromkeys([*theirs, *typed])
    parts = {
        name: typed.get(name) if typed.get(name) != base.get(name) else theirs.get(name)
        for name in names
    }
    return {name: value for name, value in parts.items() if value}


def _parted(base: Any, theirs: Any, typed: Any) -> bool:
    """Returns True where both persons changed or removed the same entry."""
    if isinstance(base, Mapping):
        triples = ([part.get(name) for part in (base, theirs, typed)] for name in {*theirs, *typed})
        return any(was not in (other, mine) and other != mine for was, other, mine in triples)
    return any(one not in theirs and one not in typed for one in base)


_JOINED: Final[Mapping[str, Callable[[Any, Any, Any], Any]]] = {
    "subjects": _both_lists,
    "numbers": _both_lists,
    "accessibility": _both_parts,
}
"""Merge functions of fields with several entries, of which two people may each change some."""


def _credit(name: str, sort_name: str, role: str, kind: str, dates: str) -> Credit:
    return Credit(name, sort_name, role, AgentKind(kind), dates)


def _compared(name: str, value: Any) -> Any:
    """Returns a value in comparable form: numbers have no order; a sort name equal to the name is
    as good as none."""
    if name == "numbers" and value:
        return sorted(map(list, value))
    if name == "credits" and value:
        return [[one[0], one[1] or one[0], *one[2:]] for one in value]
    return value
