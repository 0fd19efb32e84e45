"""Tests for the import of members: dry run, import, killed and repeated jobs, undoing."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from bench.member_lists import INLISLITE, row, slims, workbook
from records.errors import TableEmpty
from records.tables import Limits
from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import sealing
from rontal.core.errors import IllegalTransition, NotAllowed, NotFound
from rontal.core.models import Event, SealedFile
from rontal.imports.states import ImportState
from rontal.membership.importing import errors, importer, services
from rontal.membership.importing.layout import names_of
from rontal.membership.importing.models import Import, ImportedMember, ImportRow
from rontal.membership.importing.rules.columns import Field
from rontal.membership.importing.selectors import counts, layout_of
from rontal.membership.importing.states import RowState
from rontal.membership.importing.steps import checking as check_steps
from rontal.membership.importing.steps import creating as take_steps
from rontal.membership.importing.steps import undoing as undo_steps
from rontal.membership.models import Application, Consent, Member
from tests.support.membership import factories as membership
from tests.support.membership.importing import factories
from tests.support.membership.importing.tables import membership_closed, table

pytestmark = pytest.mark.django_db
R = RowState


def states(run: Import) -> dict[str, int]:
    return {state.value: number for state, number in counts(run).by_state.items()}


def codes(run: Import) -> list[str]:
    rows = ImportRow.objects.filter(run=run).order_by("number").values_list("problems", flat=True)
    return [problem[1] for problems in rows for problem in problems]


def test_a_file_of_slims_becomes_members_with_their_old_numbers():
    run = factories.done(slims(20, wrong=2))
    assert states(run) == {"taken": 18, "wrong": 2}
    assert run.state == "done"
    member = Member.objects.get(number="PD0000003")
    cells = row(3)
    assert member.name == cells["member_name"]
    assert member.joined_on.isoformat() == cells["member_since_date"]
    assert member.valid_until.isoformat() == cells["expire_date"]
    assert bytes(member.nik_hash) == sealing.keyed_hash(cells["pin"], purpose="nik")
    details = member.application.details.reveal()
    assert details["birth_date"] == cells["birth_date"]
    assert details["phone"] == "+62812" + str(10_000_003)
    assert details["sex"] == "female"
    assert member.application.origin == "import"
    assert member.application.state == "approved"


def test_imported_members_cannot_sign_in_and_have_no_consents():
    factories.done(slims(3))
    member = Member.objects.get(number="PD0000001")
    assert not member.user.is_active
    assert not member.user.has_usable_password()
    assert member.user.login_name == "PD0000001"
    assert not Consent.objects.exists()
    assert not member.application.card_photo_id


def test_an_expired_member_is_imported_as_expired_without_reminders():
    ended = {"expire_date": "2020-01-31"}
    factories.done(table(ended, {"expire_date": "2090-01-31"}))
    assert Member.objects.get(number="PD0000000").state == "expired"
    active = Member.objects.get(number="PD0000001")
    assert (active.state, active.told_of_end) == ("active", active.valid_until)


def test_workbook_of_inlislite_is_recognised():
    cells = ["PB-17/2019", "NI LUH AYU", "KTP", "5102055705900012", "Tabanan", ("date", 33010),
             "Perempuan", "Jl. Melati 4", "Kediri", "Kabupaten Tabanan", 81234567890,
             "ayu@contoh.example", ("date", 43101), ("date", 60000)]  # fmt: skip
    run = factories.done(workbook(["DAFTAR ANGGOTA"], INLISLITE, cells))
    assert layout_of(run).program == "inlislite"
    member = Member.objects.get()
    details = member.application.details.reveal()
    assert details["regency"] == "5102"
    assert details["district"] == "510206"
    assert details["birth_date"] == "1990-05-17"
    assert details["phone"] == "+6281234567890"
    assert member.joined_on == date(2018, 1, 1)
    assert member.number.startswith("TBN"), "an old number with a slash is no number here"
    assert member.imported.former_number == "PB-17/2019"


def test_importing_the_same_file_again_makes_no_duplicates():
    content = table({"member_id": "001/2019", "pin": ""}, {"pin": ""}, {})
    factories.done(content)
    again = factories.done(content)
    assert states(again) == {"known": 3}
    assert Member.objects.count() == 3


def test_rows_with_a_repeated_number_or_nik_name_the_first_one():
    first = row(0)
    run = factories.checked(table({}, {"member_id": first["member_id"]}, {"pin": first["pin"]}, {}))
    assert states(run) == {"ready": 2, "repeated": 2}
    repeated = ImportRow.objects.filter(run=run, state=R.REPEATED).order_by("number")
    assert [one.problems for one in repeated] == [
        [["number", "number_repeated", 2]],
        [["identity", "nik_repeated", 2]],
    ]


def test_a_row_does_not_repeat_one_that_is_wrong():
    run = factories.checked(table({"member_name": ""}, {"member_id": row(0)["member_id"]}))
    assert states(run) == {"wrong": 1, "ready": 1}


def test_existing_member_is_recognised_by_the_nik_under_any_number():
    member = membership.member()
    nik = member.application.details.reveal()["number"]
    run = factories.checked(table({"pin": nik}, {}))
    assert states(run) == {"known": 1, "ready": 1}


@pytest.mark.whole
def test_number_of_another_or_former_member_is_wrong():
    factories.done(table({"pin": ""}))
    run = factories.checked(table({"member_name": "I Gede Lain", "pin": ""}))
    assert codes(run) == ["number_of_another"]
    member = Member.objects.get()
    membership_closed(member)
    run = factories.checked(table({"pin": ""}))
    assert codes(run) == ["number_of_closed"]


def test_number_equal_to_a_staff_login_name_is_replaced():
    actor = membership.clerk()
    name = User.objects.get(pk=actor.id).login_name
    factories.done(table({"member_id": name.upper()}))
    member = Member.objects.get()
    assert member.number.startswith("TBN")
    assert member.imported.former_number == name.upper()


def test_an_imported_number_of_our_own_pattern_never_blocks_a_new_member():
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value + 1 FROM membership_member_serial")
        serial = cursor.fetchone()[0]
    from rontal.membership.rules import number
    from rontal.membership.selectors.dates import today
    from rontal.standard.selectors import library

    year = today().year
    coming = [
        number.compose(library().member_number, year=year, serial=serial + n) for n in range(3)
    ]
    factories.done(table(*({"member_id": one} for one in coming)))
    assert membership.member().number not in coming


def test_lenient_import_drops_wrong_values_but_requires_a_name():
    content = table(
        {"pin": "5.10205E+15", "member_phone": "8.12E+11", "birth_date": "31/02/1990"},
        {"member_name": "123"},
    )
    strict = factories.checked(content)
    assert states(strict) == {"wrong": 2}
    run = factories.done(content, lenient=True)
    assert states(run) == {"taken": 1, "wrong": 1}
    member = Member.objects.get()
    assert bytes(member.nik_hash) == b""
    assert member.application.details.reveal()["phone"] == ""
    remarks = ImportRow.objects.get(run=run, state=R.TAKEN).remarks
    assert {code for _field, code, _row in remarks} == {
        "nik_cut_by_spreadsheet", "phone_cut_by_spreadsheet", "date_impossible"
    }  # fmt: skip


def test_families_share_an_address():
    factories.done(table(*({"member_email": "keluarga@contoh.example"} for _ in range(4))))
    assert User.objects.filter(email="keluarga@contoh.example").count() == 4


def test_column_choices_are_remembered_for_the_next_file():
    head = factories.head()
    run = factories.started("kode,siapa\nA1,Ni Made Sari\n", actor=head)
    services.check_import(import_id=run.pk, fields=["number", "name"], lenient=True, actor=head)
    again = factories.started("kode,siapa\nB1,I Wayan Dwi\n", actor=head)
    assert layout_of(again).fields == (Field.NUMBER, Field.NAME)
    assert again.lenient


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (["number", ""], errors.NameColumnMissing),
        (["name", ""], errors.NumberColumnMissing),
        (["name", "name"], errors.ColumnTwice),
        (["name"], IllegalTransition),
    ],
)
def test_unusable_columns_are_refused(fields, error):
    head = factories.head()
    run = factories.started("kode,siapa\nA1,Ni Made Sari\n", actor=head)
    with pytest.raises(error):
        services.check_import(import_id=run.pk, fields=fields, lenient=False, actor=head)
    assert Import.objects.get(pk=run.pk).state == "mapping"


def test_heading_alone_is_no_list_of_members():
    with pytest.raises(TableEmpty):
        factories.started("member_id,member_name\n")
    assert not SealedFile.objects.exists()


def test_clerks_may_not_import_members():
    with pytest.raises(NotAllowed):
        factories.started(slims(1), actor=membership.clerk(Role.CLERK))
    run = factories.started(slims(1))
    with pytest.raises(NotAllowed):
        services.discard_import(import_id=run.pk, actor=membership.clerk(Role.CLERK))
    with pytest.raises(NotFound):
        services.discard_import(import_id=0, actor=factories.head())


def test_file_that_breaks_in_the_middle_is_refused_and_leaves_no_rows(monkeypatch):
    monkeypatch.setattr(importer, "LIMITS", Limits(rows=1500))
    run = factories.checked(slims(1600))
    assert (run.state, run.error) == ("refused", "table_too_long")
    assert not ImportRow.objects.exists()
    assert SealedFile.objects.get().erased_at


@pytest.mark.whole
def test_killed_dry_run_resumes(monkeypatch):
    run = factories.checking(slims(2500, wrong=50))
    store_batch, calls = check_steps.store_batch, []

    def killed(*args):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit
        return store_batch(*args)

    monkeypatch.setattr(check_steps, "store_batch", killed)
    with pytest.raises(SystemExit):
        services.check_rows(import_id=run.pk)
    assert ImportRow.objects.count() == 1000
    monkeypatch.undo()
    services.check_rows(import_id=run.pk)
    services.check_rows(import_id=run.pk)
    assert states(run) == {"ready": 2450, "wrong": 50}


def test_job_of_an_earlier_dry_run_changes_nothing_in_the_next_one():
    head = factories.head()
    run = factories.checking(slims(5), actor=head)
    old = Import.objects.get(pk=run.pk)
    services.change_columns(import_id=run.pk, actor=head)
    fields = names_of(layout_of(old).fields)
    services.check_import(import_id=run.pk, fields=fields, lenient=False, actor=head)
    assert not check_steps.store_batch(old, [])
    importer.IMPORTER.end(old, ImportState.CHECKING, ImportState.CHECKED)
    assert Import.objects.get(pk=run.pk).state == "checking"
    services.check_rows(import_id=run.pk)
    assert states(run) == {"ready": 5}


def test_killed_import_resumes_and_imports_nobody_twice(monkeypatch):
    head = factories.head()
    run = factories.checked(slims(40, wrong=4), actor=head)
    services.begin_import(import_id=run.pk, actor=head)
    monkeypatch.setattr(take_steps, "BATCH", 10)
    take_steps.import_batch(run.pk, size=10)
    move_all = take_steps.transitions.move_all

    def killed(*_args, **_kwargs):
        raise SystemExit

    monkeypatch.setattr(take_steps.transitions, "move_all", killed)
    with pytest.raises(SystemExit):
        services.take_rows(import_id=run.pk)
    assert Member.objects.count() == 10, "the batch that was cut off left nothing"
    assert User.objects.filter(login_name__startswith="PD").count() == 10
    monkeypatch.setattr(take_steps.transitions, "move_all", move_all)
    services.take_rows(import_id=run.pk)
    services.take_rows(import_id=run.pk)
    assert states(run) == {"taken": 36, "wrong": 4}
    assert Member.objects.count() == 36
    assert Application.objects.count() == 36


def test_colliding_row_is_set_aside_and_the_others_are_imported(monkeypatch):
    head = factories.head()
    run = factories.checked(slims(5), actor=head)
    services.begin_import(import_id=run.pk, actor=head)
    unlucky = row(2)["member_id"]
    create = take_steps.accounts.create_unclaimed

    def create_unclaimed(*, people, actor):
        if any(one.login_name == unlucky for one in people):
            raise IntegrityError
        return create(people=people, actor=actor)

    monkeypatch.setattr(take_steps.accounts, "create_unclaimed", create_unclaimed)
    services.take_rows(import_id=run.pk)
    assert states(run) == {"taken": 4, "wrong": 1}
    assert codes(run) == ["row_collides"]


def test_person_who_became_a_member_since_the_dry_run_is_recognised():
    head = factories.head()
    nik = membership.nik()
    run = factories.checked(table({"pin": nik}, {}), actor=head)
    membership.member(membership.values(number=nik))
    services.begin_import(import_id=run.pk, actor=head)
    services.take_rows(import_id=run.pk)
    assert states(run) == {"known": 1, "taken": 1}


def test_only_one_import_runs_at_a_time():
    head = factories.head()
    one, other = (factories.checked(slims(2), actor=head) for _turn in range(2))
    services.begin_import(import_id=one.pk, actor=head)
    with pytest.raises(errors.ImportBusy):
        services.begin_import(import_id=other.pk, actor=head)
    with pytest.raises(IllegalTransition):
        services.begin_import(import_id=one.pk, actor=head)


def test_job_imports_some_batches_and_leaves_the_rest_to_the_next(monkeypatch):
    head = factories.head()
    run = factories.checked(slims(30), actor=head)
    services.begin_import(import_id=run.pk, actor=head)
    monkeypatch.setattr(take_steps, "BATCH", 20)
    services.take_rows(import_id=run.pk, seconds=0)
    assert Import.objects.get(pk=run.pk).state == "taking"
    jobs = ProcrastinateJob.objects.filter(task_name="membership:take_import")
    assert [job.args for job in jobs] == [{"import_id": run.pk}] * 2


def test_undo_deletes_inactive_imported_members_only():
    head = factories.head()
    run = factories.done(slims(4), actor=head)
    remaining = Member.objects.get(number="PD0000002")
    ImportedMember.objects.filter(member=remaining).update(invited_at="2026-11-25T00:00Z")
    services.undo_import(import_id=run.pk, actor=head)
    services.undo_rows(import_id=run.pk)
    services.undo_rows(import_id=run.pk)
    assert list(Member.objects.all()) == [remaining]
    assert Application.objects.count() == 1
    assert not User.objects.filter(login_name="PD0000001").exists()
    assert states(run) == {"undone": 3, "taken": 1}
    assert states(factories.done(slims(4), actor=head)) == {"taken": 3, "known": 1}


@pytest.mark.whole
def test_member_with_dependent_rows_remains_after_undo(monkeypatch):
    head = factories.head()
    run = factories.done(slims(3), actor=head)
    remove = undo_steps._remove
    member_id = Member.objects.get(number="PD0000001").pk

    def guarded(run, gone):
        if any(one.member_id == member_id for one in gone):
            raise IntegrityError
        remove(run, gone)

    monkeypatch.setattr(undo_steps, "_remove", guarded)
    services.undo_import(import_id=run.pk, actor=head)
    services.undo_rows(import_id=run.pk)
    assert [member.pk for member in Member.objects.all()] == [member_id]
    assert Import.objects.get(pk=run.pk).state == "undone"


def test_cells_are_sealed_and_erased_once_a_row_is_imported():
    head = factories.head()
    run = factories.checked(slims(3, wrong=1), actor=head)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(i::text, ' ') FROM membership_importrow AS i")
        count = cursor.fetchone()[0]
    assert row(0)["member_name"].encode().hex() not in count
    assert row(0)["pin"] not in count
    services.begin_import(import_id=run.pk, actor=head)
    services.take_rows(import_id=run.pk)
    assert not ImportRow.objects.filter(state=R.TAKEN, cells__isnull=False).exists()
    assert SealedFile.objects.get().erased_at


def test_events_and_jobs_carry_no_personal_data():
    factories.done(slims(3, wrong=1))
    logged = " ".join(str(event.data) for event in Event.objects.all())
    logged += " ".join(str(job.args) for job in ProcrastinateJob.objects.all())
    for number in range(3):
        for column in ("member_id", "member_name", "pin", "member_email"):
            value = row(number)[column]
            assert not value or value not in logged


def test_rows_are_erased_after_the_retention_period_and_members_remain():
    run = factories.done(slims(4, wrong=1))
    abandoned = factories.started(slims(2))
    assert services.sweep_imports() == 0
    with time_machine.travel(run.started_at + timedelta(days=31), tick=False):
        assert services.sweep_imports() == 2
        assert services.sweep_imports() == 0
    assert not ImportRow.objects.exists()
    assert Import.objects.get(pk=abandoned.pk).state == "discarded"
    assert Import.objects.get(pk=run.pk).file_name == ""
    assert Member.objects.count() == 3
    assert not SealedFile.objects.filter(erased_at=None).exists()


def test_cancelled_import_leaves_nothing():
    head = factories.head()
    run = factories.checked(slims(3), actor=head)
    services.discard_import(import_id=run.pk, actor=head)
    assert not ImportRow.objects.exists()
    assert SealedFile.objects.get().erased_at
    assert not Member.objects.exists()
    with pytest.raises(IllegalTransition):
        services.begin_import(import_id=run.pk, actor=head)


def queries_of(act) -> int:
    with CaptureQueriesContext(connection) as queries:
        act()
    return len(queries)


@pytest.mark.whole
def test_batch_needs_as_many_queries_for_many_rows_as_for_few():
    head = factories.head()
    results = []
    for count in (10, 200):
        text = slims(count).replace("PD", f"Q{count}").replace('"5102', f'"51{count % 90 + 10}')
        run = factories.checking(text, actor=head)
        query_counts = queries_of(lambda run=run: services.check_rows(import_id=run.pk))
        services.begin_import(import_id=run.pk, actor=head)
        import_queries = queries_of(lambda run=run: take_steps.import_batch(run.pk))
        assert states(run) == {"taken": count}
        services.take_rows(import_id=run.pk)
        results.append((query_counts, import_queries))
    assert results[0] == results[1]
    assert results[0][1] <= 22


@pytest.mark.whole
def test_three_thousand_rows_with_ninety_wrong_ones_are_imported():
    run = factories.done(slims(3000, wrong=90))
    assert states(run) == {"taken": 2910, "wrong": 90}
    assert Member.objects.count() == 2910


def test_a_member_is_found_by_the_former_number_at_the_desk():
    from rontal.membership.selectors import members

    factories.done(table({"member_id": "001/2019"}))
    member = members.member_by_number("001/2019", membership.clerk())
    assert member == Member.objects.get()


def test_imported_members_are_no_registrations_at_the_desk():
    from rontal.desk.selectors.filters import Shelf
    from rontal.desk.selectors.queue import counts as shelves

    factories.done(slims(3))
    assert shelves()[Shelf.APPROVED] == 0
