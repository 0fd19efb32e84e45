"""Tests of the survey's pages: one answer per invitation, and results only for large groups."""

import logging
import re
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.test import Client

from rontal.accounts.models import User
from rontal.feedback.survey import selectors, tokens
from rontal.feedback.survey.models import Answer, Asking, Invitation, Remark
from rontal.feedback.survey.rules import Element
from rontal.ui import logs
from tests.support.feedback.survey.factories import answers, invite, invited, person
from tests.support.lending.factories import borrower
from tests.support.web.data_copy import copied

pytestmark = pytest.mark.django_db
FILLED = {element.value: "4" for element in Element}
NOVEMBER = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False)


@pytest.fixture
def november():
    with time_machine.travel(NOVEMBER, tick=False) as now:
        yield now


def a_year():
    """Creates answers for eleven months; the last month is not over."""
    for number in range(1, 12):
        answers(date(2026, number, 1), 6, seed=number)


def text(response) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(plain.replace("&nbsp;", " ").split())


def test_form_asks_nine_questions_with_four_answers_as_text_and_number(browser):
    response = browser.get(f"/survei/{invited()}/")
    page = response.content.decode()
    assert len(re.findall(r'type="radio"', page)) == 36
    assert page.count("<fieldset") == 9
    assert "4 · Sangat cepat" in page
    assert response["Cache-Control"] == "no-store, private"
    assert "noindex" in response["X-Robots-Tag"]
    assert not re.search(r'type="radio"[^>]*checked', page), "nothing is chosen beforehand"


def test_the_form_speaks_english(browser):
    browser.cookies["bahasa"] = "en"
    assert "4 · Very quick" in browser.get(f"/survei/{invited()}/").content.decode()


def test_answer_is_sent_once_and_thanked_for(browser):
    token = invited()
    response = browser.post(
        f"/survei/{token}/", FILLED | {"age": "25_34", "words": "Cepat dan ramah."}
    )
    assert response.status_code == 302
    assert response["Location"] == "/survei/terima-kasih/"
    assert "Terima kasih" in text(browser.get("/survei/terima-kasih/"))
    again = browser.post(f"/survei/{token}/", FILLED)
    assert again.status_code == 404
    assert "terima kasih" in text(again)
    assert Answer.objects.get().age == "25_34"
    assert Remark.objects.count() == 1


def test_chosen_answers_remain_if_something_is_missing(browser):
    token = invited()
    filled = {"u1": "2", "u5": "3", "sex": "male", "words": "Bagus sekali"}
    response = browser.post(f"/survei/{token}/", filled)
    page = response.content.decode()
    assert response.status_code == 422
    assert len(re.findall(r'type="radio"[^>]* checked', page)) == 2
    assert re.search(r'value="2"[^>]*id="id_u1_1"[^>]*checked', page)
    assert "Bagus sekali" in page
    assert '<option value="male" selected' in page
    assert "unfold" in page
    assert re.search(r'<details class="unfold" open', page)
    assert page.count("Pilihlah salah satu dari empat.") == 7
    assert not Answer.objects.exists()
    assert browser.post(f"/survei/{token}/", FILLED).status_code == 302


@pytest.mark.whole
@pytest.mark.parametrize("value", ["0", "5", "x", "", "4.0", "\x00", "9" * 5000])
def test_figures_outside_of_one_to_four_are_refused(browser, value):
    response = browser.post(f"/survei/{invited()}/", FILLED | {"u2": value})
    assert response.status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize("token", ["tidak-ada", "a" * 43, "a" * 3000])
@pytest.mark.parametrize("way", ["/survei/%s/", "/survei/jangan-tanya/%s/"])
def test_unknown_link_gets_a_kind_page(browser, token, way):
    for response in (browser.get(way % token), browser.post(way % token, FILLED)):
        assert response.status_code == 404
        assert "Undangan ini sudah berakhir" in text(response)


@pytest.mark.parametrize("way", ["/survei/%s/", "/survei/jangan-tanya/%s/"])
def test_no_log_line_contains_the_token_of_a_link(way):
    line = logging.makeLogRecord({"msg": "Not Found: %s", "args": (way % invited(),)})
    assert logs.TokenFilter().filter(line)
    assert line.getMessage() == "Not Found: " + way % "…"


def test_form_needs_the_token_of_the_page():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/survei/{invited()}/", FILLED).status_code == 403


def test_link_in_a_mail_ends_the_mails_also_by_the_mail_program_itself():
    account = person()
    invite(account)
    path = f"/survei/jangan-tanya/{tokens.opt_out_token(Asking.objects.get().key)}/"
    program = Client(enforce_csrf_checks=True)
    assert program.get(path).status_code == 200
    assert not selectors.has_declined(account)  # a GET, as mail scanners send it, changes nothing
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert selectors.has_declined(account)
    assert not Invitation.objects.exists()
    program.post(path, {"lagi": "1"})
    assert not selectors.has_declined(account)


