"""Adding a book file to a chosen title, whatever the file's metadata says."""

import hashlib
import io
from typing import Any

import pytest
from django.core.files.storage import default_storage

from records.record import Credit
from rontal.accounts.roles import Role
from rontal.catalogue import rows, services
from rontal.catalogue.errors import BookAlreadyPresent, BookOfAnother, TitleJoined
from rontal.catalogue.importing import services as importing
from rontal.catalogue.importing.kinds import OpenAccess, Outcome
from rontal.catalogue.importing.models import Import, ImportRow
from rontal.catalogue.models import BookFile, Revision, Title
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from rontal.core.models import Event, SealedFile
from rontal.lending.models import Licence
from rontal.lending.tasks import license_imported_titles
from tests.support.catalogue.importing.adding import add, added, somebody
from tests.support.catalogue.importing.book_files import CC, cbz, pdf
from tests.support.catalogue.importing.factories import finished
from tests.support.catalogue.services.factories import entered, librarian
from tests.support.records import epubs

pytestmark = pytest.mark.django_db


def row(title: Title) -> Any:
    return rows.in_order([title.pk])[0]


def test_title_gets_its_book_without_a_second_title() -> None:
    title = entered("Subak Bali")
    became = added(title, epubs.book("Air di Subak"))
    file = BookFile.objects.get()
    assert (became.outcome, file.title_id, Title.objects.count()) == ("joined", title.pk, 1)
    assert file.spine
    assert file.file is not None
    assert became.codes == ["book_title_differs"]


def test_fields_of_the_record_remain_and_empty_ones_are_filled() -> None:
    title = entered("Subak", credits=[Credit("I Made Ari")], language="ban")
    added(title, pdf(rights=CC))
    now = row(title)
    assert (now.title, now.by_line, now.language) == ("Subak", "I Made Ari", "ban")
    assert now.rights == CC
    assert now.cover


def test_history_has_separate_entries_for_the_file_and_the_filled_fields() -> None:
    title = entered("Subak")
    services.set_cover(title_id=title.pk, content=io.BytesIO(epubs.picture()), actor=librarian())
    cover = row(title).cover
    added(title, pdf(rights=CC))
    filled, brought = Revision.objects.filter(title=title)[:2]
    file = BookFile.objects.get()
    assert (brought.act, brought.changes) == ("files", {"files": [[], [file.label]]})
    assert (brought.actor_kind, brought.actor_id) == ("staff", Import.objects.get().staff_id)
    assert filled.changes == {"rights": ["", CC]}
    services.undo_revision(revision_id=filled.pk, actor=librarian())
    assert (row(title).rights, row(title).cover) == ("", cover)
    assert len(row(title).files) == 1
    assert "files" in Event.objects.filter(name="title:edited").latest("pk").data["fields"]


@pytest.mark.whole
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "epub_not_one"),
        (epubs.book()[:900], "epub_not_one"),
        (epubs.book(changes={"META-INF/encryption.xml": None, "OEBPS/bab1.xhtml": None}),
         "epub_missing_content"),
        (pdf(password="rahasia"), "pdf_protected"),
        (cbz(["../../etc/passwd.jpg"]), "epub_unsafe_name"),
    ],
    ids=["empty", "cut short", "chapter missing", "password", "hostile name"],
)  # fmt: skip
def test_bad_file_is_explained_leaves_nothing_and_can_be_added_again(
    content: bytes, code: str
) -> None:
    title = entered()
    before = Revision.objects.count()
    became = added(title, content)
    assert (became.outcome, became.codes[0]) == (Outcome.WRONG, code)
    assert not BookFile.objects.exists()
    assert Revision.objects.count() == before
    assert not SealedFile.objects.filter(purpose="book", erased_at=None).exists()
    assert added(title, epubs.book()).outcome == Outcome.JOINED


def test_duplicate_file_is_reported_before_anything_is_stored() -> None:
    title, other, content = entered("Subak"), entered("Lain"), epubs.book()
    added(title, content)
    with pytest.raises(BookAlreadyPresent):
        add(title, content)
    with pytest.raises(BookOfAnother) as refused:
        add(other, content)
    assert refused.value.params == {"title_id": title.pk, "title": "Subak"}
    assert Import.objects.count() == 1


def test_second_of_two_who_add_one_file_at_once_is_notified() -> None:
    title, other, content = entered("Subak"), entered("Lain"), epubs.book()
    first, again, elsewhere = (add(one, content) for one in (title, title, other))
    for run in (first, again, elsewhere):
        finished(run)
    outcomes = ImportRow.objects.order_by("run").values_list("outcome", "codes", "title")
    assert list(outcomes)[1:] == [
        ("same", ["book_there"], title.pk),
        ("wrong", ["book_of_another"], title.pk),
    ]
    assert BookFile.objects.get().title_id == title.pk
    assert SealedFile.objects.filter(purpose="book", erased_at=None).count() == 1


def test_title_deleted_meanwhile_gets_no_file() -> None:
    title, other_title, content = entered(), entered(), epubs.book("Yang tidak jadi datang")
    digest = hashlib.sha256(content).hexdigest()
    run = add(title, content, OpenAccess.ALL)
    services.join_titles(stays_id=other_title.pk, goes_id=title.pk, actor=librarian())
    finished(run)
    assert ImportRow.objects.get().codes == ["title_joined"]
    assert not BookFile.objects.exists()
    assert not default_storage.exists(f"open/{digest[:2]}/{digest}.epub")
    with pytest.raises(TitleJoined):
        add(title, epubs.book())


def test_lent_file_adds_the_first_copy_and_an_open_one_none() -> None:
    lent, free = entered(), entered()
    for title, access in ((lent, OpenAccess.NONE), (free, OpenAccess.ALL)):
        added(title, epubs.book(title.title), access)
    for event in Event.objects.filter(name="run:done"):
        license_imported_titles(event)
    copies = dict(Licence.objects.values_list("title", "copies"))
    assert copies == {lent.pk: 1, free.pk: 0}
    assert [file.open for title in (lent, free) for file in row(title).files] == [False, True]


def test_only_librarians_add_files_and_remove_them_at_the_title() -> None:
    title = entered()
    for role in (Role.CLERK, Role.HEAD, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            importing.add_file(
                title_id=title.pk,
                content=io.BytesIO(epubs.book()),
                file_name="b.epub",
                access=OpenAccess.NONE,
                actor=somebody(role),
            )
    with pytest.raises(NotFound):
        add(Title(pk=10**9), epubs.book())
    run = finished(add(title, epubs.book()))
    with pytest.raises(IllegalTransition):
        importing.begin_undoing(import_id=run.pk, actor=librarian())
    services.remove_file(title_id=title.pk, file_id=BookFile.objects.get().pk, actor=librarian())
    assert added(title, epubs.book()).outcome == Outcome.JOINED
