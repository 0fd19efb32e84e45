"""PDFs and image sequences for tests: ordinary, odd and hostile ones."""

import io
import tempfile
import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf
import typst
from PIL import Image, ImageDraw

from rontal.catalogue.models import Title
from rontal.catalogue.services import import_files
from rontal.core.actors import Actor

SYSTEM = Actor.system("tests")
SENTENCES = ["Air subak mengalir pelan.", "Orang membaginya dengan adil.", "Sawah menghijau lagi."]


@cache
def text(pages: int = 3) -> bytes:
    """Returns a PDF of paragraphs with an outline, one chapter per page."""
    chapters = [f"= Bab {n}\nHalaman {n}. " + " ".join(SENTENCES * 6) for n in range(1, pages + 1)]
    head = '#set page(paper: "a5")\n#set text(lang: "id")\n#set document(title: "Buku uji")\n'
    return _typeset(head + "\n#pagebreak()\n".join(chapters))


def _typeset(source: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "buku.typ"
        path.write_text(source)
        return bytes(typst.compile(str(path)))  # type: ignore[arg-type]


def picture(size: tuple[int, int] = (600, 900), colour: str = "tan", words: str = "1") -> bytes:
    """Returns a JPEG with a rectangle and a text."""
    image = Image.new("RGB", size, colour)
    box = (size[0] // 4, size[1] // 4, size[0] // 2, size[1] // 2)
    ImageDraw.Draw(image).rectangle(box, "navy")
    ImageDraw.Draw(image).text((10, 10), words, "black")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


def scan(pages: int = 2, size: tuple[int, int] = (1240, 1754)) -> bytes:
    """Returns a PDF of images without text."""
    images = [Image.open(io.BytesIO(picture(size, words=str(n)))) for n in range(pages)]
    out = io.BytesIO()
    images[0].save(out, "PDF", save_all=True, append_images=images[1:], resolution=150)
    return out.getvalue()


def changed(content: bytes, change) -> bytes:  # type: ignore[no-untyped-def]
    """Returns a PDF after `change(document)`."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def page_of(words: str) -> bytes:
    """Returns a PDF of one page with this Typst source."""
    return _typeset(f'#set page(paper: "a5")\n{words}')


def joined(*contents: bytes) -> bytes:
    """Returns the pages of several PDFs in one."""
    document, out = pikepdf.new(), io.BytesIO()
    for content in contents:
        document.pages.extend(pikepdf.open(io.BytesIO(content)).pages)
    document.save(out)
    return out.getvalue()


@cache
def divided() -> bytes:
    """Returns a PDF of narrow lines with hyphenated words."""
    words = "Responsibility internationalization characteristically misunderstanding. " * 4
    page = "#set page(width: 150pt, height: 300pt, margin: 20pt)\n#set text(lang: "
    return _typeset(page + '"en", hyphenate: true)\n#set par(justify: true)\n' + words)


def blank(sizes: Sequence[tuple[float, float]]) -> bytes:
    """Returns a PDF of empty pages of these sizes in points."""
    document, out = pikepdf.new(), io.BytesIO()
    for size in sizes:
        document.add_blank_page(page_size=size)
    document.save(out)
    return out.getvalue()


def drawn(stream: bytes, box: Sequence[float] = (0, 0, 400, 600)) -> bytes:
    """Returns a PDF of one page with this content stream."""
    document, out = pikepdf.new(), io.BytesIO()
    page = document.add_blank_page(page_size=(400, 600))
    page.MediaBox = pikepdf.Array(list(box))
    page.Contents = document.make_stream(stream)
    document.save(out)
    return out.getvalue()


def locked(content: bytes) -> bytes:
    """Returns the PDF protected by a password."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def row(pictures: dict[str, bytes], info: str = "") -> bytes:
    """Returns a CBZ."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in pictures.items():
            archive.writestr(name, content)
        if info:
            archive.writestr("ComicInfo.xml", info)
    return out.getvalue()


def leaves(count: int = 3) -> bytes:
    """Returns a CBZ of long and narrow pages."""
    pages = {f"lembar-{n}.jpg": picture((4000, 400), words=str(n)) for n in range(1, count + 1)}
    return row(pages)


def title(content: bytes, name: str = "buku.pdf") -> Title:
    """Imports the file and returns its title."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        report = import_files(paths=[path], actor=SYSTEM)[0]
    assert report.title_id is not None, report
    return Title.objects.get(pk=report.title_id)
