"""Tests of the monthly and annual report: its figures against a slow recount, and permissions."""

import csv
import io
import zipfile
from collections import Counter
from datetime import date, timedelta

import pikepdf
import pytest
from django.conf import settings
from django.test import Client
from lxml import etree

from bench.traffic.year import Scale, fill
from rontal.accounts import services as accounts
from rontal.accounts.roles import Role
from rontal.core import clock, event_references
from rontal.core.events import newest
from rontal.core.models import Event
from rontal.desk.reports.building import Edition
from rontal.desk.reports.cells import Report, Table, Why
from rontal.desk.reports.report import build
from rontal.desk.selectors import reports
from rontal.feedback.models import Answer, Ticket
from rontal.lending.models import Loan
from rontal.membership.figures.models import RegistrationFact
from rontal.membership.figures.selectors import Both
from rontal.membership.models import Application, Member
from rontal.membership.rules import form as forms
from rontal.standard.models import StepTime
from rontal.standard.rules.periods import ReportPeriod, read
from rontal.standard.selectors import library
from tests.support.accounts import factories as accounts_factories
from tests.support.desk.factories import at_desk
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
PAGE = "/meja/laporan/"
SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def day(at) -> date:
    return at.astimezone(library().tz).date()


def the_year() -> str:
    return f"{day(clock.now()).year}"


@pytest.fixture
def year():
    fill(Scale(applications=300, tickets=80, answers=150, loans=200))


@pytest.fixture
def period_and_report(year) -> tuple[ReportPeriod, Report]:
    period = read(the_year())
    return period, build(reports.figures(period), Edition.OFFICE)


def table(report: Report, key: str) -> Table:
    return next(one for part in report.sections for one in part.tables if one.key == key)


def now(report: Report, key: str) -> dict[str, object]:
    """Returns the first number of each row by label."""
    return {row.label: row.cells[0].value for row in table(report, key).rows}


def within(period: ReportPeriod, at) -> bool:
    return at is not None and period.first <= day(at) <= period.last


def test_registrations_are_those_that_a_slow_recount_finds(period_and_report):
    period, report = period_and_report
    sent = [one for one in Application.objects.all() if within(period, one.submitted_at)]
    origins = Counter(one.origin for one in sent)
    assert list(now(report, "sent").values()) == [
        len(sent), origins["online"], origins["counter"],
    ]  # fmt: skip
    ended = Counter(one.state for one in Application.objects.all() if within(period, one.ended_at))
    states = ("approved", "rejected", "lapsed", "withdrawn")
    assert list(now(report, "ended").values())[:4] == [ended[state] for state in states]
    open_now = Counter(Application.objects.filter(ended_at=None).values_list("state", flat=True))
    order = ("awaiting_activation", "checking", "in_review", "needs_correction")
    assert list(now(report, "open").values()) == [open_now[state] for state in order]


def test_places_ages_and_sexes_are_those_of_the_forms(period_and_report):
    period, report = period_and_report
    forms_in_period = [
        forms.read(one.details.reveal())
        for one in Application.objects.filter(state="approved")
        if within(period, one.submitted_at)
    ]
    sexes = Counter(form.sex for form in forms_in_period)
    counts = now(report, "sex")
    assert set(counts) == {"Perempuan", "Laki-laki"}
    assert counts["Perempuan"] >= sexes["female"] > 0
    for key in ("place", "age", "sex"):
        assert sum(now(report, key).values()) == now(report, "sent")["Pendaftaran dikirim"]


