"""The colour of the browser's bars agrees with the theme of the page."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from rontal.ui import contrast
from tests.support.web.visitors import client_of

MEDIA = {
    "auto": {"light": "(prefers-color-scheme: light)", "dark": "(prefers-color-scheme: dark)"},
    "light": {"light": "all", "dark": "not all"},
    "dark": {"light": "not all", "dark": "all"},
}
TEMPLATES = Path(settings.ENVIRONMENT.home and __file__).parents[3] / "rontal"
NO_PAGES = {"mail.html", "sample_end.html"}
"""A mail, and a page that is shown inside the reader."""


def metas(page: str) -> dict[str, tuple[str, str]]:
    matches = re.findall(
        r'<meta name="theme-color" data-theme-color="(\w+)" content="([^"]+)"\s+media="([^"]+)">',
        page,
    )
    return {name: (colour, media) for name, colour, media in matches}


@pytest.mark.parametrize("theme", MEDIA)
def test_bars_have_the_theme_of_the_page(theme: str) -> None:
    visitor = Client()
    visitor.cookies["tampilan"] = theme
    colours = metas(visitor.get("/privasi/").content.decode())
    assert {name: media for name, (_colour, media) in colours.items()} == MEDIA[theme]
    assert colours["light"][0] == settings.LIBRARY.look.colour
    assert contrast.luminance(colours["dark"][0]) <= contrast.DARK


@pytest.mark.parametrize("colour", ["#0f5446", "#ffffff", "#ffcc00", "#000000"])
def test_bars_are_dark_beside_dark_pages_whatever_the_colour(colour: str) -> None:
    assert contrast.luminance(contrast.darkened(colour)) <= contrast.DARK


def test_error_page_has_icons_and_colours() -> None:
    page = render_to_string("500.html", {"theme": "auto"})
    assert metas(page)
    assert 'rel="apple-touch-icon"' in page
    assert metas(render_to_string("400.html"))


def test_every_page_with_a_head_includes_the_app() -> None:
    heads = [path for path in TEMPLATES.rglob("*.html") if "<head>" in path.read_text("utf-8")]
    assert len(heads) >= 4
    for path in heads:
        included = '{% include "ui/parts/app_head.html" %}' in path.read_text("utf-8")
        assert included or path.name in NO_PAGES, path


@pytest.mark.django_db
def test_reader_has_icons_and_colours() -> None:
    from tests.support.lending.factories import borrower, loan

    person = borrower()
    borrowed = loan(actor=person)
    page = client_of(person).get(f"/baca/{borrowed.pk}/").content.decode()
    assert metas(page)
    assert 'rel="manifest"' in page
