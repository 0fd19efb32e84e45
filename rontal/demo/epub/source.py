"""Source of a book: `book.toml` and Markdown chapters, parsed and validated."""

import tomllib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict


@dataclass(frozen=True)
class GeneratedTexts:
    """Texts of the generated pages."""

    contents: str
    landmarks: str
    cover: str
    title_page: str
    start: str
    colophon: str
    colophon_text: str
    invented: str
    accessibility: str


WORDS: Final = {
    "id": GeneratedTexts(
        contents="Daftar Isi",
        landmarks="Penunjuk Bagian",
        cover="Sampul",
        title_page="Halaman Judul",
        start="Mulai Membaca",
        colophon="Tentang Buku Ini",
        colophon_text="Buku ini ditulis dan digambar untuk koleksi contoh perpustakaan. Anda bebas "
        "menyalin, membagikan, dan mengubahnya asalkan menyebut sumbernya.",
        invented="Semua tokoh dan peristiwa di dalam buku ini rekaan.",
        accessibility="Seluruh isi buku dapat dibaca sebagai teks. Setiap gambar memiliki "
        "teks pengganti, setiap bab memiliki judul, dan daftar isi menuju ke setiap bagian. "
        "Huruf, ukuran, dan warna dapat diubah oleh pembaca. Tidak ada bunyi, kilatan, atau "
        "gerakan.",
    ),
    "en": GeneratedTexts(
        contents="Contents",
        landmarks="Landmarks",
        cover="Cover",
        title_page="Title Page",
        start="Start Reading",
        colophon="About This Book",
        colophon_text="This book was written and drawn for a library's sample collection. You are "
        "free to copy, share and change it as long as you name its source.",
        invented="All people and events in this book are invented.",
        accessibility="All of the book can be read as text. Every picture has a text alternative, "
        "every chapter has a heading, and the contents lead to every part. Readers can change "
        "typeface, size and colours. There is no sound, flashing or motion.",
    ),
}


LICENCES: Final = {"CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/"}
AUDIENCES: Final = ("anak", "remaja", "dewasa", "umum")
PARTS: Final = ("chapter", "foreword", "preface", "introduction", "afterword", "appendix")


class BookSourceError(Exception):
    """The source folder of a book is invalid; `code` is the reason, `detail` the place."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


@dataclass(frozen=True)
class Book:
    """Contents of `book.toml`."""

    slug: str
    title: str
    subtitle: str
    author: str
    author_sort: str
    language: str
    subjects: tuple[str, ...]
    ddc: str
    description: str
    publisher: str
    year: int
    audience: str
    licence: str
    modified: date
    cover_alt: str
    parts: Mapping[str, str]

    @property
    def identifier(self) -> str:
        """URN of a UUID that is derived from the slug."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"rontal:demo:book:{self.slug}").urn

    @property
    def is_literature(self) -> bool:
        """True for DDC main class 800, whose characters are fictional."""
        return self.ddc.startswith("8")

    @property
    def words(self) -> GeneratedTexts:
        return WORDS[self.language]


@dataclass(frozen=True)
class Chapter:
    """A Markdown file, converted to the content of an XHTML body."""

    name: str
    part: str
    title: str
    sections: tuple[str, ...]
    pictures: tuple[str, ...]
    html: str

    @property
    def href(self) -> str:
        """Name of the XHTML file."""
        return f"{self.name}.xhtml"


