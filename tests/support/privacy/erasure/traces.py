"""Search for a person's traces in everything that the library stores.

Tables and columns are found by introspection, files by walking the home folder. Sealed values and
files are opened. Hashes of what the person typed count as traces, too.
"""

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection

from rontal.accounts import second_factors, sessions
from rontal.core import erasures, sealing
from rontal.core.errors import SealBroken
from rontal.core.fields import SealedJSONField
from rontal.desk.views import members

DATABASE = "postgres"
"""Folder of the embedded database's own files below the home: its tables are read by SQL."""
FILES = (erasures.CONTEXT,)
"""Contexts of values that are sealed in files."""
BASE64 = re.compile(rb"[A-Za-z0-9+/]{40,}={0,2}")
SEALED = re.compile(rb"UlYx[A-Za-z0-9+/]{40,}={0,2}")
"""A sealed value ("RV1") in Base64, also behind a letter of something else."""
COLUMNS = """
SELECT table_name, column_name FROM information_schema.columns
JOIN information_schema.tables USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
ORDER BY table_name, ordinal_position
"""


@dataclass
class Traces:
    """Marks of one person, and where they are found."""

    words: tuple[str, ...]
    addresses: tuple[str, ...] = ()
    hashes: dict[bytes, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for address in self.addresses:
            self.hashes[hashlib.sha256(address.encode()).digest()] = "rate limits of allauth"

    def record_hashes(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Notes every keyed hash of a value with a mark, until the end of the test."""
        real = sealing._keyed_hash

        def recorded(key: str, value: str, purpose: str) -> bytes:
            digest = real(key, value, purpose)
            if any(word in value.lower() for word in self.words):
                self.hashes[digest] = purpose
            return digest

        monkeypatch.setattr(sealing, "_keyed_hash", recorded)

    def everywhere(self) -> set[str]:
        """Returns the places with a mark: "table.column", "file …", "cache"."""
        return {*self.in_tables(), *self.in_files(), *self.in_caches()}

    def in_tables(self) -> Iterator[str]:
        """Yields "table.column" for every column that has a mark in a row."""
        contexts = _contexts()
        with connection.cursor() as cursor:
            cursor.execute(COLUMNS)
            for table, column in cursor.fetchall():
                cursor.execute(f'SELECT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
                own = contexts.get((table, column), ())
                if any(self.marks(_bytes_of(value), own) for (value,) in cursor.fetchall()):
                    yield f"{table}.{column}"

    def in_files(self) -> Iterator[str]:
        """Yields "file …" for every file below the home with a mark in its name or content."""
        home = Path(settings.HOME)
        for path in home.rglob("*"):
            inside = path.relative_to(home)
            if inside.parts[0] == DATABASE or not path.is_file():
                continue
            if self.marks(str(inside).encode()) or self.marks(_plain_file(path), FILES):
                yield f"file {inside}"

    def in_caches(self) -> Iterator[str]:
        """Yields "cache" if a mark is in the caches in memory."""
        if self.marks(repr(vars(caches["memory"])).encode()):
            yield "cache"

    def marks(self, raw: bytes, contexts: Iterable[str] = ()) -> bool:
        """Says whether bytes, or what is sealed in them, have a mark or its hash."""
        layers = [raw, *_unsealed(raw, contexts)]
        texts = [layer.lower() for layer in layers]
        if any(word.encode() in text for text in texts for word in self.words):
            return True
        digests = [form for one in self.hashes for form in (one, one.hex().encode())]
        return any(digest in layer for layer in layers for digest in digests)


def _contexts() -> dict[tuple[str, str], tuple[str, ...]]:
    """Maps (table, column) to the contexts of what is sealed in it."""
    sealed = {
        (model._meta.db_table, str(one.column)): (one.context,)
        for model in apps.get_models()
        for one in model._meta.concrete_fields
        if isinstance(one, SealedJSONField)
    }
    keys = Session.objects.values_list("session_key", flat=True)
    own = [sessions.context_of(key) for key in keys]
    sealed["django_session", "session_data"] = (*own, members.CONTEXT)
    sealed["mfa_authenticator", "data"] = (second_factors.CONTEXT,)
    return sealed


def _bytes_of(value: object) -> bytes:
    if isinstance(value, bytes | memoryview):
        return bytes(value)
    if isinstance(value, str):
        return value.encode()
    return json.dumps(value, default=str, ensure_ascii=False).encode()


def _unsealed(raw: bytes, contexts: Iterable[str]) -> Iterator[bytes]:
    """Yields what is in the bytes in Base64, and what is sealed in them or in that; fails where it
    cannot be opened.
    """
    if raw.startswith(sealing.VALUE_MARK):
        plain = _opened(raw, contexts)
        yield plain
        yield from _unsealed(plain, contexts)
        return
    for part in {*BASE64.findall(raw), *SEALED.findall(raw)}:
        if decoded := _decoded(part):
            yield decoded
            yield from _unsealed(decoded, contexts)


def _decoded(part: bytes) -> bytes:
    try:
        return base64.b64decode(part)
    except binascii.Error:
        return b""


def _opened(sealed: bytes, contexts: Iterable[str]) -> bytes:
    for context in contexts:
        try:
            return _readable(sealing.unseal(sealed, context=context))
        except SealBroken:
            continue
    raise AssertionError("a sealed value that this test cannot open: name its context")


def _readable(plain: bytes) -> bytes:
    """Returns JSON without its escapes."""
    try:
        return json.dumps(json.loads(plain), ensure_ascii=False).encode()
    except ValueError:
        return plain


def _plain_file(path: Path) -> bytes:
    raw = path.read_bytes()
    if not raw.startswith(sealing.FILE_MARK):
        return raw
    with path.open("rb") as source:
        try:
            return sealing.SealedReader(source, file_id=path.name).read()
        except SealBroken:  # sealed by a test with keys of its own
            return raw