def test_times_complaints_loans_and_members_are_those_of_the_registers(period_and_report):
    period, report = period_and_report
    times = StepTime.objects.filter(step="decision", ended_on__range=(period.first, period.last))
    row = next(
        row for row in table(report, "steps").rows if row.label == "Memeriksa dan memutuskan"
    )
    in_time = sum(1 for one in times if one.seconds <= one.promised_seconds)
    assert [row.cells[1].value, row.cells[4].value] == [len(times), in_time * 100 // len(times)]
    tickets = [one for one in Ticket.objects.all() if within(period, one.received_at)]
    answered = [one for one in Ticket.objects.all() if within(period, one.answered_at)]
    assert list(now(report, "tickets").values()) == [
        len(tickets), len(answered), sum(one.in_time for one in answered) * 100 // len(answered),
    ]  # fmt: skip
    loans = [one for one in Loan.objects.all() if within(period, one.started_at)]
    assert list(now(report, "loans").values())[:3] == [
        len(loans), len({one.member_id for one in loans}), len({one.title_id for one in loans}),
    ]  # fmt: skip
    states = Counter(Member.objects.values_list("state", flat=True))
    assert list(now(report, "standing").values()) == [
        states[name] for name in ("active", "suspended", "expired", "closed")
    ]
    assert now(report, "changes")["Anggota baru"] == sum(
        1 for one in Member.objects.all() if period.first <= one.joined_on <= period.last
    )


def test_uncounted_figures_are_marked_and_not_invented(period_and_report):
    _period, report = period_and_report
    visits = next(row for row in table(report, "iplm").rows if "UPLM4" in row.label)
    assert {cell.why for cell in visits.cells} == {Why.NOT_COUNTED}
    assert "belum menghitung" in visits.note
    assert all(one.counted for part in report.sections for one in part.tables)


@pytest.mark.whole
def test_report_of_a_past_period_never_changes(year):
    period = read(the_year()).before
    first = build(reports.figures(period), Edition.OFFICE)
    for member in Member.objects.filter(state="active")[:3]:
        factories.services.close_membership(
            member_id=member.pk, actor=factories.Actor.person(member.user_id)
        )
    factories.submitted()
    Application.objects.filter(state="rejected").update(details={}, name="", email="")
    assert build(reports.figures(period), Edition.OFFICE) == first
    assert not first.provisional


@pytest.mark.whole
def test_small_groups_are_hidden_in_the_edition_to_pass_on(year):
    period = read(the_year())
    report = build(reports.figures(period), Edition.PUBLIC)
    for key in ("place", "age", "sex", "channel", "category"):
        rows = table(report, key).rows
        shown = [cell.value for row in rows for cell in row.cells[:2] if cell.value is not None]
        assert all(number == 0 or number >= 5 for number in shown)
        hidden = [row for row in rows if row.cells[0].why is Why.FEW and row.cells[0].value is None]
        assert len(hidden) != 1
    places = table(report, "place").rows
    assert any(row.cells[0].value is None for row in places)


@pytest.mark.whole
def test_page_needs_twelve_queries_and_marks_a_running_month(year, django_assert_max_num_queries):
    client, today = at_desk(Role.HEAD), day(clock.now())
    client.get(PAGE)
    address = f"{PAGE}?tahun={today.year}&bulan={today.month}"
    with django_assert_max_num_queries(12):
        page = client.get(address).content.decode()
    assert "Sementara: periode masih berjalan" in page
    assert "Dihitung pada hari formulir dikirim" in page
    over = client.get(f"{PAGE}?tahun={today.year - 1}").content.decode()
    assert "Periode ini sudah selesai" in over


def test_empty_library_gets_a_kind_explanation():
    page = at_desk(Role.HEAD).get(PAGE)
    assert page.status_code == 200
    assert "Belum ada yang dilaporkan" in page.content.decode()
    for kind in ("pdf", "xlsx", "csv"):
        assert at_desk(Role.HEAD).get(f"{PAGE}{the_year()}.{kind}").status_code == 200


@pytest.mark.parametrize(
    "query",
    ["tahun=x", "tahun=2026&bulan=13", "tahun=0000", "tahun=99999", "bulan=%00&tahun=²", "edisi=x",
     "tahun=2026&bulan=-1", "tahun=1999&bulan=1"],
)  # fmt: skip
def test_invalid_parameters_still_show_a_report(query):
    assert at_desk(Role.HEAD).get(f"{PAGE}?{query}").status_code == 200


@pytest.mark.parametrize(
    "file", ["2026-13.pdf", "1.pdf", "2026-1.xlsx", "2026.exe", "2199.pdf", "0001-01.csv"]
)
def test_invalid_period_has_no_file(file):
    assert at_desk(Role.HEAD).get(PAGE + file).status_code == 404


@pytest.mark.parametrize("address", [PAGE, f"{PAGE}2026.pdf", f"{PAGE}2026-03.xlsx"])
def test_only_head_and_administrator_open_reports(address):
    assert Client().get(address)["Location"].startswith("/masuk/")
    for role in (Role.CLERK, Role.LIBRARIAN):
        assert at_desk(role).get(address).status_code == 403
    assert at_desk(Role.ADMINISTRATOR).get(address).status_code == 200


@pytest.mark.whole
def test_the_pdf_is_tagged_and_in_the_readers_language(year):
    client = at_desk(Role.HEAD)
    for language, words in (("id", f"Laporan {the_year()}"), ("en", f"Report of {the_year()}")):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        answer = client.get(f"{PAGE}{the_year()}.pdf")
        assert answer["Content-Type"] == "application/pdf"
        with pikepdf.open(io.BytesIO(answer.content)) as document:
            assert document.Root.MarkInfo.Marked
            assert str(document.Root.Lang).startswith(language)
            assert str(document.docinfo["/Title"]) == words
            assert len(document.pages) >= 4


@pytest.mark.whole
def test_the_workbook_holds_the_numbers_of_the_page(period_and_report):
    _period, report = period_and_report
    answer = at_desk(Role.HEAD).get(f"{PAGE}{the_year()}.xlsx")
    book = zipfile.ZipFile(io.BytesIO(answer.content))
    names = [
        sheet.get("name")
        for sheet in etree.parse(book.open("xl/workbook.xml")).iter(f"{SHEETS}sheet")
    ]
    assert names == ["Ringkasan", *(part.title for part in report.sections)]
    cell_values = cells(book, names.index("Anggota") + 1)
    for row in table(report, "standing").rows:
        assert cell_values[row.label] == [float(cell.value) for cell in row.cells]
    times = cells(book, names.index("Waktu") + 1)
    row = table(report, "steps").rows[2]
    seconds = [cell.value for cell in row.cells[2:4]]
    assert [round(value * 86_400) for value in times[row.label][2:4]] == seconds


def cells(book: zipfile.ZipFile, number: int) -> dict[str, list[float]]:
    """Returns the numbers of each row by its first cell, parsed from the workbook's XML."""
    strings = [
        "".join(one.itertext()) for one in etree.parse(book.open("xl/sharedStrings.xml")).getroot()
    ]
    values = {}
    for row in etree.parse(book.open(f"xl/worksheets/sheet{number}.xml")).iter(f"{SHEETS}row"):
        first, *rest = row.findall(f"{SHEETS}c")
        if first.get("t") == "s":
            label = strings[int(first.findtext(f"{SHEETS}v"))]
            numbers = [one for one in rest if one.get("t") is None and len(one)]
            values[label] = [float(one.findtext(f"{SHEETS}v")) for one in numbers]
    return values


@pytest.mark.whole
def test_the_csv_holds_every_number_with_its_unit(period_and_report):
    _period, report = period_and_report
    answer = at_desk(Role.HEAD).get(f"{PAGE}{the_year()}.csv")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    wanted = sum(
        len(row.cells) for part in report.sections for one in part.tables for row in one.rows
    )
    assert len(rows) == wanted
    sent = next(row for row in rows if row["table"] == "sent")
    assert (sent["value"], sent["unit"]) == (
        str(now(report, "sent")["Pendaftaran dikirim"]),
        "count",
    )
    assert any(row["missing"] == "not_counted" for row in rows)


@pytest.mark.whole
def test_report_opens_no_sealed_data_and_leaves_no_trace(year):
    client, before = at_desk(Role.HEAD), newest()
    client.get(f"{PAGE}{the_year()}.pdf")
    assert newest() == before
    assert RegistrationFact.objects.exists()
    assert Answer.objects.exists()


def test_members_at_the_end_are_counted_from_events():
    head = factories.clerk(Role.HEAD)
    members = [factories.member() for _number in range(4)]
    _stays, lifted, suspended, closed = members
    for one in (lifted, suspended):
        factories.services.suspend_member(
            member_id=one.pk, reason="asked", words="Jeda.", until=None, actor=head
        )
    factories.services.lift_suspension(member_id=lifted.pk, actor=head)
    factories.services.close_membership(
        member_id=closed.pk, actor=factories.Actor.person(closed.user_id)
    )
    report = build(reports.figures(read(f"{day(clock.now()):%Y-%m}")), Edition.OFFICE)
    assert list(now(report, "standing").values()) == [2, 1, 0, 1]
    later = clock.now() + timedelta(days=366 * 6)
    with clock.frozen_at(later):
        factories.services.expire_memberships()
        report = build(reports.figures(read(f"{day(later):%Y-%m}")), Edition.OFFICE)
    assert list(now(report, "standing").values()) == [0, 1, 2, 1]


def test_members_are_counted_by_their_state_when_old_events_no_longer_name_them():
    head = factories.clerk(Role.HEAD)
    with clock.frozen_at(clock.now() - timedelta(days=6 * 365)):
        _expired, suspended, closed = [factories.member() for _number in range(3)]
        factories.services.suspend_member(
            member_id=suspended.pk, reason="asked", words="Jeda.", until=None, actor=head
        )
        factories.services.close_membership(
            member_id=closed.pk, actor=factories.Actor.person(closed.user_id)
        )
    factories.services.expire_memberships()
    factories.member()
    standing = [1, 1, 1, 1]
    for years in (10, 5):
        event_references.end_references(years)
        report = build(reports.figures(read(f"{day(clock.now()):%Y-%m}")), Edition.OFFICE)
        assert list(now(report, "standing").values()) == standing
    assert Event.objects.filter(name="member:closed", subject_id="").exists()


def test_staff_are_counted_whose_first_events_the_audit_log_no_longer_names() -> None:
    """A clerk of seven years, one who became a librarian, and one who leaves today."""
    with clock.frozen_at(clock.now() - timedelta(days=7 * 365)):
        _clerk, moved, left = [accounts_factories.staff() for _number in range(3)]
    this_year = read(the_year())
    assert _staff(this_year) == Both(3, 3)
    with clock.frozen_at(clock.now() - timedelta(days=3)):
        roles = [Role.LIBRARIAN]
        accounts.set_roles(user_id=moved.pk, roles=roles, actor=accounts_factories.SYSTEM)
    accounts.set_roles(user_id=left.pk, roles=[], actor=accounts_factories.SYSTEM)
    event_references.end_references(5)
    assert _staff(this_year) == Both(2, 3)
    assert _staff(this_year.before) == Both(3, 3)


def _staff(period: ReportPeriod) -> Both:
    return reports.figures(period).happened[reports.STAFF]