def read_book(source: Path) -> Book:
    """Reads and validates `book.toml` in the folder `source`."""
    path = source / "book.toml"
    if not path.is_file():
        raise BookSourceError("no_book_file", str(path))
    data = tomllib.loads(path.read_text("utf-8"))
    modified, year, subjects = data.get("modified"), data.get("year"), data.get("subjects")
    if not isinstance(modified, date) or not isinstance(year, int) or not subjects:
        raise BookSourceError("book_field_missing", f"{path}: modified, year, subjects")
    return Book(
        slug=source.name,
        title=_required_text(data, "title", path),
        subtitle=_required_text(data, "subtitle", path),
        author=_required_text(data, "author", path),
        author_sort=_required_text(data, "author_sort", path),
        language=_one_of(WORDS, data, "language", path),
        subjects=tuple(str(subject) for subject in subjects),
        ddc=_required_text(data, "ddc", path),
        description=_required_text(data, "description", path),
        publisher=_required_text(data, "publisher", path),
        year=year,
        audience=_one_of(AUDIENCES, data, "audience", path),
        licence=_one_of(LICENCES, data, "licence", path),
        modified=modified,
        cover_alt=_required_text(data, "cover_alt", path),
        parts={str(name): str(part) for name, part in data.get("parts", {}).items()},
    )


def _required_text(data: Mapping[str, object], key: str, path: Path) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BookSourceError("book_field_missing", f"{path}: {key}")
    return " ".join(value.split())


def _one_of(
    allowed: Sequence[str] | Mapping[str, object], data: Mapping[str, object], key: str, path: Path
) -> str:
    value = _required_text(data, key, path)
    if value not in allowed:
        raise BookSourceError("book_field_unknown", f"{path}: {key} = {value}")
    return value


def read_chapters(source: Path, book: Book) -> list[Chapter]:
    """Reads the chapters of the book in the folder `source`, in order of their file names."""
    return [_read_chapter(path, book) for path in _chapter_files(source)]


def _chapter_files(source: Path) -> list[Path]:
    files = sorted(source.glob("[0-9][0-9]-*.md"))
    if not files:
        raise BookSourceError("no_chapters", str(source))
    return files


def _read_chapter(path: Path, book: Book) -> Chapter:
    markdown = MarkdownIt("commonmark", {"xhtmlOut": True, "html": False}).enable("table")
    markdown.add_render_rule("image", _render_picture)
    tokens = markdown.parse(path.read_text("utf-8"))
    headings = list(_headings(tokens, path))
    pictures = tuple(_pictures(tokens, path))
    part = book.parts.get(path.stem, "chapter")
    if part not in PARTS:
        raise BookSourceError("part_unknown", f"{path}: {part}")
    html = markdown.renderer.render(tokens, markdown.options, {})
    return Chapter(path.stem, part, headings[0], tuple(headings[1:]), pictures, html)


def _headings(tokens: Sequence[Token], path: Path) -> Iterator[str]:
    """Yields the heading of the chapter, then those of its sections; adds an id to each section."""
    levels = [token.tag for token in tokens if token.type == "heading_open"]
    if not tokens or tokens[0].tag != "h1" or levels.count("h1") != 1:
        raise BookSourceError("heading_missing", f"{path}: one # heading, on the first line")
    section = 0
    for token, inline in zip(tokens, tokens[1:], strict=False):
        if token.type == "heading_open" and token.tag == "h2":
            section += 1
            token.attrSet("id", f"s{section}")
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            yield "".join(child.content for child in inline.children or ())


def _pictures(tokens: Sequence[Token], path: Path) -> Iterator[str]:
    """Yields the addresses of pictures; turns a paragraph with only a picture into a figure."""
    for opening, inline, closing in zip(tokens, tokens[1:], tokens[2:], strict=False):
        children = inline.children or []
        for image in (child for child in children if child.type == "image"):
            address = str(image.attrs["src"])
            if not image.content.strip():
                raise BookSourceError("picture_without_alt", f"{path}: {address}")
            if not (path.parent / address).is_file():
                raise BookSourceError("picture_missing", f"{path}: {address}")
            if len(children) == 1 and opening.type == "paragraph_open":
                opening.tag = closing.tag = "figure"
            yield address


def _render_picture(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: EnvType,
) -> str:
    image = tokens[index]
    caption = str(image.attrs.pop("title", ""))
    picture = renderer.image(tokens, index, options, env)
    return f"{picture}<figcaption>{escape(caption)}</figcaption>" if caption else picture
