"""A generated novel with any number of chapters and amount of text, the same each time."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Final

from bench.titles.generated_words import FUNCTION, REAL

CONTAINER: Final = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/novel.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""
PACKAGE: Final = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="pub">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="pub">urn:uuid:3b0b6f52-6d1f-4a53-9f0c-1d6a7c0e0404</dc:identifier>
<dc:title>Empat puluh bab</dc:title><dc:language>id</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="css" href="gaya.css" media-type="text/css"/>{items}</manifest>
<spine>{spine}</spine></package>"""
PAGE: Final = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="id">
<head><title>{title}</title><link rel="stylesheet" href="gaya.css"/></head>
<body>{body}</body></html>"""
STYLE: Final = "p { margin: 0; text-indent: 1.2em; } h1 { margin: 2em 0 1em; text-align: center; }"


def write(path: Path, *, chapters: int = 40, size: int = 1_500_000) -> None:
    """Writes an EPUB whose chapters contain about `size` bytes of text together."""
    dice, numbers = Random(4), range(1, chapters + 1)
    items = "".join(
        f'<item id="b{n}" href="bab{n}.xhtml" media-type="application/xhtml+xml"/>' for n in numbers
    )
    spine = "".join(f'<itemref idref="b{n}"/>' for n in numbers)
    lines = "".join(f'<li><a href="bab{n}.xhtml">Bab {n}</a></li>' for n in numbers)
    nav = f'<nav epub:type="toc"><ol>{lines}</ol></nav>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OEBPS/novel.opf", PACKAGE.format(items=items, spine=spine))
        book.writestr("OEBPS/nav.xhtml", PAGE.format(title="Isi", body=nav))
        book.writestr("OEBPS/gaya.css", STYLE)
        for n in numbers:
            body = f"<h1>Bab {n}</h1>{''.join(_paragraphs(dice, size // chapters))}"
            book.writestr(f"OEBPS/bab{n}.xhtml", PAGE.format(title=f"Bab {n}", body=body))


def _paragraphs(dice: Random, size: int) -> Iterator[str]:
    """Yields paragraphs of one to seven sentences, about `size` bytes in all."""
    while size > 0:
        text = " ".join(_sentence(dice) for _ in range(dice.randint(1, 7)))
        size -= len(text)
        yield f"<p>{text}</p>\n"


def _sentence(dice: Random) -> str:
    sentence = [
        dice.choice(FUNCTION if dice.random() < 0.3 else REAL) for _ in range(dice.randint(4, 20))
    ]
    return f"{' '.join(sentence).capitalize()}."
