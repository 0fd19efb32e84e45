"""Tests of the working calendar at the desk; every change is previewed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from lxml import html

from rontal.accounts.roles import Role
from rontal.membership import services as membership
from rontal.standard import selectors as standard
from rontal.standard.models import Closing, DayAnswer, SpecialHours, WeeklyHours
from rontal.standard.rules.hours import write_day
from tests.support.desk.factories import at_desk
from tests.support.membership import factories

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 12, 2, 30, tzinfo=UTC)  # Tuesday before Galungan, 10:30 in Bali
WEEK = {"day_0": "08:00-15:00", "day_1": "08.00-15.00", "day_4": "08:00-11:30"}


@pytest.fixture(autouse=True)
def moment():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def head():
    return at_desk(Role.HEAD)


def dates(first: date, last: date | None = None) -> dict[str, str]:
    names = {"first_day": first, **({"last_day": last} if last else {})}
    return {
        f"{name}_{part}": str(getattr(day, part))
        for name, day in names.items()
        for part in ("day", "month", "year")
    }


def page_of(answer) -> html.HtmlElement:
    return html.fromstring(answer.content.decode())


def text(answer) -> str:
    return words(page_of(answer))


def words(part) -> str:
    return " ".join(part.text_content().split())


def value(answer, name: str) -> str:
    """Returns the value of the input of this name."""
    return page_of(answer).xpath(f"//input[@name='{name}']")[0].get("value", "")


def drawn(page, kind: str) -> list:
    return page.xpath(f"//figure//rect[contains(concat(' ', @class, ' '), ' cal-{kind} ')]")


def shown_then_saved(client, address: str, typed: dict[str, str]):
    """Posts a change twice; the second request sends the preview's hidden value."""
    shown = client.post(address, typed)
    return client.post(address, typed | {"dilihat": value(shown, "dilihat")})


def test_year_is_drawn_and_described(head):
    answer = head.get("/meja/kalender/?tahun=2027")
    page = page_of(answer)
    assert len(page.xpath("//figure/svg[@aria-hidden='true']")) == 12
    assert len(page.xpath("//figure//rect")) == 365
    page_text = text(answer)
    assert "Rabu, 13 Januari" in page_text
    assert "Dungulan" in page_text
    proposed = [
        row for row in page.xpath("//tr[starts-with(@id, 'hari-')]") if "Diusulkan" in words(row)
    ]
    assert len(proposed) == len(drawn(page, "proposed")) > 5


@pytest.mark.parametrize("year", ["2027", "1999", "9999", "x", "²", "", "-1", "999999999999"])
def test_any_year_in_the_address_gives_a_page(head, year):
    assert head.get("/meja/kalender/", {"tahun": year}).status_code == 200


def test_a_page_of_a_year_needs_few_queries(head, django_assert_max_num_queries):
    for _ in range(3):
        factories.in_review()
    with django_assert_max_num_queries(12):
        assert head.get("/meja/kalender/?tahun=2027").status_code == 200


def test_suggestion_lists_what_it_shifts_and_is_confirmed_by_one_press(head):
    factories.in_review()
    page = head.get("/meja/kalender/?tahun=2027")
    assert "1 batas waktu bergeser" in words(page_of(page).get_element_by_id("hari-01-13"))
    yes = {"hari": "2027-01-13", "jawaban": "libur"}
    answer = head.post("/meja/kalender/hari/", yes, follow=True)
    assert "1 permohonan terbuka" in text(answer)
    assert standard.calendar().is_off(date(2027, 1, 13))
    row = page_of(answer).get_element_by_id("hari-01-13")
    assert [button.get("value") for button in row.xpath(".//button")] == ["kembali"]
    head.post("/meja/kalender/hari/", {"hari": "2027-01-13", "jawaban": "kembali"})
    head.post("/meja/kalender/hari/", {"hari": "2027-01-13", "jawaban": "kerja"})
    assert list(DayAnswer.objects.values_list("day", "off")) == [(date(2027, 1, 13), False)]


def test_closing_shows_its_effect_before_it_is_saved(head):
    factories.in_review()
    typed = {"name": "Inventaris", **dates(date(2027, 1, 13), date(2027, 1, 14))}
    shown = head.post("/meja/kalender/penutupan/", typed)
    assert "1 menjadi lebih lambat" in text(shown)
    assert value(shown, "name") == "Inventaris"
    assert not Closing.objects.exists()
    saved = shown_then_saved(head, "/meja/kalender/penutupan/", typed)
    assert saved["Location"] == "/meja/kalender/"
    assert Closing.objects.get().last_day == date(2027, 1, 14)


def test_entry_changed_after_the_preview_is_previewed_again(head):
    typed = {"name": "Inventaris", **dates(date(2027, 1, 13), date(2027, 1, 14))}
    displayed = value(head.post("/meja/kalender/penutupan/", typed), "dilihat")
    other = typed | {"last_day_day": "20", "dilihat": displayed}
    assert "Akibatnya" in text(head.post("/meja/kalender/penutupan/", other))
    assert not Closing.objects.exists()


