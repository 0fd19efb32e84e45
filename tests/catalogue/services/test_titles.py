"""Creating, editing, publishing and withdrawing titles without loss of data."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from records.codes import AgentKind, Scheme
from records.record import Credit, Number
from rontal.accounts.roles import Role
from rontal.catalogue import rows, selectors, services
from rontal.catalogue.errors import (
    ChangedSince,
    CoverUnreadable,
    NotReversible,
    ReasonMissing,
    TitleChanged,
)
from rontal.catalogue.models import Agent, Change, Revision, Series, Title
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from tests.support.catalogue.services.factories import (
    entered,
    librarian,
    newest_revision,
    record,
    state_of,
)

pytestmark = pytest.mark.django_db


def picture(colour="navy", kind="PNG"):
    content = io.BytesIO()
    Image.new("RGB", (300, 420), colour).save(content, kind)
    content.seek(0)
    return content


def edit(title, changed, actor=None, of=None):
    return services.edit_title(
        title_id=title.pk,
        record=changed,
        shown=of or now(title),
        actor=actor or librarian(),
    )


def now(title):
    return rows.in_order([title.pk])[0].record()


def test_new_title_is_a_draft_visible_to_staff_only():
    title = services.create_title(record=record("Subak"), actor=librarian())
    assert state_of(title) is TitleState.DRAFT
    with pytest.raises(NotFound):
        selectors.title_by_slug(title.slug)
    services.publish(title_id=title.pk, actor=librarian())
    assert selectors.title_by_slug(title.slug).title == "Subak"


def test_two_titles_of_one_name_get_two_addresses():
    assert {entered("Subak").slug, entered("Subak").slug} == {"subak", "subak-2"}


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.ADMINISTRATOR])
def test_nobody_but_a_librarian_changes_the_catalogue(role):
    title, actor = entered(), Actor.staff(9, frozenset({role}))
    acts = [
        lambda: services.create_title(record=record(), actor=actor),
        lambda: edit(title, record(), actor),
        lambda: services.withdraw(title_id=title.pk, reason="x", actor=actor),
        lambda: services.publish(title_id=title.pk, actor=actor),
        lambda: services.restore(title_id=title.pk, actor=actor),
        lambda: services.join_titles(stays_id=title.pk, goes_id=title.pk, actor=actor),
        lambda: services.set_cover(title_id=title.pk, content=picture(), actor=actor),
        lambda: services.remove_cover(title_id=title.pk, actor=actor),
        lambda: services.undo_revision(revision_id=1, actor=actor),
        lambda: services.unpick(title_id=title.pk, actor=actor),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


def test_edit_is_stored_with_its_changes_only():
    title = entered("Subak", publisher="Tiga Serangkai")
    revision = edit(title, replace(now(title), title="Subak Bali", year=1999))
    assert revision.changes == {"title": ["Subak", "Subak Bali"], "year": [None, 1999]}
    assert (now(title).title, now(title).publisher) == ("Subak Bali", "Tiga Serangkai")


def test_edit_without_changes_leaves_no_trace():
    title = entered()
    before = Revision.objects.count()
    assert edit(title, now(title)) is None
    assert Revision.objects.count() == before


def test_edit_that_names_somebody_by_a_former_form_changes_nothing():
    title = entered(credits=[Credit("Andrea Hirata", "Hirata, Andrea")])
    services.rename_agent(
        agent_id=Agent.objects.get().pk, name="Andrea Hirata", sort_name="Hirata, A.", dates="",
        kind=AgentKind.PERSON, actor=librarian(),
    )  # fmt: skip
    before, newest = rows.in_order([title.pk]), newest_revision(title)
    changes = Change.objects.count()
    former = replace(now(title), credits=[Credit("Andrea Hirata", "Hirata, Andrea")])
    assert edit(title, former) is None
    assert rows.in_order([title.pk]) == before, "the datestamp, too"
    assert (Change.objects.count(), newest_revision(title)) == (changes, newest)


def test_second_editor_is_notified_and_overwrites_nothing():
    title = entered("Subak")
    opened = now(title)
    edit(title, replace(opened, title="Subak Bali", publisher="Balai Pustaka"))
    with pytest.raises(TitleChanged):
        edit(title, replace(opened, title="Subak dan Desa", year=2001), of=opened)
    assert (now(title).title, now(title).publisher) == ("Subak Bali", "Balai Pustaka")
    assert now(title).year is None


def test_second_editor_writes_only_changed_fields():
    title = entered("Subak", subjects=["Bali", "Sawah"], age_from=9)
    opened = now(title)
    edit(title, replace(opened, publisher="Balai Pustaka", subjects=["Bali", "Desa"]))
    changed = replace(opened, title="Subak Bali", subjects=["Bali", "Sawah", "Air"])
    assert edit(title, changed, of=opened).changes.keys() == {"title", "subjects"}
    current = now(title)
    assert (current.title, current.publisher) == ("Subak Bali", "Balai Pustaka")
    assert current.subjects == ["Bali", "Air", "Desa"]


def test_undo_restores_people_subjects_and_numbers():
    people = [Credit("Ni Luh Sari", "Sari, Ni Luh"), Credit("Made Ari", "Ari, Made", "ill")]
    number = Number(Scheme.ISBN, "9789791234566")
    title = entered("Subak", credits=people, subjects=["Irigasi", "Bali"], numbers=[number])
    before = now(title)
    revision = edit(title, record("Subak", subjects=["Bali"]))
    assert set(revision.changes) == {"credits", "subjects", "numbers"}
    services.undo_revision(revision_id=revision.pk, actor=librarian())
    assert now(title) == before


def test_change_is_undone_once():
    title = entered("Subak")
    revision = edit(title, replace(now(title), title="Sobak"))
    services.undo_revision(revision_id=revision.pk, actor=librarian())
    assert now(title).title == "Subak"
    with pytest.raises(NotReversible):
        services.undo_revision(revision_id=revision.pk, actor=librarian())


def test_value_changed_again_is_not_undone():
    title = entered("Subak")
    first = edit(title, replace(now(title), title="Sobak"))
    edit(title, replace(now(title), title="Subak Bali"))
    with pytest.raises(ChangedSince):
        services.undo_revision(revision_id=first.pk, actor=librarian())
    assert now(title).title == "Subak Bali"


def test_undo_allows_later_changes_of_other_fields():
    title = entered("Subak")
    first = edit(title, replace(now(title), title="Sobak"))
    edit(title, replace(now(title), year=2001))
    services.undo_revision(revision_id=first.pk, actor=librarian())
    assert (now(title).title, now(title).year) == ("Subak", 2001)


def test_a_withdrawn_title_is_gone_with_its_reason_until_it_is_shown_again():
    title = entered()
    services.withdraw(title_id=title.pk, reason="Hak terbit berakhir", actor=librarian())
    assert Title.objects.get(pk=title.pk).withdrawn_reason == "Hak terbit berakhir"
    with pytest.raises(NotFound):
        selectors.title_by_slug(title.slug)
    services.restore(title_id=title.pk, actor=librarian())
    assert selectors.title_by_slug(title.slug).id == title.pk
    assert Title.objects.get(pk=title.pk).withdrawn_reason == ""


def test_withdrawing_requires_a_reason():
    with pytest.raises(ReasonMissing):
        services.withdraw(title_id=entered().pk, reason=" \u200b ", actor=librarian())


def test_withdrawing_can_be_undone_from_the_history():
    title = entered()
    services.withdraw(title_id=title.pk, reason="Salah", actor=librarian())
    services.undo_revision(revision_id=newest_revision(title), actor=librarian())
    assert state_of(title) is TitleState.PUBLIC


def test_history_has_stored_values_not_typed_ones():
    entered(series="Seri Dunia", subjects=["Pertanian"])
    title = entered(series="Seri Dunia", subjects=["Pertanian"])
    before = Title.objects.get(pk=title.pk).changed_at
    assert edit(title, replace(now(title), series="SERI DUNIA.", subjects=["pertanian"])) is None
    assert Title.objects.get(pk=title.pk).changed_at == before
    revision = edit(title, replace(now(title), series="Baru", subjects=["PERTANIAN", "Sawah"]))
    assert revision.changes["subjects"] == [["Pertanian"], ["Pertanian", "Sawah"]]
    services.undo_revision(revision_id=revision.pk, actor=librarian())
    assert (now(title).series, now(title).subjects) == ("Seri Dunia", ["Pertanian"])


def test_undo_records_the_present_name_of_a_series():
    title = entered(series="Seri Dunia")
    entry = entered(series="Seri Dunia")
    revision = edit(title, replace(now(title), series=""))
    series = Series.objects.get()
    services.rename_series(series_id=series.pk, name="Seri Sastra Dunia", actor=librarian())
    back = services.undo_revision(revision_id=revision.pk, actor=librarian())
    assert back.changes == {"series": ["", "Seri Sastra Dunia"]}
    assert now(title).series == now(entry).series


def test_public_title_does_not_become_a_draft_again():
    title = entered()
    with pytest.raises(NotReversible):
        services.undo_revision(revision_id=newest_revision(title), actor=librarian())
    with pytest.raises(IllegalTransition):
        services.publish(title_id=title.pk, actor=librarian())


def test_title_counts_as_new_from_its_first_public_day():
    early = services.create_title(record=record("Dini"), actor=librarian())
    entered("Kedua")
    services.publish(title_id=early.pk, actor=librarian())
    assert [row.title for row in selectors.newest(2)] == ["Dini", "Kedua"]


def test_cover_is_set_replaced_removed_and_restored():
    title = entered()
    services.set_cover(title_id=title.pk, content=picture("navy"), actor=librarian())
    first = rows.in_order([title.pk])[0].cover
    assert selectors.cover_picture(first.digest, 200)
    services.set_cover(title_id=title.pk, content=picture("maroon", "WEBP"), actor=librarian())
    services.undo_revision(revision_id=newest_revision(title), actor=librarian())
    assert rows.in_order([title.pk])[0].cover == first
    services.remove_cover(title_id=title.pk, actor=librarian())
    assert rows.in_order([title.pk])[0].cover is None


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n" + b"0" * 99])
def test_cover_must_be_a_picture(content):
    with pytest.raises(CoverUnreadable):
        services.set_cover(title_id=entered().pk, content=io.BytesIO(content), actor=librarian())
