"""Addresses inside a book; only resources of the book may be loaded."""

import posixpath
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote

from records.epub.package import resolve

MAX_DATA: Final = 2_000_000
_DATA_PICTURE: Final = re.compile(r"data:image/(png|jpe?g|gif|webp|avif|svg\+xml)[;,]", re.I)
_OUTSIDE: Final = re.compile(r"https?://[^\s\\@]{1,2000}", re.I)
_BLANKS: Final = re.compile(r"[\x00-\x20]+")


@dataclass(frozen=True)
class Book:
    """Paths of a book, and the path of the document that refers to them."""

    paths: Collection[str]
    path: str

    def inside(self, address: str) -> str:
        """Returns the address relative to the document; "" where it leads outside the book."""
        address = address.strip("\x00\t\n\f\r ")
        target = resolve(address, self.path)
        if target not in self.paths:
            return ""
        fragment = unquote(address.partition("#")[2])
        if target == self.path and fragment:
            return f"#{quote(fragment)}"
        relative = posixpath.relpath(target, posixpath.dirname(self.path) or ".")
        return quote(relative) + (f"#{quote(fragment)}" if fragment else "")

    def picture(self, address: str) -> str:
        """Returns the address of an image of the book, or a data URL of an image; "" otherwise."""
        bare = _BLANKS.sub("", address[: MAX_DATA + 1])
        if _DATA_PICTURE.match(bare):
            return bare if len(bare) <= MAX_DATA else ""
        return self.inside(address)


def outside(address: str) -> str:
    """Returns a web address that a reader may follow; "" for everything else."""
    bare = address.strip("\x00\t\n\f\r ")
    return bare if _OUTSIDE.fullmatch(bare) else ""