def test_member_finds_the_invitation_beside_the_card_and_may_decline(browser):
    actor = borrower()
    browser.force_login(User.objects.get(pk=actor.id))
    assert "Jawab pertanyaan" not in text(browser.get("/kartu/"))
    invite(actor.id)
    link = f"/survei/{selectors.open_link(actor.id)}/"
    for page in ("/kartu/", "/survei/saya/"):
        assert link in browser.get(page).content.decode()
    assert browser.get(link).status_code == 200
    assert browser.post("/survei/saya/").status_code == 302
    assert selectors.has_declined(actor.id)
    assert link not in browser.get("/kartu/").content.decode()
    browser.post("/survei/saya/", {"lagi": "1"})
    assert not selectors.has_declined(actor.id)


def test_my_data_links_to_the_survey(browser):
    browser.force_login(User.objects.get(pk=borrower().id))
    assert 'href="/survei/saya/"' in browser.get("/akun/data/").content.decode()


def test_data_copy_has_the_survey_data_of_the_person(browser, november):
    actor = borrower()
    invite(actor.id)
    browser.force_login(User.objects.get(pk=actor.id))
    assert copied(browser)["survey"] == {
        "asked_on": "2026-11-24",
        "invited_until": "2026-12-24",
        "declined": False,
    }


def test_too_few_answers_are_explained(browser, november):
    answers(date(2026, 10, 1), 4)
    answers(date(2026, 11, 1), 300)
    response = browser.get("/survei/")
    assert response.status_code == 200
    assert "Belum ada yang dapat ditampilkan" in text(response)
    assert '<svg class="survey-scale"' not in response.content.decode()
    assert browser.get("/survei/laporan/2026.pdf").status_code == 404


def test_results_show_index_elements_trend_and_people(browser, november):
    a_year()
    page = browser.get("/survei/")
    page_text = text(page)
    shown = selectors.results(selectors.published(), 2026)
    assert shown.tally.count == 60  # the current month is not included
    assert str(shown.index).replace(".", ",") in page_text
    assert page_text.count("Triwulan") >= 4
    for name in ("Persyaratan", "Sarana dan prasarana", "Jenis kelamin", "Cara menghitungnya"):
        assert name in page_text
    assert page.content.decode().count("<svg") > 15
    assert 'href="/survei/"' in browser.get("/").content.decode()


def test_small_group_of_people_is_on_no_page(browser, november):
    answers(date(2026, 10, 1), 20, sex="female")
    answers(date(2026, 10, 1), 7, sex="")
    answers(date(2026, 10, 1), 3, sex="male")
    shown = selectors.results(selectors.published(), 2026)
    assert shown.respondents["sex"] == {"female": 20}
    assert "Laki-laki" not in text(browser.get("/survei/"))


def test_years_are_chosen_and_an_unknown_one_shows_the_newest(browser, november):
    answers(date(2025, 6, 1), 5, values=1)
    answers(date(2026, 6, 1), 5, values=4)
    assert "100,00" in text(browser.get("/survei/"))
    assert "25,00" in text(browser.get("/survei/?tahun=2025"))
    assert "Indeks kepuasan 2026" in text(browser.get("/survei/?tahun=1789'"))


def test_answer_of_today_changes_no_published_figure(browser, november):
    a_year()
    before = browser.get("/survei/").content
    browser.post(f"/survei/{invited()}/", FILLED)
    now = browser.get("/survei/").content
    numbers = [re.findall(r'survey-number number">([^<]+)', p.decode()) for p in (before, now)]
    assert numbers[0] == numbers[1] != []
    assert Answer.objects.count() == 67
    assert selectors.results(selectors.published(), 2026).tally.count == 60


@pytest.mark.whole
def test_twenty_thousand_answers_need_few_queries(browser, november, django_assert_max_num_queries):
    for number in range(20):
        answers(date(2025 + number // 12, number % 12 + 1, 1), 1000, seed=number)
    with django_assert_max_num_queries(6):
        page = browser.get("/survei/")
    assert "8.000" in text(page)
    with django_assert_max_num_queries(6):
        assert browser.get("/survei/laporan/2026.pdf").status_code == 200


@pytest.mark.parametrize("language", ["id", "en"])
def test_report_is_a_tagged_pdf_with_the_content_of_the_page(browser, november, language):
    a_year()
    browser.cookies["bahasa"] = language
    response = browser.get("/survei/laporan/2026.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in response.content
    assert b"pdfuaid" in response.content
    assert f"/Lang({language})".encode() in response.content
