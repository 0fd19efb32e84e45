"""Open-access books of pages."""

from pathlib import Path

from rontal.catalogue.importing.kinds import OpenAccess
from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from tests.support.catalogue.importing.factories import books_imported


def opened(folder: Path, content: bytes, name: str = "buku.pdf") -> Title:
    """Imports a file as a public title that is open to everybody."""
    path = folder / name
    path.write_bytes(content)
    books_imported([path], OpenAccess.ALL)
    title = BookFile.objects.select_related("title").latest("pk").title
    Title.objects.filter(pk=title.pk).update(state=TitleState.PUBLIC)
    return title


def picture_of(title: Title, number: int = 1, width: int = 720) -> str:
    file = BookFile.objects.get(title=title)
    return f"/koleksi/halaman/{file.pk}/{number}/{width}.webp"
