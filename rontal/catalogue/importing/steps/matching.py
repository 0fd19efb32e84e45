"""Matches a batch of records against the catalogue, in four statements for any batch size."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final, NamedTuple, Protocol

from django.db import connection

from records.codes import Scheme
from rontal.catalogue import source_identity
from rontal.catalogue.importing.kinds import Outcome
from rontal.catalogue.importing.steps import own_records
from rontal.catalogue.importing.steps.bulk_values import array
from rontal.catalogue.importing.steps.earlier_records import EarlierRecords
from rontal.catalogue.importing.steps.filling import WITHDRAWN
from rontal.catalogue.importing.steps.preparing import TELLING, Prepared

Number = tuple[str, str]

FRESH: Final = (Outcome.NEW, Outcome.PROPOSED)
"""Outcomes that create a title."""
_NUMBER: Final = r"(\d{1,3}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))\b"
"""Pattern of a number: up to three digits, or Roman numerals up to 39."""
_PART: Final = re.compile(rf"\b{_NUMBER}")
_VOLUME: Final = re.compile(
    rf"\b(?:vol(?:ume)?|jil(?:id)?|buku|bag(?:ian)?|part|kelas)\b[\s.:]*{_NUMBER}", re.IGNORECASE
)
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}
REPEATED: Final = "repeated"
_RANK: Final = {scheme.value: place for place, scheme in enumerate(TELLING)}
_ISBN: Final = Scheme.ISBN.value
# Forces index lookups: otherwise the planner reads whole tables while its statistics still show
# them as nearly empty.
_BY_KEYS: Final = """
SELECT set_config('enable_' || kind, 'off', true)
  FROM unnest('{seqscan,hashjoin,mergejoin}'::text[]) AS kind
"""
# A joined title counts as the title that it was joined to.
_OWN: Final = """
SELECT t.id, coalesce(o.id, t.id), coalesce(o.sort_title, t.sort_title)
  FROM catalogue_title t LEFT JOIN catalogue_title o ON o.id = t.joined_to_id
 WHERE t.id = ANY(%s::bigint[])
"""
_DIGESTS: Final = """
SELECT t.record_digest, coalesce(o.id, t.id), t.run_id, coalesce(o.state, t.state) = 'withdrawn'
  FROM catalogue_title t LEFT JOIN catalogue_title o ON o.id = t.joined_to_id
 WHERE t.record_digest = ANY(%s::bigint[]) ORDER BY t.id DESC
"""
_NUMBERS: Final = """
SELECT w.scheme, w.value, coalesce(o.id, t.id), coalesce(o.sort_title, t.sort_title),
       coalesce(o.edition, t.edition), t.run_id
  FROM unnest(%s::text[], %s::text[]) AS w (scheme, value)
  JOIN catalogue_identifier i ON i.value = w.value AND i.scheme = w.scheme
  JOIN catalogue_title t ON t.id = i.title_id
  LEFT JOIN catalogue_title o ON o.id = t.joined_to_id ORDER BY t.id
"""
_MATCHES: Final = """
SELECT t.match_key, t.id, (SELECT true FROM catalogue_identifier i
                            WHERE i.title_id = t.id AND i.scheme = 'isbn' LIMIT 1) IS NOT NULL
  FROM catalogue_title t
 WHERE t.match_key = ANY(%s::bigint[]) AND t.state <> 'joined' ORDER BY t.id DESC
