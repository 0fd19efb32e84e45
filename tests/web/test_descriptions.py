"""Meta descriptions of every public page: one each, its own, short, in both languages."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from bench.public_pages import NO_PAGES, routes
from tests.support.web.public_samples import NOT_SAMPLED, Sample, samples

pytestmark = pytest.mark.django_db
LEAST, MOST = 50, 160
DESCRIPTION = r'<meta name="description" content="([^"]*)">'
OFFLINE_COPY = "_in"
"""Ends the names of routes that serve a page a second time, for the worker to store."""


def description(sample: Sample, language: str) -> str:
    """Returns the one description of the page, or what is wrong with it."""
    browser, path = sample
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = browser.get(path, follow=True)
    if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
        return f"{path}: {answer.status_code} {answer.headers['Content-Type']}"
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page, path
    matches = re.findall(DESCRIPTION, page)
    return matches[0] if len(matches) == 1 else f"{path}: {len(matches)} descriptions"


def of_the_shell(language: str) -> str:
    """Returns the description that pages without one of their own have, as error pages do."""
    browser = Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    matches = re.findall(DESCRIPTION, browser.get("/halaman-yang-tidak-ada/").content.decode())
    assert len(matches) == 1
    return str(matches[0])


@pytest.mark.whole
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_public_page_has_its_own_description(language: str, tmp_path: Path) -> None:
    with override_settings(DEMO=True):
        sample_pages = samples(tmp_path, language)
        texts = {name: description(one, language) for name, one in sample_pages.items()}
    names = {name for name, _ in routes()}  # the gallery is not always there
    assert names - texts.keys() == names & (NO_PAGES | NOT_SAMPLED.keys())
    odd = {name: text for name, text in texts.items() if not LEAST <= len(text) <= MOST}
    assert not odd, odd
    general = [name for name, text in texts.items() if text == of_the_shell(language)]
    assert not general, f"without a description of their own: {general}"
    pages = {name: text for name, text in texts.items() if not name.endswith(OFFLINE_COPY)}
    twins = [name for name, text in pages.items() if list(pages.values()).count(text) > 1]
    assert not twins, {name: pages[name] for name in twins}
