"""Translations: compiles them, and finds untranslated messages.

python -m rontal.config.translations            reports missing and unused messages
python -m rontal.config.translations --update   adds missing messages, removes unused ones
python -m rontal.config.translations --compile  writes the .mo files
"""

import argparse
import io
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from rontal.core import clock

APPS = Path(__file__).resolve().parents[1]
PO = Path("locale/id/LC_MESSAGES/django.po")
TEMPLATES = (".html", ".txt")
KEYWORDS = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "_": None,
}

Key = tuple[str, str | None]


@dataclass(frozen=True)
class Sentence:
    """Message in the sources: English text (two for a plural), context, and positions."""

    words: tuple[str, ...]
    context: str | None
    places: list[tuple[str, int]] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Identity of the message: text and context."""
        return (self.words[0], self.context)


@dataclass(frozen=True)
class Gap:
    """Message without a translation, or translation without a message."""

    app: str
    words: str
    why: str

    def __str__(self) -> str:
        return f"{self.app}: {self.why}: {self.words!r}"


def app_folders() -> list[Path]:
    return sorted(path.parent for path in APPS.glob("*/__init__.py"))


def sentences(app: Path) -> dict[Key, Sentence]:
    """Returns the messages in an app's Python sources and templates."""
    messages: dict[Key, Sentence] = {}
    for path in sorted(app.rglob("*")):
        if "migrations" in path.parts or "__pycache__" in path.parts:
            continue
        if path.suffix == ".py":
            parts = _from_python(path.read_bytes())
        elif path.suffix in TEMPLATES and "templates" in path.relative_to(app).parts:
            parts = _from_template(path)
        else:
            continue
        for line, words, context in parts:
            sentence = messages.setdefault((words[0], context), Sentence(words, context))
            sentence.places.append((str(path.relative_to(APPS.parent)), line))
    return messages


def missing() -> list[Gap]:
    """Returns messages without a valid Indonesian translation, and unused or conflicting ones."""
    gaps = []
    for app in app_folders():
        catalogue = _catalogue(app)
        used = sentences(app)
        for sentence in used.values():
            why = _fault(catalogue, sentence)
            if why:
                gaps.append(Gap(app.name, sentence.words[0], why))
        for message in catalogue:
            key = (_plural_forms(message.id)[0], message.context)
            if message.id and key not in used:
                gaps.append(Gap(app.name, key[0], "no longer used"))
    return gaps + divided()


def divided() -> list[Gap]:
    """Returns messages that two apps translate differently.

    For equal messages Django uses one app's translation everywhere.
    """
    known: dict[Key, tuple[str, tuple[str, ...]]] = {}
    gaps = []
    for app in app_folders():
        for message in _catalogue(app):
            translation = _plural_forms(message.string)
            if not message.id or not all(translation):
                continue
            key = (_plural_forms(message.id)[0], message.context)
            first, there = known.setdefault(key, (app.name, translation))
            if there != translation:
                gaps.append(Gap(app.name, key[0], f"translated otherwise than in {first}"))
    return gaps


def update() -> int:
    """Updates every app's .po file from its sources; returns the number of added messages."""
    return sum(_update(app) for app in app_folders())


def compile_all() -> int:
    """Writes every .mo file from its .po file; returns their number."""
    made = 0
    for source in sorted(APPS.glob("*/locale/*/LC_MESSAGES/*.po")):
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parents[1].name)
        part = source.with_suffix(f".mo.{os.getpid()}")
        with part.open("wb") as sink:
            write_mo(sink, catalogue)
        part.replace(source.with_suffix(".mo"))
        made += 1
    return made


def _from_python(source: bytes) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    for line, words, _, context in extract("python", io.BytesIO(source), KEYWORDS):
        parts = (words,) if isinstance(words, str) else tuple(words)
        yield line, parts, context


def _from_template(path: Path) -> Iterator[tuple[int, tuple[str, ...], str | None]]:
    from django.utils.translation import templatize

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    # Django keeps the template's indentation, which is invalid in Python.
    return _from_python("\n".join(line.lstrip() for line in code.splitlines()).encode())


def _catalogue(app: Path) -> Catalog:
    path = app / PO
    if not path.exists():
        return Catalog(locale="id", fuzzy=False)
    with path.open("rb") as text:
        return read_po(text, locale="id")


def _fault(catalogue: Catalog, sentence: Sentence) -> str | None:
    message = catalogue.get(sentence.words[0], sentence.context)
    if message is None:
        return "not in the translation file"
    if message.fuzzy:
        return "marked as fuzzy"
    translation = _plural_forms(message.string)
    if not all(translation):
        return "not translated"
    wrong = [str(error) for error in message.check(catalogue)]
    return wrong[0] if wrong else None


def _plural_forms(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (str(value or ""),)


def _update(app: Path) -> int:
    used = sentences(app)
    if not used and not (app / PO).exists():
        return 0
    old, new, added = _catalogue(app), Catalog(locale="id", fuzzy=False), 0
    new.header_comment = f"# Bahasa Indonesia of the app {app.name}."
    for key in sorted(used, key=lambda key: (key[0], key[1] or "")):
        sentence = used[key]
        known = old.get(sentence.words[0], sentence.context)
        words = sentence.words if len(sentence.words) > 1 else sentence.words[0]
        files = sorted({(place, 1) for place, _ in sentence.places})
        new.add(
            words,
            known.string if known else None,
            locations=files,
            flags=known.flags if known else (),
            context=sentence.context,
        )
        added += known is None
    new.creation_date = old.creation_date
    if (app / PO).exists() and _po_content(new) == (app / PO).read_bytes():
        return 0
    new.creation_date = clock.now()
    _write(app / PO, new)
    return added


def _po_content(catalogue: Catalog) -> bytes:
    sink = io.BytesIO()
    write_po(sink, catalogue, width=100, omit_header=False, include_lineno=False)
    return sink.getvalue()


def _write(path: Path, catalogue: Catalog) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".po.{os.getpid()}")
    part.write_bytes(_po_content(catalogue))
    part.replace(path)


def main() -> int:
    """Command line; returns 1 where a message is missing, unused or conflicting."""
    parser = argparse.ArgumentParser(prog="python -m rontal.config.translations")
    parser.add_argument("--update", action="store_true", help="bring the .po files in line")
    parser.add_argument("--compile", action="store_true", help="make the .mo files")
    chosen = parser.parse_args()
    if chosen.compile:
        print(f"{compile_all()} translation files are compiled")
        return 0
    if chosen.update:
        print(f"{update()} sentences are new")
    gaps = missing()
    for gap in gaps:
        print(gap, file=sys.stderr)
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
