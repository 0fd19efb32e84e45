"""Selectors of titles. The catalogue is public, so none of them needs an actor."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Count, Prefetch

from records.codes import Format, Scheme
from records.covers import RETIRED_WIDTHS, WIDTHS
from rontal.catalogue import rows, rules
from rontal.catalogue.batches import Batch
from rontal.catalogue.facts import Facts
from rontal.catalogue.models import (
    BookFile,
    Contributor,
    Cover,
    Identifier,
    Revision,
    Series,
    Subject,
    Title,
)
from rontal.catalogue.rows import Row
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.errors import NotFound
from rontal.standard.selectors import library

PUBLIC = TitleState.PUBLIC
PEOPLE = Prefetch("contributors", Contributor.objects.select_related("agent"))


def titles(ids: Iterable[int]) -> list[Title]:
    """Returns titles with cover and contributors, in any state, in the order of `ids`; unknown ids
    are left out."""
    ordered_ids = list(ids)
    queryset = Title.objects.select_related("cover").prefetch_related(PEOPLE)
    by_id = queryset.defer("description").in_bulk(ordered_ids)
    return [by_id[pk] for pk in ordered_ids if pk in by_id]


def newest(limit: int) -> list[Row]:
    """Returns the public titles added last."""
    newest_first = "WHERE t.state = %s ORDER BY t.added_at DESC, t.id DESC LIMIT %s"
    return rows.select(newest_first, [PUBLIC, limit])


def picked(limit: int) -> list[Row]:
    """Returns the public titles that staff recommend today, in their order."""
    shown = (
        "JOIN catalogue_pick p ON p.title_id = t.id WHERE t.state = %s AND p.since <= %s"
        " AND (p.until IS NULL OR p.until >= %s) ORDER BY p.position, p.id LIMIT %s"
    )
    today = clock.now().astimezone(library().tz).date()
    return rows.select(shown, [PUBLIC, today, today, limit])


def newest_revision(title_id: int) -> int:
    """Returns the id of a title's newest revision, 0 where it has none. A form contains it, so that
    a later save can name the person who edited in between."""
    ids = Revision.objects.filter(title=title_id).order_by("-pk").values_list("pk", flat=True)
    return ids.first() or 0


def title_by_slug(slug: str) -> Row:
    """Returns a public title with its related rows. Raises NotFound."""
    titles = rows.select("WHERE t.slug = %s AND t.state = %s", [slug, PUBLIC])
    if not titles:
        raise NotFound
    return titles[0]


def titles_with_isbn(isbns: Iterable[str], *, but: int = 0) -> list[Row]:
    """Returns titles in any state with one of these ISBNs, except joined ones and the title `but`.
    Two queries."""
    identifiers = Identifier.objects.filter(scheme=Scheme.ISBN, value__in=list(isbns))
    identifiers = identifiers.exclude(title__state=TitleState.JOINED).exclude(title=but)
    return rows.in_order(identifiers.order_by("title").values_list("title", flat=True).distinct())


def authority_forms(model: type[Series] | type[Subject], names: Sequence[str]) -> dict[str, str]:
    """Returns each name in its authority form, unchanged where there is none. One query."""
    key_of = rules.series_key if model is Series else rules.subject_key
    keys = {name: key_of(name) for name in names if name}
    rows = model._default_manager.select_related("joined_to").filter(key__in=keys.values())
    known = {row.key: (row.joined_to or row).name for row in rows} if keys else {}
    return {name: known.get(keys[name], name) for name in keys}


def with_authority_forms(entered: Facts) -> Facts:
    """Returns the facts in the form in which they would be stored: series and subjects in their
    authority forms, each once. Two queries."""
    series = authority_forms(Series, [entered["series"]])
    subjects = authority_forms(Subject, entered["subjects"])
    names = dict.fromkeys(subjects[name] for name in entered["subjects"] if name)
    return entered | {"series": series.get(entered["series"], ""), "subjects": list(names)}


def batch_with_authority_forms(batch: Batch) -> Batch:
    """Returns a batch with series and subjects in their authority forms. Two queries."""
    series = authority_forms(Series, [batch.series or ""])
    subjects = authority_forms(Subject, [*batch.add_subjects, *batch.remove_subjects])
    return replace(
        batch,
        series=series.get(batch.series or "", batch.series),
        add_subjects=[subjects[name] for name in batch.add_subjects if name],
        remove_subjects=[subjects[name] for name in batch.remove_subjects if name],
    )


def languages() -> list[str]:
    """Returns the language tags of public titles, the most frequent first."""
    public = Title.objects.filter(state=PUBLIC).values("language")
    counted = public.annotate(count=Count("id")).order_by("-count", "language")
    return [row["language"] for row in counted]


def book_file(title_id: int, kind: Format = Format.EPUB) -> BookFile:
    """Returns a title's newest file in this format, with its SealedFile. Raises NotFound."""
    files = BookFile.objects.select_related("file").filter(title_id=title_id, format=kind)
    return NotFound.if_none(files.order_by("-imported_at", "-pk").first())


def file_with_title(file_id: int) -> BookFile:
    """Returns a file with its title. Raises NotFound."""
    return NotFound.if_none(BookFile.objects.select_related("title").filter(pk=file_id).first())


def open_file(file_id: int) -> BookFile:
    """Returns a file of a public title whose licence lets everybody have it. Raises NotFound."""
    files = BookFile.objects.filter(pk=file_id, file=None, title__state=PUBLIC)
    return NotFound.if_none(
        files.only("digest", "size", "format", "open_name", "imported_at").first()
    )


def open_file_of(slug: str, formats: Sequence[Format]) -> BookFile:
    """Returns the newest open file of a public title, in the first of these formats that it has,
    with its title. One query. Raises NotFound."""
    files = BookFile.objects.filter(file=None, title__state=PUBLIC, title__slug=slug)
    matching = (
        files.filter(format__in=formats).select_related("title").order_by("-imported_at", "-pk")
    )
    rows = sorted(matching, key=lambda one: formats.index(Format(one.format)))
    if not rows:
        raise NotFound
    return rows[0]


def cover_picture(digest: str, width: int) -> tuple[int, bytes]:
    """Returns a cover as WebP with its width: the requested one, or the next wider one that is
    stored. Raises NotFound."""
    if width not in (*WIDTHS, *RETIRED_WIDTHS):
        raise NotFound
    try:
        return Cover.open(digest, width)
    except FileNotFoundError:
        raise NotFound from None