"""


class Verdict(NamedTuple):
    """Decision about a record. It concerns an existing title (`title`), or an earlier record of the
    batch (`twin`, its index)."""

    outcome: Outcome
    title: int | None = None
    twin: int | None = None
    codes: tuple[str, ...] = ()


class _Hit(NamedTuple):
    """Match: an existing title, or an earlier record of the batch. Only the fields that the lookup
    needs are filled. `run` is the import that created the title."""

    title: int | None = None
    twin: int | None = None
    sort_title: str = ""
    has_isbn: bool = False
    edition: str = ""
    run: int | None = None
    withdrawn: bool = False


@dataclass(slots=True)
class _Known:
    """Existing titles by their matching keys; new ones of the batch are added."""

    own: dict[int, _Hit] = field(default_factory=dict)
    digests: dict[int, _Hit] = field(default_factory=dict)
    numbers: dict[Number, list[_Hit]] = field(default_factory=dict)
    matches: dict[int, _Hit] = field(default_factory=dict)

    def add(self, one: Prepared, numbers: Sequence[Number], place: int) -> None:
        edition = one.edition if numbers else ""
        hit = _Hit(None, place, one.folded, _has_isbn(numbers), edition)
        self.digests.setdefault(one.digest, hit)
        for number in numbers:
            self.numbers.setdefault(number, []).append(hit)
        if one.match is not None:
            self.matches.setdefault(one.match, hit)


def verdicts(
    batch: Sequence[Prepared],
    *,
    earlier: EarlierRecords | None = None,
    books: bool = False,
    run: int | None = None,
    overwrite: bool = False,
) -> list[Verdict]:
    """Returns the verdict on each record of the import `run`. `earlier`, of a dry run, also knows
    earlier records of the file, which were not written. For `books` equal metadata without a number
    is not enough to be the same edition, because the contents differ. With `overwrite` an unchanged
    record is also matched to its title, which staff may have changed since."""
    numbers_by_record = [identifying_numbers(one) for one in batch]
    sources = source_identity.sources()
    ours = [own_records.titles(one.numbers, sources) for one in batch]
    known = _load_known(batch, numbers_by_record, ours)
    results = []
    for place, (one, numbers) in enumerate(zip(batch, numbers_by_record, strict=True)):
        itself = _own_title_verdict(one, ours[place], known)
        verdict, hit = itself or _verdict(one, numbers, known, earlier, books)
        if hit is not None and (hit.twin is not None or (run is not None and hit.run == run)):
            verdict = verdict._replace(codes=(*verdict.codes, REPEATED))
        if overwrite and verdict.outcome is Outcome.SAME and verdict.title is not None:
            verdict = verdict._replace(outcome=Outcome.JOINED)
        if verdict.outcome in FRESH:
            known.add(one, numbers, place)
            if earlier is not None:
                earlier.add(one.digest, numbers)
        results.append(verdict)
    return results


def identifying_numbers(one: Prepared) -> list[Number]:
    """Returns the numbers that identify one edition, most reliable first; a control number without
    a source identifies nothing."""
    numbers = [
        (scheme, value)
        for scheme, value in one.numbers
        if scheme in _RANK and not (scheme == "control" and value.startswith(":"))
    ]
    return sorted(numbers, key=_rank) if len(numbers) > 1 else numbers


def _rank(number: Number) -> int:
    return _RANK[number[0]]


def are_similar(one: str, other: str) -> bool:
    """Returns True where two folded titles share half the words of the shorter one and do not
    number different parts of a work: many catalogues give "kelas x" and "kelas xi" the same
    ISBN."""
    parts = [sorted(map(_value, _PART.findall(title))) for title in (one, other)]
    if all(parts) and parts[0] != parts[1]:
        return False
    if one.startswith(other) or other.startswith(one):
        return True
    left, right = set(one.split()), set(other.split())
    return 2 * len(left & right) >= max(1, min(len(left), len(right)))


def _own_title_verdict(
    one: Prepared, ours: Mapping[int, bool], known: _Known
) -> tuple[Verdict, _Hit | None] | None:
    """Returns a verdict where a record names a title of this library as its own. Where its source
    may be another library, the titles must be similar as well."""
    for number, surely in ours.items():
        hit = known.own.get(number)
        if hit and (surely or are_similar(one.folded, hit.sort_title)):
            return Verdict(Outcome.JOINED, hit.title, codes=tuple(one.remarks)), hit
    return None


def _verdict(
    one: Prepared,
    numbers: Sequence[Number],
    known: _Known,
    earlier: EarlierRecords | None,
    books: bool,
) -> tuple[Verdict, _Hit | None]:
    """Returns the verdict on a record, and the match where it is the same edition."""
    remarks = tuple(one.remarks)
    if one.problem:
        return Verdict(Outcome.WRONG, codes=(one.problem, *remarks)), None
    if same := known.digests.get(one.digest):
        if not books or numbers:
            codes_of_same = (WITHDRAWN,) if same.withdrawn else ()
            return Verdict(Outcome.SAME, same.title, same.twin, codes_of_same), same
        codes = ("looks_like_another", *remarks)
        return Verdict(Outcome.PROPOSED, same.title, same.twin, codes), None
    conflict = None
    for number in numbers:
        for hit in known.numbers.get(number, ()):
            if _is_same(number[0], one, hit):
                return Verdict(Outcome.JOINED, hit.title, hit.twin, remarks), hit
            conflict = conflict or (hit if number[0] != Scheme.EPUB else None)
    if conflict:
        codes = ("number_of_another", *remarks)
        return Verdict(Outcome.PROPOSED, conflict.title, conflict.twin, codes), None
    like = known.matches.get(one.match) if one.match is not None else None
    if like and not (like.has_isbn and _has_isbn(numbers)):
        codes = ("looks_like_another", *remarks)
        return Verdict(Outcome.PROPOSED, like.title, like.twin, codes), None
    if earlier is not None and (before := earlier.knows(one.digest, numbers)):
        return Verdict(before, codes=(REPEATED, *remarks)), None
    return Verdict(Outcome.NEW, codes=remarks), None


def _is_same(scheme: str, one: Prepared, hit: _Hit) -> bool:
    """Returns True where a shared number means the same edition. Programs give many books the same
    EPUB identifier, so that it counts only with an equal title."""
    if scheme == Scheme.EPUB:
        return one.folded == hit.sort_title
    if not are_similar(one.folded, hit.sort_title):
        return False
    volumes = _volume(one.edition), _volume(hit.edition)
    return None in volumes or volumes[0] == volumes[1]


def _volume(edition: str) -> int | None:
    """Returns the volume number in an edition statement: 3 for "Vol. 3"."""
    match = _VOLUME.search(edition)
    return _value(match[1]) if match else None


def _value(number: str) -> int:
    """Returns the value of a number in digits or Roman numerals."""
    if number.isdigit():
        return int(number)
    worth = [_ROMAN[letter] for letter in number.lower()]
    smaller = sum(one for one, after in pairwise(worth) if one < after)
    return sum(worth) - 2 * smaller


def _has_isbn(numbers: Sequence[Number]) -> bool:
    return _ISBN in [scheme for scheme, _value in numbers]


def _load_known(
    batch: Sequence[Prepared],
    numbers_by_record: Sequence[Sequence[Number]],
    ours: Iterable[Mapping[int, bool]],
) -> _Known:
    """Loads existing titles for a batch. Records that exist unchanged are not looked up further."""
    known = _Known()
    with connection.cursor() as cursor:
        cursor.execute(_BY_KEYS)
        if named := {number for one in ours for number in one}:
            cursor.execute(_OWN, [array(named)])
            known.own = {
                key: _Hit(title, sort_title=name) for key, title, name in cursor.fetchall()
            }
        cursor.execute(_DIGESTS, [array(one.digest for one in batch if not one.problem)])
        known.digests = {
            key: _Hit(title, run=run, withdrawn=withdrawn)
            for key, title, run, withdrawn in cursor.fetchall()
        }
        new = [place for place, one in enumerate(batch) if one.digest not in known.digests]
        if numbers := {number for place in new for number in numbers_by_record[place]}:
            cursor.execute(_NUMBERS, [array(column) for column in zip(*numbers, strict=True)])
            for scheme, value, title, sort_title, edition, run in cursor.fetchall():
                hit = _Hit(title, sort_title=sort_title, edition=edition, run=run)
                known.numbers.setdefault((scheme, value), []).append(hit)
        if matches := {key for place in new if (key := batch[place].match) is not None}:
            cursor.execute(_MATCHES, [array(matches)])
            known.matches = {
                key: _Hit(title, has_isbn=isbn) for key, title, isbn in cursor.fetchall()
            }
    return known


class Judged(Protocol):
    """Anything with an outcome."""

    @property
    def outcome(self) -> Outcome: ...


def outcome_counts(judged: Iterable[Judged]) -> Mapping[str, int]:
    """Returns the number of items per outcome."""
    counts = Counter(verdict.outcome for verdict in judged)
    return {outcome.value: count for outcome, count in counts.items()}


def add_counts(counts: Mapping[str, Any], more: Mapping[str, int]) -> dict[str, int]:
    """Returns the sum of two counts."""
    keys = [*counts, *(key for key in more if key not in counts)]
    return {key: int(counts.get(key, 0)) + more.get(key, 0) for key in keys}
