"""What was read from a book file, and how it travels from the child to who asked: a line of JSON,
then the pictures. Whoever may have been taken over by a hostile file cannot send objects."""

import json
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from rontal.catalogue.covers import CoverPictures
from rontal.catalogue.importing import packing
from rontal.catalogue.record import Record
from rontal.catalogue.rules import Format


@dataclass(frozen=True, slots=True)
class Facts:
    """What `BookFile` keeps of a file; the names are those of its columns."""

    package_identifier: str = ""
    manifest: dict[str, list[Any]] = field(default_factory=dict)
    spine: list[dict[str, Any]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    fixed_layout: bool = False
    right_to_left: bool = False
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A book file: what it is, its record, its facts, its cover, and codes of what was odd."""

    kind: Format
    record: Record
    facts: Facts
    cover: CoverPictures | None = None
    remarks: tuple[str, ...] = ()


def send(out: IO[bytes], found: Found | None, *, code: str = "") -> None:
    """Writes what was found, or the code of why nothing was."""
    said: dict[str, Any] = {"code": code}
    pictures: list[bytes] = []
    if found is not None:
        said |= {
            "kind": found.kind.value,
            "record": packing.to_json(found.record),
            "facts": asdict(found.facts),
            "remarks": list(found.remarks),
        }
        if found.cover is not None:
            cover = found.cover
            pictures = list(cover.files.values())
            widths = {str(width): len(content) for width, content in cover.files.items()}
            said["cover"] = [cover.digest, cover.height, cover.colour, widths]
    line = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    out.write(line + b"\n" + b"".join(pictures))
    out.flush()


def receive(source: IO[bytes]) -> Found | str:
    """What `send` wrote: a Found, or a code. Raises EOFError where the child has ended, KeyError,
    TypeError, ValueError where it says what `send` does not."""
    line = source.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    said = json.loads(line)
    if said["code"]:
        return str(said["code"])
    cover = None
    if "cover" in said:
        digest, height, colour, widths = said["cover"]
        files = {int(width): source.read(int(size)) for width, size in widths.items()}
        cover = CoverPictures(str(digest), int(height), str(colour), files)
    return Found(
        Format(said["kind"]),
        packing.from_json(said["record"]),
        Facts(**said["facts"]),
        cover,
        tuple(map(str, said["remarks"])),
    )
