"""Data classes of a parsed EPUB."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Contributor:
    """Contributor to a book. `sort_name` is empty where the package does not give it; `role` is a
    MARC relator code such as "aut", "ill", "trl"."""

    name: str
    sort_name: str
    role: str


@dataclass(frozen=True)
class Metadata:
    """Metadata of the package document as plain text."""

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
    """Resource of the manifest: its path in the archive, media type and unpacked size in bytes.

    `masked` is the font obfuscation ("idpf" or "adobe"), which does not count as protection.
    """

    path: str
    media_type: str
    size: int
    masked: str = ""


@dataclass(frozen=True)
class SpineItem:
    """Document of the spine. `step` is its step in an EPUB CFI, `/6/<step>`; `size` is in bytes."""

    path: str
    linear: bool
    step: int
    size: int
    media_type: str


@dataclass(frozen=True)
class ContentsEntry:
    """Entry of the table of contents; `href` is a path in the archive with its fragment."""

    label: str
    href: str
    children: tuple["ContentsEntry", ...] = ()


@dataclass(frozen=True)
class Book:
    """Parsed EPUB without the content of its documents."""

    metadata: Metadata
    manifest: tuple[ManifestItem, ...]
    spine: tuple[SpineItem, ...]
    contents: tuple[ContentsEntry, ...]
    cover: bytes | None
    cover_type: str
    fixed_layout: bool
    right_to_left: bool
