"""Tests of counting page views: once per click, and once per hour and reader."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from rontal.catalogue.models import BookFile, Title
from rontal.catalogue.states import TitleState
from rontal.core import clock
from rontal.core.actors import Actor
from rontal.core.errors import TooMany
from rontal.core.limits import Limit
from rontal.core.visitors import Visitor
from rontal.lending import services
from rontal.lending.models import TitleDay
from rontal.lending.services import use_counts
from rontal.lending.usage.robots import is_robot
from tests.support.catalogue import factories as catalogue
from tests.support.lending.factories import CHROME, FIREFOX, borrower, lendable

pytestmark = pytest.mark.django_db
NOON = clock.now().replace(hour=4, minute=0, second=0, microsecond=0)  # noon in the library's zone
NOBODY = Actor.visitor()


def after(**time: float) -> Any:
    return time_machine.travel(NOON + timedelta(**time), tick=False)


def view_page(book: Title, visitor: Visitor = FIREFOX, actor: Actor = NOBODY) -> None:
    services.count_page_view(slug=book.slug, actor=actor, visitor=visitor)


def open_title() -> Title:
    book = catalogue.title()
    BookFile.objects.create(title=book, open_name="open/1.epub", digest="1" * 64, size=1, file=None)
    return book


def sums(*names: str) -> tuple[int, ...]:
    return tuple(TitleDay.objects.values_list(*names).get())


@pytest.mark.parametrize(("seconds", "counted"), [(0, 1), (29, 1), (30, 2), (300, 2)])
def test_views_within_thirty_seconds_count_once(seconds: int, counted: int) -> None:
    book = lendable()
    with after():
        view_page(book)
    with after(seconds=seconds):
        view_page(book)
    assert sums("looked", "seen_anew") == (counted, 1)


def test_views_count_per_visitor_and_once_an_hour_as_new() -> None:
    book = lendable()
    for seconds in (0, 40, 3700):
        with after(seconds=seconds):
            view_page(book)
            view_page(book, CHROME)
    assert sums("looked", "seen_anew", "looked_open", "opened") == (6, 4, 0, 0)


def test_view_followed_by_opening_counts_once_as_seen() -> None:
    book, person = lendable(), borrower()
    for seconds in (0, 60, 3700):
        with after(seconds=seconds):
            view_page(book, actor=person)
            services.count_opening(title_id=book.pk, actor=person)
    assert sums("looked", "opened", "opened_anew", "seen_anew") == (3, 3, 2, 2)


def test_opening_first_counts_as_seen_too() -> None:
    book, person = lendable(), borrower()
    with after():
        services.count_opening(title_id=book.pk, actor=person)
        view_page(book, actor=person)
        view_page(book, actor=borrower())
    assert sums("looked", "opened", "opened_anew", "seen_anew") == (2, 1, 1, 2)


def test_open_access_views_are_counted_apart_and_by_visitor() -> None:
    book = open_title()
    with after():
        view_page(book, actor=borrower())
        view_page(book)  # same browser: open-access readers are identified without sign-in
        services.count_open_access_use(title_id=book.pk, visitor=FIREFOX)
        view_page(book, CHROME)
    assert sums("looked_open", "read_open", "read_open_anew", "seen_open_anew") == (2, 1, 1, 2)
    assert sums("looked", "seen_anew") == (0, 0)


def test_views_of_hidden_titles_are_not_counted() -> None:
    book = lendable()
    Title.objects.filter(pk=book.pk).update(state=TitleState.WITHDRAWN)
    view_page(book)
    services.count_page_view(slug="tidak-ada", actor=NOBODY, visitor=FIREFOX)
    assert not TitleDay.objects.exists()


@pytest.mark.parametrize(
    "agent",
    [
        "",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
        "Mozilla/5.0 (compatible; GPTBot/1.2)",
        "curl/8.14.1",
        "python-requests/2.32",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/142.0.0.0 Safari/537.36",
    ],
)
def test_robots_and_scripts_are_not_counted_and_cost_no_query(
    agent: str, django_assert_num_queries: Any
) -> None:
    book = lendable()
    with django_assert_num_queries(0):
        view_page(book, Visitor("192.0.2.1", agent))
        services.count_open_access_use(title_id=book.pk, visitor=Visitor("192.0.2.1", agent))


@pytest.mark.parametrize(
    "agent",
    [
        FIREFOX.agent,
        CHROME.agent,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
        "Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        "Mozilla/5.0 (Linux; Android 13; SAMSUNG SM-A146P) AppleWebKit/537.36 (KHTML, like Gecko) "
        "SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
        "Opera/9.80 (Android; Opera Mini/36.2/191.249; U; id) Presto/2.12.423 Version/12.16",
        "Mozilla/5.0 (Linux; U; Android 10; id; RMX2020) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Version/4.0 Chrome/100.0.4896.58 UCBrowser/13.7.8.1323 Mobile Safari/537.36",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
    ],
)
def test_browsers_are_not_classified_as_programs(agent: str) -> None:
    assert not is_robot(agent)


def test_views_of_one_address_are_limited_to_those_of_many_readers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(use_counts, "PAGE_VIEWS", Limit("lending:looks", 2, timedelta(hours=1)))
    for visitor in (FIREFOX, CHROME):
        view_page(lendable(), visitor)
    with pytest.raises(TooMany):
        view_page(lendable())
    assert TitleDay.objects.count() == 2


def test_repr_of_a_visitor_hides_address_and_browser() -> None:
    assert "192.0.2.1" not in repr(FIREFOX)
    assert "Firefox" not in repr(FIREFOX)
