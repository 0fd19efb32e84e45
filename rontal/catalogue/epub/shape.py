"""What is known of a book once its EPUB is read."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contributor:
    """Somebody who made the book. `sort_name` is empty where the package does not tell how lists
    order the name; `role` is a MARC relator code such as "aut", "ill", "trl"."""

    name: str
    sort_name: str
    role: str


@dataclass(frozen=True)
class Metadata:
    """What the package document says about the book, cleaned to plain text."""

    identifier: str
    title: str
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    language: str = "und"
    publisher: str = ""
    year: int | None = None
    subjects: tuple[str, ...] = ()
    classification: str = ""
    series: str = ""
    series_number: str = ""
    description: str = ""
    isbn: str = ""
    audience: str = ""
    rights: str = ""
    accessibility: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class ManifestItem:
    """One resource: its path in the archive, media type, unpacked size in bytes.

    `masked` names the font obfuscation ("idpf" or "adobe"), which is not protection.
    """

    path: str
    media_type: str
    size: int
    masked: str = ""


@dataclass(frozen=True)
class SpineItem:
    """One document in reading order. `step` is its step in an EPUB CFI, `/6/<step>`."""

    path: str
    linear: bool
    step: int
    size: int
    media_type: str


@dataclass(frozen=True)
class ContentsEntry:
    """One line of the table of contents; `href` is a path in the archive with its fragment."""

    label: str
    href: str
    children: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True)
class Book:
    """A whole book, without its content."""

    metadata: Metadata
    manifest: tuple[ManifestItem, ...]
    spine: tuple[SpineItem, ...]
    contents: tuple[ContentsEntry, ...]
    cover: bytes | None
    cover_type: str
    fixed_layout: bool
    right_to_left: bool
