"""EPUBs for tests, valid and broken; every part can be replaced."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from PIL import Image

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/buku.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
METADATA = """<dc:identifier id="pub">urn:uuid:5f6f1d6e-6a70-4b43-8f0e-6a1a3b1f0001</dc:identifier>
<dc:title>{title}</dc:title><dc:language>id</dc:language>
<dc:creator id="c1">Ni Luh Padma</dc:creator>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>"""
NAV = """<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">
<head><title>Isi</title></head><body><nav epub:type="toc"><ol>
<li><a href="bab1.xhtml">Bab satu</a></li><li><a href="bab2.xhtml#akhir">Bab dua</a></li>
</ol></nav></body></html>"""
ITEMS = (
    '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    '<item id="b1" href="bab1.xhtml" media-type="application/xhtml+xml"/>',
    '<item id="b2" href="bab2.xhtml" media-type="application/xhtml+xml"/>',
    '<item id="css" href="gaya.css" media-type="text/css"/>',
    '<item id="gbr" href="gambar.png" media-type="image/png" properties="cover-image"/>',
)
SPINE = '<itemref idref="b1"/><itemref idref="b2"/>'
PARAGRAPH = "<p>Di tepi sawah itu air datang bergiliran, pelan dan pasti, sejak pagi buta.</p>"


def chapter(body: str, head: str = "") -> str:
    """Returns a content document with this body."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="id"><head><title>Bab</title>'
        f'<link rel="stylesheet" href="gaya.css"/>{head}</head><body>{body}</body></html>'
    )


def package(
    title: str = "Air di Subak",
    *,
    metadata: str = METADATA,
    items: Sequence[str] = ITEMS,
    spine: str = SPINE,
    before: str = "",
) -> str:
    """Returns a package document."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{before}'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub">'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:opf="http://www.idpf.org/2007/opf">{metadata.format(title=title)}</metadata>'
        f"<manifest>{''.join(items)}</manifest><spine>{spine}</spine></package>"
    )


@cache
def picture(width: int = 300, height: int = 450, kind: str = "PNG") -> bytes:
    """Returns a cover image."""
    target = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(target, kind)
    return target.getvalue()


def parts(title: str = "Air di Subak", **package_parts: object) -> dict[str, str | bytes]:
    """Returns the files of a valid book by path."""
    return {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/buku.opf": package(title, **package_parts),  # type: ignore[arg-type]
        "OEBPS/nav.xhtml": NAV,
        "OEBPS/bab1.xhtml": chapter(f"<h1>Bab satu</h1>{PARAGRAPH * 40}"),
        "OEBPS/bab2.xhtml": chapter(f'<h1 id="akhir">Bab dua</h1>{PARAGRAPH * 40}'),
        "OEBPS/gaya.css": "p { text-indent: 1em }",
        "OEBPS/gambar.png": picture(),
    }


def packed(files: Mapping[str, str | bytes | None]) -> bytes:
    """Returns the files as an archive with constant dates; a file that is None is left out."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            if content is not None:
                entry = zipfile.ZipInfo(name)  # dated 1980: equal content gives equal bytes
                archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def book(title: str = "Air di Subak", *, changes: Mapping[str, str | bytes | None] | None = None,
         **package_parts: object) -> bytes:  # fmt: skip
    """Returns a valid book, with files replaced by `changes`."""
    return packed({**parts(title, **package_parts), **(changes or {})})


def written(folder: Path, content: bytes, name: str = "buku.epub") -> Path:
    """Writes the book to a file and returns its path."""
    path = folder / name
    path.write_bytes(content)
    return path
