"""Titles for tests of protocols, old enough to be in every list."""

import itertools
from datetime import UTC, datetime, timedelta

from records.codes import Scheme
from records.record import Credit, Number, Record
from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.catalogue.steps import record_writing

START = datetime(2026, 3, 1, 8, 0, 0, tzinfo=UTC)
_serial = itertools.count(1)


def title(name: str = "", *, at: datetime = START, state=TitleState.PUBLIC, **facts) -> Title:
    """Creates a title that was last changed at a moment."""
    number = next(_serial)
    record = Record(title=name or f"Buku {number}", language=facts.pop("language", "id"), **facts)
    new_title = record_writing.create(record, slug=f"buku-{number}", state=state)
    return changed(new_title, at)


def changed(book: Title, at: datetime) -> Title:
    Title.objects.filter(pk=book.pk).update(changed_at=at)
    book.refresh_from_db()
    return book


def many(count: int, *, start: datetime = START, step=timedelta(seconds=1)) -> list[Title]:
    """Creates titles without related rows, each changed one step after the last."""
    numbers = [next(_serial) for _ in range(count)]
    return Title.objects.bulk_create(
        Title(
            slug=f"banyak-{number}",
            title=f"Judul {number}",
            sort_title=f"judul {number}",
            language="id",
            changed_at=start + place * step,
        )
        for place, number in enumerate(numbers)
    )


def full_record() -> dict[str, object]:
    """Returns the fields of a record with every field that protocols publish."""
    return {
        "subtitle": "sebuah roman",
        "credits": [
            Credit("Abdoel Moeis", "Moeis, Abdoel"),
            Credit("I Made Tiru", "Tiru, I Made", role="ill"),
        ],
        "subjects": ["Fiksi Indonesia", "Bali"],
        "classification": "899.221 3",
        "series": "Seri Roman",
        "series_number": "4",
        "publisher": "Balai Pustaka",
        "place": "Jakarta",
        "year": 1928,
        "description": "Tentang <Hanafi> & Corrie.",
        "numbers": [Number(Scheme.ISBN, "9789794611234")],
        "rights": "Domain publik",
    }
