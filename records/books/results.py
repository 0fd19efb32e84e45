"""Result of reading a book file, and its transfer from the child process to its parent: one line of
JSON, then the bytes of the cover pictures. No pickle: a hostile file that takes over the child must
not be able to send objects."""

import json
from dataclasses import asdict, dataclass, field
from typing import IO, Any

from records.codes import Format
from records.covers import CoverPictures
from records.formats import json_lines
from records.record import Record


@dataclass(frozen=True, slots=True)
class Facts:
    """Technical facts of a file, stored in the columns of `BookFile` with the same names."""

    package_identifier: str = ""
    manifest: dict[str, list[Any]] = field(default_factory=dict)
    spine: list[dict[str, Any]] = field(default_factory=list)
    contents: list[dict[str, Any]] = field(default_factory=list)
    fixed_layout: bool = False
    right_to_left: bool = False
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedBook:
    """Result for one book file: format, record, facts, cover, and codes of oddities (`remarks`)."""

    kind: Format
    record: Record
    facts: Facts
    cover: CoverPictures | None = None
    remarks: tuple[str, ...] = ()


def send(out: IO[bytes], book: ParsedBook | None, *, code: str = "") -> None:
    """Writes a result to the parent process, or the error code where there is none."""
    message: dict[str, Any] = {"code": code}
    pictures: list[bytes] = []
    if book is not None:
        message |= {
            "kind": book.kind.value,
            "record": json_lines.to_json(book.record),
            "facts": asdict(book.facts),
            "remarks": list(book.remarks),
        }
        if book.cover is not None:
            cover = book.cover
            pictures = list(cover.files.values())
            widths = {str(width): len(content) for width, content in cover.files.items()}
            message["cover"] = [cover.digest, cover.height, cover.colour, widths]
    line = json.dumps(message, ensure_ascii=False).encode("utf-8", "replace")
    out.write(line + b"\n" + b"".join(pictures))
    out.flush()


def receive(source: IO[bytes]) -> ParsedBook | str:
    """Reads what `send` wrote: returns the book, or an error code. Raises EOFError where the child
    process has ended; KeyError, TypeError or ValueError where the answer is malformed."""
    line = source.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    message = json.loads(line)
    if message["code"]:
        return str(message["code"])
    cover = None
    if "cover" in message:
        digest, height, colour, widths = message["cover"]
        files = {int(width): source.read(int(size)) for width, size in widths.items()}
        cover = CoverPictures(str(digest), int(height), str(colour), files)
    return ParsedBook(
        Format(message["kind"]),
        json_lines.from_json(message["record"]),
        Facts(**message["facts"]),
        cover,
        tuple(map(str, message["remarks"])),
    )
