"""A library whose titles all have covers as large in bytes as real ones, served as `./run` does.

Drawn covers are flat, so that their files and the pages with them are unrealistically small. These
covers have the detail of photographs (noise whose strength falls with its frequency, as in natural
pictures) under large letters. At 224 pixels their average size in bytes is that of the covers of
three published books.
"""

import contextlib
import io
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageChops, ImageDraw, ImageFont

from bench.served_library import READY_SECONDS, free_port, running
from rontal.config.env import ROOT
from rontal.core.versions import CHECK_SECONDS

BOOKS: Final = 48
PAGES: Final = 4
REAL: Final = Path(__file__).resolve().parents[2] / "shared/data/books"
"""Published books; skipped if they are not on this machine."""
SIZE: Final = (1000, 1500)
OCTAVES: Final = (3, 6, 12, 24, 48, 96, 192, 384)
AUTHOR: Final = "Ni Luh Sekar Ayu"
SUBJECT: Final = "Pertanian di Bali"
SERIES: Final = "Pustaka Sawah"
NOUNS: Final = ("Air", "Batu", "Pohon", "Sawah", "Gunung", "Laut", "Angin", "Rumah")
PLACES: Final = ("di Tepi Desa", "dari Utara", "yang Kembali", "dan Hujan Pertama", "di Kaki Bukit")
_CONTAINER: Final = (
    '<?xml version="1.0"?><container version="1.0" '
    'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile '
    'full-path="buku.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_PACKAGE: Final = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="pub">urn:uuid:6c1f1d6e-6a70-4b43-8f0e-{number:012d}</dc:identifier>
<dc:title>{title}</dc:title><dc:language>id</dc:language><dc:creator>{author}</dc:creator>
<dc:subject>{subject}</dc:subject><dc:date>{year}</dc:date>
<dc:description>Cerita nomor {number} tentang {title}, ditulis untuk pembaca di rumah dan di
sekolah. Air datang bergiliran ke setiap petak, dan setiap petak punya ceritanya sendiri.
</dc:description>
<meta property="belongs-to-collection" id="seri">{series}</meta>
<meta refines="#seri" property="collection-type">series</meta>
<meta refines="#seri" property="group-position">{number}</meta>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="b1" href="bab1.xhtml" media-type="application/xhtml+xml"/>
<item id="gbr" href="sampul.jpg" media-type="image/jpeg" properties="cover-image"/></manifest>
<spine><itemref idref="b1"/></spine></package>"""
_PAGE: Final = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" '
    'xmlns:epub="http://www.idpf.org/2007/ops" lang="id"><head><title>{title}</title></head>'
    "<body>{body}</body></html>"
)
_NAV: Final = '<nav epub:type="toc"><ol><li><a href="bab1.xhtml">Bab satu</a></li></ol></nav>'
_TEXT: Final = "<p>Di tepi sawah itu air datang bergiliran, pelan dan pasti, sejak pagi buta.</p>"


@contextlib.contextmanager
def library() -> Iterator[str]:
    """Serves the demo library with these books and the published ones; yields its address."""
    with tempfile.TemporaryDirectory(prefix="rontal-covers-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # the database may run as another user
        books, port = home / "books", free_port()
        books.mkdir()
        write(books, BOOKS)
        variables = {
            "RONTAL_MODE": "demo",
            "RONTAL_HOME": str(home / "home"),
            "RONTAL_PORT": str(port),
        }
        environment = {
            k: v for k, v in os.environ.items() if k != "DATABASE_URL" and "RONTAL" not in k
        }
        command = [sys.executable, "-m", "rontal.config.command"]
        paths = [books, *sorted(REAL.glob("*.epub"))]
        for words in (["demo", "--quiet"], ["import", "--open", *map(str, paths)]):
            subprocess.run(
                [*command, *words],
                env=environment | variables,
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
            )
        with running([*command, "serve"], ("127.0.0.1", port), env=environment | variables):
            address = f"http://127.0.0.1:{port}"
            _wait_for_search(address)
            yield address


def _wait_for_search(address: str) -> None:
    """Waits until every web process links to the registers: the search knows its titles then, and
    a process shows a page of before for at most `CHECK_SECONDS`.
    """
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until:
        with urllib.request.urlopen(f"{address}/koleksi/", timeout=60) as page:  # noqa: S310 - ours
            if b"/koleksi/daftar/" in page.read():
                time.sleep(CHECK_SECONDS)
                return
        time.sleep(0.2)
    raise RuntimeError("the search does not know the titles")


def write(folder: Path, count: int) -> None:
    """Writes `count` books and one book of pages; the same count gives the same files."""
    for number in range(1, count + 1):
        (folder / f"buku-{number:03d}.epub").write_bytes(_book(number))
    with zipfile.ZipFile(folder / "Majalah Sawah.cbz", "w") as book:
        book.writestr("000.jpg", _jpeg(cover(0, "Majalah Sawah")))
        for number in range(1, PAGES + 1):
            book.writestr(f"{number:03d}.jpg", _jpeg(_page(number)))


def cover(number: int, title: str) -> Image.Image:
    """Returns the cover of a title, the same for the same number."""
    chance = random.Random(number)
    light = _noise(chance)
    dark, bright = (_colour(chance, 0, 110), _colour(chance, 130, 255))
    picture = Image.merge(
        "RGB",
        [
            light.point([round(low + (high - low) * at / 255) for at in range(256)])
            for low, high in zip(dark, bright, strict=True)
        ],
    )
    brush = ImageDraw.Draw(picture)
    for line, word in enumerate(title.split()):
        brush.text((70, 90 + 150 * line), word, fill="white", font=ImageFont.load_default(130))
    brush.text((70, 1380), AUTHOR, fill="white", font=ImageFont.load_default(64))
    return picture


def _noise(chance: random.Random) -> Image.Image:
    """Returns grey noise of many octaves, each finer and weaker than the one before."""
    total = Image.new("L", SIZE, 128)
    for octave in OCTAVES:
        cells = (octave, octave * 3 // 2)
        strength = 190 / octave**0.59
        values = [chance.gauss(128, strength) for _ in range(cells[0] * cells[1])]
        layer = Image.new("L", cells)
        layer.putdata([max(0, min(255, round(value))) for value in values])
        total = ImageChops.add(total, layer.resize(SIZE, Image.Resampling.BICUBIC), offset=-128)
    return total


def _colour(chance: random.Random, low: int, high: int) -> tuple[int, int, int]:
    red, green, blue = (chance.randint(low, high) for _ in range(3))
    return red, green, blue


def _page(number: int) -> Image.Image:
    """Returns a scanned page of text."""
    picture = Image.effect_noise(SIZE, 4).point(lambda at: min(255, at + 110)).convert("RGB")
    brush = ImageDraw.Draw(picture)
    for line in range(34):
        words = f"Baris {line} halaman {number}: air datang bergiliran ke petak"
        brush.text((90, 90 + 39 * line), words, fill="black", font=ImageFont.load_default(30))
    return picture


def _jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=88)
    return target.getvalue()


def _book(number: int) -> bytes:
    title = f"{NOUNS[number % len(NOUNS)]} {PLACES[number // len(NOUNS) % len(PLACES)]} {number}"
    package = _PACKAGE.format(
        number=number,
        title=title,
        author=AUTHOR,
        subject=SUBJECT,
        series=SERIES,
        year=1990 + number % 36,
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", _CONTAINER)
        book.writestr("buku.opf", package)
        book.writestr("nav.xhtml", _PAGE.format(title="Isi", body=_NAV))
        book.writestr("bab1.xhtml", _PAGE.format(title=title, body=f"<h1>Satu</h1>{_TEXT * 30}"))
        book.writestr("sampul.jpg", _jpeg(cover(number, title)))
    return target.getvalue()
