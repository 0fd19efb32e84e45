"""Deleting drafts; other titles cannot be deleted."""

import pytest
from django.core.files.storage import default_storage

from records.record import Credit
from rontal.accounts.roles import Role
from rontal.catalogue import browsing, harvesting, services
from rontal.catalogue.errors import DraftInUse
from rontal.catalogue.importing.kinds import OpenAccess
from rontal.catalogue.models import Agent, BookFile, Revision, Series, Subject, Title, Tombstone
from rontal.catalogue.states import TitleState
from rontal.core.actors import Actor
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from rontal.core.models import Event, SealedFile
from rontal.lending.models import Licence
from tests.support.catalogue.importing.adding import added
from tests.support.catalogue.services.factories import entered, librarian
from tests.support.records import epubs

pytestmark = pytest.mark.django_db


def delete(title: Title, actor: Actor | None = None) -> None:
    services.delete_draft(title_id=title.pk, actor=actor or librarian())


def test_draft_is_deleted_with_everything_that_only_it_has(
    django_capture_on_commit_callbacks,
) -> None:
    entered("Lain", credits=[Credit("Ni Luh Sari")], subjects=["Bali"])
    draft = entered(
        "Salah", public=False, credits=[Credit("I Keliru")], subjects=["Bali", "Keliru"], series="S"
    )
    added(draft, epubs.book())
    added(draft, epubs.book("Terbuka"), OpenAccess.ALL)
    open_name = BookFile.objects.get(file=None).open_name
    Licence.objects.create(title=draft, copies=1)
    with django_capture_on_commit_callbacks(execute=True):
        delete(draft)
    assert list(Title.objects.values_list("title", flat=True)) == ["Lain"]
    assert not BookFile.objects.exists()
    assert not SealedFile.objects.filter(purpose="book", erased_at=None).exists()
    assert not default_storage.exists(open_name)
    assert set(Subject.objects.values_list("name", flat=True)) == {"Bali"}
    assert set(Agent.objects.values_list("name", flat=True)) == {"Ni Luh Sari"}
    assert not Series.objects.exists()
    event = Event.objects.get(name="title:deleted")
    assert (event.subject_id, event.data, event.actor_id) == (
        str(draft.pk),
        {"title": "Salah"},
        librarian().id,
    )
    assert harvesting.ever_public_title(draft.pk) is None
    assert not Tombstone.objects.exists()


def test_title_seen_by_readers_is_not_deleted() -> None:
    shown, gone = entered(), entered()
    services.withdraw(title_id=gone.pk, reason="Rusak", actor=librarian())
    for title in (shown, gone):
        with pytest.raises(IllegalTransition):
            delete(title)
    assert harvesting.ever_public_title(gone.pk) is not None


def test_a_draft_is_deleted_and_not_withdrawn() -> None:
    draft = entered(public=False)
    with pytest.raises(IllegalTransition):
        services.withdraw(title_id=draft.pk, reason="Salah", actor=librarian())
    for role in (Role.CLERK, Role.HEAD, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            delete(draft, Actor.staff(9, frozenset({role})))
    with pytest.raises(NotFound):
        delete(Title(pk=10**9))


def test_draft_with_dependents_is_not_deleted() -> None:
    surviving, merged = entered(public=False), entered()
    services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    with pytest.raises(DraftInUse):
        delete(surviving)
    assert Revision.objects.filter(title=surviving).exists()


def test_draft_merged_into_another_title_is_never_reported_to_harvesters() -> None:
    surviving, draft, shown = entered(), entered(public=False), entered()
    for merged in (draft, shown):
        services.join_titles(stays_id=surviving.pk, goes_id=merged.pk, actor=librarian())
    with pytest.raises(NotFound):
        browsing.title_by_slug(draft.slug)
    assert browsing.title_by_slug(shown.slug).state is TitleState.JOINED
    assert harvesting.ever_public_title(draft.pk) is None
    assert harvesting.ever_public_title(shown.pk) is not None
    until = harvesting.Span(before=harvesting.complete_until() + 2 * harvesting.MARGIN)
    identifiers = {one.id for one in harvesting.page(until, after=None, limit=9)}
    assert identifiers == {surviving.pk, shown.pk}
    assert harvesting.count(until) == 2
