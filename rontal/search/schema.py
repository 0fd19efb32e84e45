"""Fields of the index, and the conversion of a title to a document.

    `words`  stems with weights: a word of the title counts four times, of people three,
             of subjects two, of series, publisher and description once. No positions.
    `exact`  words as written, with positions: for phrases, prefixes, and ranking of exact
             forms. Without the description.
    `tags`   values of filters: one letter and a value.

Nothing is stored: ids come from a fast field, texts from PostgreSQL. Words of unpublished titles
have the prefix HIDDEN, so that readers' searches need not filter by state.
"""

from pathlib import Path
from typing import Final

import tantivy

from records.codes import Audience, Format
from records.text import words
from rontal.catalogue.rules import class_number
from rontal.search import name_order
from rontal.search.fingerprint import fingerprint
from rontal.search.index_source import Entry
from rontal.search.words import STOP_WORDS, join_single_letters, stems

VERSION: Final = fingerprint("schema", "index_source", "words", "name_index", "name_order")
"""Version of the index; an index built by other rules or another engine version is rebuilt."""
SAMPLES: Final = 16
"""Number of samples of titles; facets of very large results are counted in one."""
HIDDEN: Final = "!"
FIRST: Final = "^"
"""Prefix of the first word of a title, with and without its article."""
YEAR_SPAN: Final = 1 << 20
DRAWER_BITS: Final = 10
AUDIENCES: Final = [audience.value for audience in Audience]
FORMATS: Final = [kind.value for kind in Format]
TONGUES: Final = (
    *("und", "id", "en", "jv", "su", "ban", "ms", "ar", "nl", "ja", "zh", "ko", "de", "fr", "es"),
    *("pt", "ru", "tr", "hi", "ta", "sa", "kaw", "min", "bug", "mad", "ace", "bjn", "sas", "tet"),
)
"""Languages with a number; filters on other languages use the slower path."""
_TITLE, _PEOPLE, _SUBJECTS = 4, 3, 2


def build() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", tokenizer_name="parted", index_option="freq")
    builder.add_text_field("exact", tokenizer_name="parted", index_option="position")
    builder.add_text_field("tags", tokenizer_name="parted", index_option="basic")
    builder.add_text_field("language", tokenizer_name="kept", fast=True, index_option="basic")
    builder.add_unsigned_field("id", fast=True)
    builder.add_unsigned_field("name", fast=True)
    builder.add_unsigned_field("added", fast=True)
    builder.add_unsigned_field("dated", fast=True)
    builder.add_unsigned_field("subject", fast=True)
    for name in ("audience", "format", "free", "tongue", "shelf"):
        builder.add_unsigned_field(name, fast=True)
    return builder.build()


def open_index(folder: Path | None, schema: tantivy.Schema) -> tantivy.Index:
    """Opens or creates the index in a folder; without a folder it is in memory."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    index = tantivy.Index(schema, str(folder) if folder else None)
    parted = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
    index.register_tokenizer("parted", parted)
    # This tokenizer yields nothing: the field is used only as a fast field, for counting.
    no_words = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex("\\x00")).build()
    whole = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build()
    index.register_tokenizer("kept", no_words)
    index.register_fast_field_tokenizer("kept", whole)
    return index


def document(entry: Entry) -> tantivy.Document:
    """Returns a title as a document of the index."""
    title = words(f"{entry.title} {entry.subtitle}")
    begins = dict.fromkeys(title[:1] + words(entry.sort_title)[:1])
    letters = join_single_letters(title)
    people = words(entry.agents) if entry.agents else []
    people += join_single_letters(people)
    subjects = words(entry.subjects) if entry.subjects else []
    rest = words(f"{entry.series or ''} {entry.series_number} {entry.publisher}")
    weighed = stems(title + letters) * _TITLE + stems(people) * _PEOPLE
    weighed += stems(subjects) * _SUBJECTS + stems(rest)
    if entry.description:
        weighed += set(stems(words(entry.description))).difference(STOP_WORDS)
    parts = [title, people, subjects, rest, letters, [FIRST + word for word in begins]]
    if entry.state != "public":
        weighed, parts = [HIDDEN + word for word in weighed], [_hidden(part) for part in parts]
    made = tantivy.Document()
    made.add_text("words", " ".join(weighed))
    for part in parts:
        if part:
            made.add_text("exact", " ".join(part))
    made.add_text("tags", " ".join(tags(entry)))
    made.add_unsigned("name", name_order.number(entry.sort_title))
    made.add_unsigned("id", entry.id)
    made.add_unsigned("added", (max(0, entry.added) // 3_600 << 20) | (entry.id & 0xFFFFF))
    made.add_unsigned("dated", max(0, entry.year or 0) * YEAR_SPAN + entry.id % YEAR_SPAN)
    for subject in entry.subject_ids or ():
        made.add_unsigned("subject", subject)
    made.add_unsigned("free", int(entry.free))
    made.add_text("language", entry.language)
    tongue = entry.language if entry.language in TONGUES else "und"
    made.add_unsigned("tongue", TONGUES.index(tongue))
    made.add_unsigned("shelf", place_on_shelf(class_number(entry.classification)))
    made.add_unsigned("audience", AUDIENCES.index(entry.audience))
    for kind in (entry.formats or "").split():
        made.add_unsigned("format", FORMATS.index(kind))
    return made


def tags(entry: Entry) -> list[str]:
    """Returns the tags by which filters select the title."""
    named = [f"l{entry.language}", f"a{entry.audience}", f"t{entry.state}"]
    named += [f"n{entry.id % SAMPLES}", drawer(entry.id)]
    named += [f"f{kind}" for kind in (entry.formats or "").split()]
    named += [f"s{subject}" for subject in entry.subject_ids or ()]
    named += [f"p{agent}" for agent in entry.agent_ids or ()]
    if entry.series_id:
        named.append(f"r{entry.series_id}")
    if entry.free:
        named.append("free")
    return named


def drawer(title_id: int) -> str:
    """Returns the tag that a group of 1024 ids shares, to find one of them faster."""
    return f"d{title_id >> DRAWER_BITS}"


def place_on_shelf(number: str) -> int:
    """Returns the value of the field `shelf`: the class number plus one, 0 where there is none. Of
    an Islamic classification only the first digit is known; it counts as its hundred."""
    return int(number.ljust(3, "0")) + 1 if number else 0


def _hidden(part: list[str]) -> list[str]:
    return [HIDDEN + word for word in part]