@pytest.mark.whole
def test_weekly_and_special_hours_are_saved_as_typed(head):
    shown_then_saved(head, "/meja/kalender/jam/", WEEK | dates(date(2027, 2, 1)))
    assert WeeklyHours.objects.get().week[4] == [["08:00", "11:30"]]
    ramadan = WEEK | {"name": "Ramadan"} | dates(date(2027, 2, 8), date(2027, 3, 9))
    shown_then_saved(head, "/meja/kalender/jam-khusus/", ramadan)
    assert write_day(standard.calendar().hours(date(2027, 2, 9))) == "08:00-15:00"
    assert SpecialHours.objects.count() == 1
    page = text(head.get("/meja/kalender/?tahun=2027"))
    assert "Ramadan" in page


def test_the_form_begins_with_the_hours_in_force(head):
    page = head.get("/meja/kalender/jam-khusus/?hari=2027-01-13")
    assert value(page, "day_0") == "07:30-12:00, 13:00-16:30"
    assert value(page, "last_day_day") == "13"
    assert head.get("/meja/kalender/jam-khusus/?hari=kemarin").status_code == 200


@pytest.mark.parametrize(
    ("address", "typed", "expected"),
    [
        ("jam", WEEK | {"day_0": "07:30-12:00, 11:00-13:00"}, "bertumpang tindih"),
        ("jam", WEEK | {"day_0": "pagi"}, "Tulis jam seperti"),
        ("jam", {}, "tidak punya jam sama sekali"),
        ("penutupan", {"name": "X"} | dates(date(2027, 5, 2), date(2027, 5, 1)), "sebelum hari"),
        ("penutupan", {"name": "X"} | dates(date(2027, 1, 1), date(2029, 1, 1)), "setahun penuh"),
        ("penutupan", {"name": ""} | dates(date(2027, 5, 2), date(2027, 5, 2)), "masih kosong"),
        ("jam-khusus", {"name": "X"} | dates(date(2027, 5, 1), date(2027, 5, 2)), "Tidak satu pun"),
    ],
)
def test_invalid_entry_is_explained_and_the_typed_text_remains(head, address, typed, expected):
    answer = head.post(f"/meja/kalender/{address}/", dates(date(2027, 2, 1)) | typed)
    assert expected in text(answer)
    assert "Akibatnya" not in text(answer)
    for name, typed_value in typed.items():
        if not name.endswith("_month"):
            assert value(answer, name) == typed_value


def test_entry_is_removed_after_a_preview_of_the_effect(head):
    closing = Closing.objects.create(name="Pindah", first_day=NOW.date(), last_day=NOW.date())
    address = f"/meja/kalender/hapus/penutupan/{closing.pk}/"
    assert "Pindah" in text(head.get(address))
    assert Closing.objects.exists()
    assert head.post(address).status_code == 302
    assert not Closing.objects.exists()
    for gone in (address, "/meja/kalender/hapus/jam/1/", "/meja/kalender/hapus/apa/1/"):
        assert head.get(gone).status_code == 404


def test_last_working_hours_cannot_be_removed(head):
    """The regular hours were closed earlier, so only these weekly hours are left."""
    WeeklyHours.objects.create(valid_from=date(2020, 1, 1), week=[[]] * 7)
    week = [[["08:00", "12:00"]], *[[]] * 6]
    WeeklyHours.objects.create(valid_from=date(2026, 1, 1), week=week)
    address = f"/meja/kalender/hapus/jam/{date(2026, 1, 1).toordinal()}/"
    for answer in (head.get(address), head.post(address)):
        assert "setahun penuh" in text(answer)
    assert WeeklyHours.objects.count() == 2


def test_the_calendar_is_forbidden_to_a_clerk():
    clerk = at_desk(Role.CLERK)
    assert clerk.get("/meja/kalender/").status_code == 403
    answer = clerk.post("/meja/kalender/hari/", {"hari": "2027-01-13", "jawaban": "libur"})
    assert answer.status_code == 403
    assert at_desk(Role.ADMINISTRATOR).get("/meja/kalender/").status_code == 200


@pytest.mark.parametrize("sent", [{}, {"hari": "13"}, {"hari": "2027-01-13", "jawaban": "?"}])
def test_invalid_answer_is_not_found(head, sent):
    assert head.post("/meja/kalender/hari/", sent).status_code == 404


def test_reminder_and_due_times_follow_the_saved_calendar(head):
    case = factories.in_review()
    head.post("/meja/kalender/hari/", {"hari": "2027-01-13", "jawaban": "libur"})
    membership.recompute_due_times(change_id=1)
    case.refresh_from_db()
    assert case.due_at == NOW + timedelta(days=2)
