"""Books with a sample."""

from typing import Any

from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from tests.support.lending.factories import bought
from tests.support.reading.pages import files
from tests.support.records import epubs

FIRST, SECOND, NOTES = "OEBPS/bab1.xhtml", "OEBPS/bab2.xhtml", "OEBPS/catatan.xhtml"


ITEMS = (
    *epubs.ITEMS,
    '<item id="n" href="catatan.xhtml" media-type="application/xhtml+xml"/>',
    '<item id="g2" href="peta.png" media-type="image/png"/>',
    '<item id="g3" href="latar.png" media-type="image/png"/>',
    '<item id="g4" href="rahasia.png" media-type="image/png"/>',
)


SPINE = f'{epubs.SPINE}<itemref idref="n" linear="no"/>'


def chapters(sentences: int) -> dict[str, str | bytes]:
    """Returns two chapters with different images: `sentences` sentences, and 40 sentences."""
    first = (
        '<h1>Bab satu</h1><p><a href="catatan.xhtml#n1">1</a> <a href="bab2.xhtml">lanjut</a></p>'
        f'<p><img src="peta.png" alt="Peta"/></p>{epubs.PARAGRAPH * sentences}'
    )
    second = (
        f'<h1 id="akhir">Bab dua</h1>{epubs.PARAGRAPH * 20}'
        f'<p><img src="rahasia.png" alt=""/></p>{epubs.PARAGRAPH * 20}'
    )
    return {
        FIRST: epubs.chapter(first),
        SECOND: epubs.chapter(second),
        NOTES: epubs.chapter(f'<p id="n1">Catatan</p>{epubs.PARAGRAPH * 500}'),
        "OEBPS/gaya.css": 'body { background: url("latar.png") } p { text-indent: 1em }',
        "OEBPS/peta.png": epubs.picture(),
        "OEBPS/latar.png": epubs.picture(30, 30),
        "OEBPS/rahasia.png": epubs.picture(40, 40),
    }


def lent(content: bytes, name: str, percent: int, **terms: Any) -> Title:
    """Creates a public lent title of which `percent` are readable as a sample."""
    title = files.title(content, name)
    Title.objects.filter(pk=title.pk).update(state=TitleState.PUBLIC)
    bought(terms.pop("kind", "concurrent"), title, sample_percent=percent, **terms)
    title.refresh_from_db()
    return title


def text(percent: int = 45, sentences: int = 39, **terms: Any) -> Title:
    """Creates another EPUB title with a sample; each call gives a new title."""
    number = f"{BookFile.objects.count():04}"
    metadata = epubs.METADATA.replace("0001", number)
    changes = chapters(sentences) | {
        "OEBPS/buku.opf": epubs.package(metadata=metadata, items=ITEMS, spine=SPINE)
    }
    return lent(epubs.book(changes=changes), "buku.epub", percent, **terms)
