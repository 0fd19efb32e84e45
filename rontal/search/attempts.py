"""Attempts to answer a query, from the strictest interpretation to the widest. No Django."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tantivy import Query

from rontal.search import corrections, spelling
from rontal.search.query_parser import ParsedQuery
from rontal.search.terms import ORDERED, RARE, Terms, all_of, any_of

MAX_LOOSE: Final = 400_000
MAX_WORDS: Final = 4
"""Most words of a query that are corrected."""
MAX_DOUBTED: Final = 2
ALIKE, IN_TITLES = 1_500, 1_000_000
"""Most words with a common prefix that are compared, and most titles they may have."""
FEW, MORE = 2, 2
"""Number of results that counts as few, and the factor by which a correction must find more."""
TELLING: Final = 6
"""Least number of letters of a word that is not another word by chance."""
COMMONER: Final = 20


@dataclass(frozen=True)
class Attempt:
    """One attempt: a query, its words, the corrected text, `loosened` where not all words must
    match as typed, and `corrected` where the corrected text is searched."""

    query: Query
    words: Sequence[str]
    meant: str = ""
    loosened: bool = False
    corrected: bool = False
    alone: int = 0
    """Number of titles with the word where the query is a single word, else 0."""


class Attempts:
    """Iterator over attempts: words as typed, prefixes, corrected words, some of the words."""

    def __init__(self, parsed: ParsedQuery, terms: Terms) -> None:
        self._parsed, self._terms, self._required = parsed, terms, parsed.required
        self._phrases = [terms.phrase(phrase) for phrase in parsed.phrases]

    def __iter__(self) -> Iterator[Attempt]:
        if self._parsed.is_empty:
            yield Attempt(Query.all_query(), [])
            return
        strict = self._strict()
        if strict is not None:
            alone = (
                0
                if self._phrases or self._parsed.beginnings
                else self._count_single_word(self._required)
            )
            yield Attempt(all_of([*self._phrases, *strict]), self._required, alone=alone)
        wide = self._prefix_queries()
        if self._required and all(wide.get(word) for word in self._required):
            query = self._terms.combine_prefix_queries(list(wide.values()), self._parsed.words)
            yield Attempt(all_of([*self._phrases, query]), self._required)
        shortened = self._parsed.without_question_words()
        if shortened is not None:
            yield from Attempts(shortened, self._terms)
        unknown = [word for word in self._required if word not in wide]
        anew = {word: self._guesses(word, self._alike) for word in unknown[:MAX_WORDS]}
        meant = self._corrected(anew, wide) if len(anew) == len(unknown) else None
        if meant is not None:
            yield meant
        yield from self._partial_attempts(anew)

    def better_query(self, narrowed: Sequence[Query], total: int) -> str:
        """Returns a correction for a query with few results, "" where none finds more."""
        if total > FEW or self._phrases or self._parsed.beginnings:
            return ""
        read = self._typos_undone()
        words = [read.get(word, word) for word in self._required]
        if read and all(map(self._terms.written, words)):
            query = all_of([self._terms.words(words), *narrowed])
            if self._terms.count(query) > MORE * total:
                return " ".join(read.get(word, word) for word in self._parsed.words)
        return ""

    def _strict(self) -> list[Query] | None:
        """Returns queries for the words as typed; None where one of them is in no title."""
        begins = self._parsed.beginnings
        whole = [word for word in self._required if word not in begins]
        begun = [self._terms.beginning(word) for word in self._required if word in begins]
        if not all(map(self._terms.known, whole)) or not all(begun):
            return None
        typed = [word for word in self._parsed.words if word not in begins]
        return [*([self._terms.words(whole, typed)] if whole else []), *filter(None, begun)]

    def _prefix_queries(self) -> dict[str, Query]:
        """Returns a prefix query for each word that is a prefix of any indexed word."""
        begun = {word: self._terms.beginning(word) for word in self._required if len(word) > 1}
        return {word: query for word, query in begun.items() if query is not None}

    def _corrected(
        self, anew: Mapping[str, Sequence[spelling.Guess]], wide: Mapping[str, Query]
    ) -> Attempt | None:
        """Returns an attempt with the likeliest correction that any title matches. `anew` has
        guesses for words that no title has."""
        if self._parsed.beginnings:
            return None
        read = corrections.readings(self._parsed.words, anew, self._terms.written)
        attempt = next(filter(None, (self._attempt_for_reading(one, wide) for one in read)), None)
        if attempt is not None or not all(anew.values()):
            return attempt
        doubted = {word: self._guesses(word, None) for word in self._possible_typos(anew)}
        doubts = corrections.readings_of_known_words(read, doubted)
        return next(filter(None, (self._attempt_for_reading(one, wide) for one in doubts)), None)

    def _attempt_for_reading(
        self, reading: corrections.Reading, wide: Mapping[str, Query]
    ) -> Attempt | None:
        """Returns the attempt for one reading of the query; None where no title matches."""
        words = list(dict.fromkeys(reading.of(self._required)))
        known = [word for word in words if self._terms.known(word)]
        others = [wide[word] for word in words if word not in known and word in wide]
        others += self._phrases
        count = self._count_together(known, others)
        if not count:
            return None
        text = reading.of(self._parsed.words)
        typed = text if count <= ORDERED else ()
        sure = [self._terms.words(known, typed)] if known else []
        alone = 0 if others else self._count_single_word(known)
        query, meant = all_of([*sure, *others]), " ".join(text)
        return Attempt(query, text, meant, loosened=True, corrected=True, alone=alone)

    def _count_together(self, known: Sequence[str], others: Sequence[Query]) -> int:
        """Returns the number of titles that match all of it. For two common words it returns the
        count of the rarer one: an exact count would take as long as the search."""
        if known and not others:
            rarest = min(map(self._terms.known, known))
            if len(known) == 1 or len(known) == 2 and rarest > RARE:
                return rarest
        fits = [*map(self._terms.stemmed, known), *others]
        return self._terms.count(all_of(fits)) if fits else 0

    def _possible_typos(self, unknown: Mapping[str, object]) -> list[str]:
        """Returns the rarest of several known words, as candidates for a typo: a typo that is
        itself a word is rarely a common one."""
        if len(self._required) < 2:
            return []
        others = [word for word in self._required if word not in unknown]
        return sorted(others, key=self._terms.known)[:MAX_DOUBTED]

    def _partial_attempts(self, anew: Mapping[str, Sequence[spelling.Guess]]) -> Iterator[Attempt]:
        """Yields an attempt with all words that are in the index, then with all of them but one."""
        meant = {word: spelling.first_word(guesses) for word, guesses in anew.items()}
        words = [meant.get(word, word) for word in self._required]
        there = [word for word in words if word and self._terms.known(word)]
        if not there:
            return
        text = " ".join(there) if any(meant.values()) else ""
        if len(there) < len(self._required):
            alone = self._count_single_word(there)
            yield Attempt(self._terms.words(there), there, text, loosened=True, alone=alone)
        if len(there) > 1 and sum(map(self._terms.known, there)) < MAX_LOOSE:
            # The rarest word leads in each of these queries; counting a union of all words takes
            # twice as long, because it reads the whole list of the most common one.
            but_one = [self._terms.words(there[:at] + there[at + 1 :]) for at in range(len(there))]
            yield Attempt(any_of(but_one), there, text, loosened=True)

    def _count_single_word(self, words: Sequence[str]) -> int:
        one = len(words) == 1 and not self._terms.hidden
        return self._terms.known(words[0]) if one else 0

    def _typos_undone(self) -> dict[str, str]:
        """Returns replacements for rare words: much more common words that differ by one typo."""
        undone = {}
        for word in self._parsed.words[:MAX_WORDS]:
            titles_with_word = self._terms.known(word)
            if len(word) >= TELLING and titles_with_word <= FEW:
                other = spelling.correct(word, self._terms.written)
                if other and self._terms.written(other) > COMMONER * max(1, titles_with_word):
                    undone[word] = other
        return undone

    def _guesses(self, word: str, alike: spelling.SoundalikeLookup | None) -> list[spelling.Guess]:
        shortest = spelling.MIN_LENGTH - (len(self._required) > 1)
        return spelling.guesses(word, self._terms.written, alike, shortest)

    def _alike(self, start: str) -> list[str]:
        return self._terms.expanded(start, ALIKE, IN_TITLES)
