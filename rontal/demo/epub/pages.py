"""XHTML pages of a book: cover, title, contents, chapters, colophon."""

from collections.abc import Sequence
from html import escape

from rontal.demo.epub.source import LICENCES, Book, Chapter


def _xhtml_page(book: Book, title: str, body: str) -> str:
    language = book.language
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" \
lang="{language}" xml:lang="{language}">
<head>
<title>{escape(title)}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def cover_page(book: Book) -> str:
    picture = f'<img src="cover.svg" alt="{escape(book.cover_alt)}" role="doc-cover"/>'
    body = f'<section epub:type="cover" class="cover">{picture}</section>'
    return _xhtml_page(book, f"{book.words.cover}: {book.title}", body)


def title_page(book: Book) -> str:
    """Returns the page with title, author, publisher and year."""
    body = f"""<section epub:type="titlepage" class="titlepage">
<h1>{escape(book.title)}</h1>
<p role="doc-subtitle" class="subtitle">{escape(book.subtitle)}</p>
<p class="author">{escape(book.author)}</p>
<p class="publisher">{escape(book.publisher)}<br/>{book.year}</p>
</section>"""
    return _xhtml_page(book, book.title, body)


def chapter_page(book: Book, chapter: Chapter) -> str:
    part = chapter.part
    body = f'<section epub:type="{part}" role="doc-{part}">\n{chapter.html}</section>'
    return _xhtml_page(book, chapter.title, body)


def colophon(book: Book) -> str:
    """Returns the page with source, licence and accessibility statement."""
    words = book.words
    address = LICENCES[book.licence]
    invented = f"\n<p>{escape(words.invented)}</p>" if book.is_literature else ""
    body = f"""<section epub:type="colophon" role="doc-colophon" class="colophon">
<h1>{escape(words.colophon)}</h1>
<p><cite>{escape(book.title)}</cite>. {escape(book.author)}. {escape(book.publisher)}, \
{book.year}.</p>
<p>{escape(words.colophon_text)}</p>{invented}
<p><a href="{address}">{escape(book.licence)}</a></p>
<p>{escape(words.accessibility)}</p>
</section>"""
    return _xhtml_page(book, words.colophon, body)


def navigation(book: Book, chapters: Sequence[Chapter]) -> str:
    """Returns the navigation document: table of contents and landmarks."""
    words = book.words
    entries = "\n".join(_navigation_entry(chapter) for chapter in chapters)
    body = f"""<nav epub:type="toc" role="doc-toc" id="toc">
<h1>{words.contents}</h1>
<ol>
<li><a href="title.xhtml">{words.title_page}</a></li>
{entries}
<li><a href="colophon.xhtml">{words.colophon}</a></li>
</ol>
</nav>
<nav epub:type="landmarks" hidden="hidden">
<h2>{words.landmarks}</h2>
<ol>
<li><a epub:type="cover" href="cover.xhtml">{words.cover}</a></li>
<li><a epub:type="titlepage" href="title.xhtml">{words.title_page}</a></li>
<li><a epub:type="toc" href="nav.xhtml">{words.contents}</a></li>
<li><a epub:type="bodymatter" href="{chapters[0].href}">{words.start}</a></li>
</ol>
</nav>"""
    return _xhtml_page(book, words.contents, body)


def _navigation_entry(chapter: Chapter) -> str:
    entry = f'<li><a href="{chapter.href}">{escape(chapter.title)}</a>'
    if not chapter.sections:
        return f"{entry}</li>"
    sections = "".join(
        f'<li><a href="{chapter.href}#s{number}">{escape(section)}</a></li>'
        for number, section in enumerate(chapter.sections, start=1)
    )
    return f"{entry}\n<ol>{sections}</ol></li>"
