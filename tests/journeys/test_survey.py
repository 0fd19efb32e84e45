"""Tests of the survey in a real browser: from the mail to the thanks, and the results."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from procrastinate.contrib.django.models import ProcrastinateJob

from rontal.accounts.models import User
from rontal.accounts.roles import Role
from rontal.core import clock
from rontal.feedback.survey import selectors, services
from rontal.feedback.survey.models import Answer, Remark
from rontal.feedback.survey.rules import Element
from rontal.membership.selectors import today
from rontal.notifications.messages.survey import DELAYS
from tests.support.desk.factories import staff
from tests.support.feedback.survey.factories import ALL_GOOD, answers, invite, invited, person
from tests.support.journeys.desk import sign_in as sign_in_at_desk
from tests.support.journeys.layout import OVERFLOW
from tests.support.mailbox import Letterbox

Axe = Callable[[Page], None]
Visit = Callable[..., Page]
WIDE = {"width": 1440, "height": 900}


def a_year() -> int:
    """Creates answers for each month of last year; returns the year."""
    year = today().year - 1
    for month in range(1, 13):
        answers(today().replace(year=year, month=month, day=1), 7, seed=month)
    return year


@pytest.mark.core(seconds=35)
def test_survey_from_the_mail_to_the_thanks(
    page: Page,
    live_server: Any,
    letters: Letterbox,
    work: Callable[[], None],
    axe: Axe,
) -> None:
    account = person()
    with clock.frozen_at(clock.now() - max(DELAYS.values()) - timedelta(minutes=1)):
        invite(account)
    work()
    link = letters.newest(User.objects.get(pk=account).email, "/survei/").link("/survei/")
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Bagaimana kesan Anda?")
    page.get_by_label("3 · Cepat", exact=True).check()
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.get_by_role("alert")).to_contain_text("Ada isian yang perlu dilihat lagi")
    expect(page.get_by_label("3 · Cepat", exact=True)).to_be_checked()
    axe(page)
    for number in range(1, 10):
        page.locator(f"#id_u{number}_3").check()
    page.get_by_label("Ada yang ingin Anda sampaikan?").fill("Terima kasih, cepat sekali.")
    page.get_by_text("Tentang Anda, bila berkenan").click()
    page.get_by_label("Usia").select_option("25_34")
    page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    axe(page)
    answer = Answer.objects.get()
    assert [getattr(answer, element.value) for element in Element] == [4] * 9
    assert (answer.age, Remark.objects.count()) == ("25_34", 1)
    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Undangan ini sudah berakhir")
    axe(page)
    assert not ProcrastinateJob.objects.filter(status="failed").exists()


def test_by_keyboard_alone(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/survei/{invited()}/")
    page.locator("#id_u1_0").focus()
    for _question in Element:
        page.keyboard.press("ArrowDown")  # chooses the second answer
        page.keyboard.press("Tab")
    page.locator("button.button-big").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    assert {getattr(Answer.objects.get(), e.value) for e in Element} == {2}


def test_without_script(plain_page: Page, live_server: Any) -> None:
    account = person()
    invite(account)
    plain_page.goto(f"{live_server.url}/survei/{selectors.open_link(account)}/")
    for number in range(1, 10):
        plain_page.locator(f"#id_u{number}_0").check()
    plain_page.get_by_role("button", name="Kirim jawaban saya").click()
    expect(plain_page.get_by_role("heading", level=1)).to_have_text("Terima kasih")
    assert Answer.objects.get().u5 == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, WIDE], ids=["phone", "wide"])
def test_form_and_results_are_accessible(
    visit: Visit, live_server: Any, axe: Axe, scheme: str, size: dict[str, int]
) -> None:
    a_year()
    page = visit(viewport=size, color_scheme=scheme)
    for path in (f"/survei/{invited()}/", "/survei/"):
        page.goto(live_server.url + path)
        for part in page.locator("main details > summary").all():
            part.click()
        assert page.evaluate(OVERFLOW) <= 0, path
        axe(page)


def test_head_reads_figures_and_remarks(visit: Visit, live_server: Any, axe: Axe) -> None:
    year = a_year()
    services.answer(token=invited(), choices=ALL_GOOD, about={}, words="Petugas ramah.")
    page = visit(viewport=WIDE)
    sign_in_at_desk(page, live_server.url, staff(Role.HEAD))
    page.goto(f"{live_server.url}/meja/survei/")
    expect(page.get_by_text(f"Indeks kepuasan {year}")).to_be_visible()
    expect(page.get_by_role("table", name="Bulan demi bulan").locator("tbody tr")).to_have_count(12)
    axe(page)
    with page.expect_download() as started:
        page.get_by_role("link", name="Semua periode sebagai tabel").click()
    assert started.value.suggested_filename == "survei.csv"
    page.get_by_role("link", name="Catatan").first.click()
    expect(page.get_by_text("Petugas ramah.").first).to_be_visible()
    axe(page)
    page.locator("summary", has_text="Hapus").click()
    page.get_by_role("button", name="Hapus catatan ini").click()
    expect(page.get_by_text("Belum ada yang menulis.")).to_be_visible()
