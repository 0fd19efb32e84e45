"""Books of pages of the demo library: a typeset PDF, and a sequence of drawn palm leaves.

The same source always results in the same bytes.
"""

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import typst

from rontal.demo.paged.leaves import leaf

HERE: Final = Path(__file__).parent
DAY: Final = (1980, 1, 1, 0, 0, 0)
LEAVES: Final = (
    "Lembar 1a: pembuka", "Lembar 1b: air", "Lembar 2a: sawah", "Lembar 2b: musim",
    "Lembar 3a: panen", "Lembar 3b: penutup",
)  # fmt: skip
_INFO: Final = """<?xml version="1.0" encoding="utf-8"?>
<ComicInfo><Title>Lontar Tirta: enam muka daun</Title><Writer>Tim Rontal</Writer>
<Publisher>Rontal</Publisher><Year>2026</Year><LanguageISO>ban</LanguageISO>
<Summary>Tiga lembar daun, enam muka, digambar untuk perpustakaan contoh. Tandanya rekaan dan
bukan aksara; yang dapat dicoba ialah melihat dari dekat dan menyusuri daun sampai ke ujungnya.
</Summary>
<Pages>{pages}</Pages></ComicInfo>
"""


def pdf(target: Path) -> Path:
    """Typesets the PDF into `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = typst.compile(HERE / "menulis-di-daun.typ", ignore_system_fonts=True)
    target.write_bytes(bytes(made))
    return target


def lontar(target: Path) -> Path:
    """Draws the leaves into the archive `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    pages = "".join(f'<Page Image="{n}" Bookmark="{name}"/>' for n, name in enumerate(LEAVES))
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(len(LEAVES)):
            archive.writestr(zipfile.ZipInfo(f"{number + 1:02}.jpg", DAY), leaf(number))
        archive.writestr(zipfile.ZipInfo("ComicInfo.xml", DAY), _INFO.format(pages=pages))
    return target


BOOKS: Final[dict[str, tuple[str, Callable[[Path], Path]]]] = {
    "Menulis di Daun": ("menulis-di-daun.pdf", pdf),
    "Lontar Tirta: enam muka daun": ("lontar-tirta.cbz", lontar),
}
"""File name and builder by title."""
