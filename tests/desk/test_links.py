"""Tests that no link of the desk leads to a forbidden or missing page."""

import re
from collections import deque
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from lxml import html

from rontal.accounts.roles import Role
from tests.support.desk.factories import at_desk, cases
from tests.support.feedback import factories as feedback
from tests.support.lending.factories import bought, in_days, loan
from tests.support.membership import factories as membership

pytestmark = pytest.mark.django_db
VARIABLE = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")
EACH = 2
"""Number of URLs followed per pattern, where URLs differ only in their numbers."""
CASE_FORM_ACTIONS = (
    "//@*[(name() = 'action' or name() = 'formaction') and contains(., '/permohonan/')]"
)
MOVES = ("/ambil/", "/berikutnya/", "/sebelumnya/")
"""Ends of the addresses of forms that take a case; followed by GET they lead to its page."""
LEAST = {
    Role.CLERK: 40,
    Role.LIBRARIAN: 35,
    Role.HEAD: 80,
    Role.ADMINISTRATOR: 45,
    Role.OFFICER: 15,
}


@pytest.fixture(autouse=True)
def library() -> None:
    """Creates one of each object that staff work on."""
    cases(2)
    membership.needs_correction(membership.values(name="Ni Made Koreksi"))
    membership.member(membership.values(name="I Ketut Anggota"))
    bought("by_time", ends_at=in_days(20))
    loan()
    feedback.ticket()


@pytest.mark.whole
@pytest.mark.parametrize("role", list(Role))
def test_every_link_of_the_desk_leads_somewhere(role: Role) -> None:
    visited = list(_walk(at_desk(role), "/meja/"))
    assert [(source, path) for source, path, status in visited if status >= 400] == []
    assert len(visited) >= LEAST[role]


def _walk(desk: Client, start: str) -> Iterator[tuple[str, str, int]]:
    """Yields (URL, page that links to it, status) for each page reached by following links
    and the forms that take a case.
    """
    waiting, seen, alike = deque([("", start)]), {start}, dict[str, int]()
    while waiting:
        source, path = waiting.popleft()
        answer = desk.get(path)
        yield source, path, answer.status_code
        for target in _links(path, answer):
            kind = VARIABLE.sub("0", target)
            if target not in seen and alike.get(kind, 0) < EACH:
                seen.add(target)
                alike[kind] = alike.get(kind, 0) + 1
                waiting.append((path, target))


def _links(path: str, answer: Any) -> Iterator[str]:
    if "Location" in answer.headers:
        addresses = [answer.headers["Location"]]
    elif answer.headers["Content-Type"].startswith("text/html") and not answer.streaming:
        page = html.fromstring(answer.content)
        take_actions = [
            one for one in page.xpath(CASE_FORM_ACTIONS) if urlsplit(one).path.endswith(MOVES)
        ]
        addresses = page.xpath("//a/@href") + take_actions
    else:
        addresses = []
    for link in addresses:
        parts = urlsplit(urljoin(path, link))
        if not parts.netloc and parts.path.startswith("/meja/"):
            yield f"{parts.path}?{parts.query}" if parts.query else parts.path
