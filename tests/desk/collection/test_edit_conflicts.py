"""Tests of editing a title while another user, a batch or an import changes it."""

import pytest

from records.codes import Scheme
from records.record import Number
from rontal.accounts.roles import Role
from rontal.catalogue import rows, services
from rontal.catalogue.batches import Batch
from rontal.catalogue.importing.kinds import Options
from tests.support.catalogue.importing.factories import ISBN, imported, record
from tests.support.catalogue.services.factories import entered, librarian
from tests.support.desk.cataloguing import HOME, edit, fields
from tests.support.desk.factories import at_desk
from tests.support.web.visitors import text

pytestmark = pytest.mark.django_db


def test_second_editor_keeps_the_changes_of_the_first_and_is_notified(desk):
    title = entered("Subak", publisher="Lama")
    opened = fields(title)
    edit(at_desk(Role.LIBRARIAN, login_name="rekan"), title, publisher="Balai Pustaka")
    page = text(
        desk.post(f"{HOME}{title.pk}/sunting/", opened | {"title": "Subak Bali"}, follow=True)
    )
    assert "Diubah: Judul." in page
    assert "Sementara itu orang lain, atau sebuah impor, mengubah: Penerbit." in page
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher) == ("Subak Bali", "Balai Pustaka")


def test_second_editor_of_the_same_field_sees_the_first_value_and_loses_nothing(desk):
    title = entered("Subak", publisher="Lama")
    opened = fields(title) | {"publisher": "Pustaka Bali", "title": "Subak Bali"}
    edit(at_desk(Role.LIBRARIAN, login_name="rekan"), title, publisher="Balai Pustaka")
    answer = desk.post(f"{HOME}{title.pk}/sunting/", opened)
    assert answer.status_code == 409
    page = text(answer)
    assert "<del>Lama</del>" in page
    assert "<ins>Balai Pustaka</ins>" in page
    form = answer.context["form"]
    assert (form.initial["title"], form.initial["publisher"]) == ("Subak Bali", "Pustaka Bali")
    desk.post(f"{HOME}{title.pk}/sunting/", opened | {"shown": form.initial["shown"]})
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher) == ("Subak Bali", "Pustaka Bali")


def test_field_filled_by_an_import_while_the_form_was_open_remains(desk):
    title = entered("Subak", numbers=[Number(Scheme.ISBN, ISBN)])
    opened = fields(title)
    imported([record("Subak", isbn=ISBN, publisher="Balai Pustaka", subjects=["Bali"])])
    desk.post(f"{HOME}{title.pk}/sunting/", opened | {"title": "Subak Bali"})
    row = rows.in_order([title.pk])[0]
    assert (row.title, row.publisher) == ("Subak Bali", "Balai Pustaka")
    assert [heading.name for heading in row.subjects] == ["Bali"]
    answer = desk.post(f"{HOME}{title.pk}/sunting/", opened | {"publisher": "Lain"})
    assert answer.status_code == 409
    assert "<ins>Balai Pustaka</ins>" in text(answer)


@pytest.mark.parametrize("how", ["correcting", "batch"])
def test_field_corrected_while_the_form_was_open_remains(desk, how):
    title = entered("Subak", publisher="Lama", numbers=[Number(Scheme.ISBN, ISBN)])
    opened = fields(title)
    if how == "batch":
        batch = Batch(publisher="Baru")
        services.batch_edit(title_ids=[title.pk], batch=batch, actor=librarian())
    else:
        imported([record("Subak", isbn=ISBN, publisher="Baru")], Options(overwrite=True))
    desk.post(f"{HOME}{title.pk}/sunting/", opened | {"place": "Ubud"})
    row = rows.in_order([title.pk])[0]
    assert (row.publisher, row.place) == ("Baru", "Ubud")
    assert desk.post(f"{HOME}{title.pk}/sunting/", opened | {"publisher": "X"}).status_code == 409


@pytest.mark.parametrize("shown", ["", "nonsense", "bm9uc2Vuc2U:1v:x", "\x00"])
def test_form_without_its_shown_revision_overwrites_nothing(desk, shown):
    title = entered("Subak", publisher="Lama")
    fields_sent = fields(title, publisher="Baru") | {"shown": shown}
    answer = desk.post(f"{HOME}{title.pk}/sunting/", fields_sent)
    assert answer.status_code in (409, 422)
    assert rows.in_order([title.pk])[0].publisher == "Lama"
