"""What the catalogue has of a batch of records already: asked in three statements, whatever the
batch holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from django.db import connection

from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.steps.preparing import TELLING, Prepared
from rontal.catalogue.importing.steps.seen import Seen
from rontal.catalogue.rules import Scheme

Number = tuple[str, str]

# Of a title that was joined to another, that one counts.
_TITLE: Final = """
coalesce(o.id, t.id), coalesce(o.sort_title, t.sort_title),
EXISTS (SELECT FROM catalogue_identifier x
         WHERE x.title_id = coalesce(o.id, t.id) AND x.scheme = 'isbn')
"""
_OTHER: Final = "LEFT JOIN catalogue_title o ON o.id = t.joined_to_id"
_DIGESTS: Final = f"""
SELECT t.record_digest, {_TITLE} FROM catalogue_title t {_OTHER}
 WHERE t.record_digest = ANY(%s) ORDER BY t.id DESC
"""  # noqa: S608
_NUMBERS: Final = f"""
SELECT w.scheme, w.value, {_TITLE}
  FROM unnest(%s::text[], %s::text[]) AS w (scheme, value)
  JOIN catalogue_identifier i ON i.value = w.value AND i.scheme = w.scheme
  JOIN catalogue_title t ON t.id = i.title_id {_OTHER} ORDER BY t.id
"""  # noqa: S608
_MATCHES: Final = f"""
SELECT t.match_key, {_TITLE} FROM catalogue_title t {_OTHER}
 WHERE t.match_key = ANY(%s) AND t.state <> 'joined' ORDER BY t.id DESC
"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a record: with which title (`title`), or which record before it in the batch
    (`twin`, its place), it has to do."""

    outcome: Outcome
    title: int | None = None
    twin: int | None = None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Hit:
    """A title that is there, or a record before in the batch."""

    sort_title: str
    has_isbn: bool
    title: int | None = None
    twin: int | None = None


@dataclass(slots=True)
class _Known:
    """What is there, by what tells it; records that become titles are added as they are judged."""

    digests: dict[int, _Hit] = field(default_factory=dict)
    numbers: dict[Number, list[_Hit]] = field(default_factory=dict)
    matches: dict[int, _Hit] = field(default_factory=dict)

    def add(self, one: Prepared, place: int) -> None:
        hit = _Hit(one.folded, _has_isbn(one), twin=place)
        self.digests.setdefault(one.digest, hit)
        for number in telling(one):
            self.numbers.setdefault(number, []).append(hit)
        if one.match is not None:
            self.matches.setdefault(one.match, hit)


def verdicts(
    batch: Sequence[Prepared], *, seen: Seen | None = None, books: bool = False
) -> list[Verdict]:
    """What becomes of each record. With `seen`, that of a dry run, also what came before in the
    file is known, though it was not written. Of `books` the content is another one: two that say
    the same of themselves, and no number, need not be one edition."""
    known = _asked(batch)
    found = []
    for place, one in enumerate(batch):
        verdict = _judge(one, known, seen, books)
        if verdict.outcome in (Outcome.NEW, Outcome.PROPOSED):
            known.add(one, place)
            if seen is not None:
                seen.add(one.digest, telling(one))
        found.append(verdict)
    return found


def telling(one: Prepared) -> list[Number]:
    """The numbers that one edition alone has, the surest first; a control number that does not
    say whose it is tells nothing."""
    return [
        (scheme, value)
        for wanted in TELLING
        for scheme, value in one.numbers
        if scheme == wanted and not (scheme == Scheme.CONTROL and value.startswith(":"))
    ]


def alike(one: str, other: str) -> bool:
    """True where two folded titles share half of the words of the shorter."""
    if one.startswith(other) or other.startswith(one):
        return True
    left, right = set(one.split()), set(other.split())
    return 2 * len(left & right) >= max(1, min(len(left), len(right)))


def _judge(one: Prepared, known: _Known, seen: Seen | None, books: bool) -> Verdict:
    remarks = tuple(one.remarks)
    if one.problem:
        return Verdict(Outcome.WRONG, codes=(one.problem, *remarks))
    if same := known.digests.get(one.digest):
        if not books or telling(one):
            return Verdict(Outcome.SAME, same.title, same.twin)
        codes = ("looks_like_another", *remarks)
        return Verdict(Outcome.PROPOSED, same.title, same.twin, codes)
    conflict = None
    for number in telling(one):
        for hit in known.numbers.get(number, ()):
            if _is_same(number[0], one.folded, hit.sort_title):
                return Verdict(Outcome.JOINED, hit.title, hit.twin, remarks)
            conflict = conflict or (hit if number[0] != Scheme.EPUB else None)
    if conflict:
        codes = ("number_of_another", *remarks)
        return Verdict(Outcome.PROPOSED, conflict.title, conflict.twin, codes)
    like = known.matches.get(one.match) if one.match is not None else None
    if like and not (like.has_isbn and _has_isbn(one)):
        return Verdict(Outcome.PROPOSED, like.title, like.twin, ("looks_like_another", *remarks))
    if seen is not None and (before := seen.knows(one.digest, telling(one))):
        return Verdict(before, codes=("repeated", *remarks))
    return Verdict(Outcome.NEW, codes=remarks)


def _is_same(scheme: str, one: str, other: str) -> bool:
    """Programs give many books one EPUB identifier: it says something only with the same title."""
    return one == other if scheme == Scheme.EPUB else alike(one, other)


def _has_isbn(one: Prepared) -> bool:
    return any(scheme == Scheme.ISBN for scheme, _value in one.numbers)


def _asked(batch: Sequence[Prepared]) -> _Known:
    sound = [one for one in batch if not one.problem]
    known = _Known()
    numbers = {number for one in sound for number in telling(one)}
    matches = {one.match for one in sound if one.match is not None}
    with connection.cursor() as cursor:
        cursor.execute(_DIGESTS, [[one.digest for one in sound]])
        known.digests = {key: _hit(*found) for key, *found in cursor.fetchall()}
        if numbers:
            cursor.execute(_NUMBERS, _columns(numbers))
            for scheme, value, *found in cursor.fetchall():
                known.numbers.setdefault((scheme, value), []).append(_hit(*found))
        if matches:
            cursor.execute(_MATCHES, [list(matches)])
            known.matches = {key: _hit(*found) for key, *found in cursor.fetchall()}
    return known


def _columns(numbers: Iterable[Number]) -> list[list[str]]:
    schemes, values = zip(*numbers, strict=True)
    return [list(schemes), list(values)]


def _hit(title: int, sort_title: str, has_isbn: bool) -> _Hit:
    return _Hit(sort_title, has_isbn, title=title)


class Judged(Protocol):
    """Whatever has an outcome."""

    @property
    def outcome(self) -> Outcome: ...


def counted(found: Iterable[Judged]) -> Mapping[str, int]:
    """How many had which outcome."""
    counts: dict[str, int] = {}
    for verdict in found:
        counts[verdict.outcome.value] = counts.get(verdict.outcome.value, 0) + 1
    return counts


def added(counts: Mapping[str, Any], more: Mapping[str, int]) -> dict[str, int]:
    """The sum of two counts."""
    keys = [*counts, *(key for key in more if key not in counts)]
    return {key: int(counts.get(key, 0)) + more.get(key, 0) for key in keys}
