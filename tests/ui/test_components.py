"""Tests that the parts of a page mean the same visually and to screen readers."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.test import RequestFactory
from django.utils import translation

from rontal.ui import covers, drawings
from tests.support.ui.render import one, render

ICONS = sorted(path.stem for path in (drawings.FOLDER / "icons").glob("*.svg"))
DRAWINGS = sorted(path.stem for path in drawings.FOLDER.glob("*.svg"))


@pytest.fixture(autouse=True)
def indonesian():
    with translation.override("id"):
        yield


def test_every_drawing_is_a_small_svg_without_styles_or_scripts():
    forbidden = re.compile("style=|<style|<script|href|http:|https:")
    faults = []
    for name in [*(f"icons/{name}" for name in ICONS), *DRAWINGS]:
        text = (drawings.FOLDER / f"{name}.svg").read_text()
        match = forbidden.search(text.replace('xmlns="http://www.w3.org/2000/svg"', ""))
        if len(text) >= 8000 or match or drawings.parts(name)[0].split()[0] != "0":
            faults.append((name, len(text), match))
    assert faults == []


def test_icon_is_hidden_from_screen_readers_beside_text_and_named_alone():
    assert one(render("{% icon 'check' %}"), "//svg").get("aria-hidden") == "true"
    named = one(render("{% icon 'check' label='Beres' %}"), "//svg")
    assert (named.get("role"), named.get("aria-label")) == ("img", "Beres")


def test_unknown_icon_raises_an_error():
    with pytest.raises(FileNotFoundError):
        render("{% icon 'no-such-icon' %}")


def test_steps_mark_the_done_and_the_current_ones():
    tree = render("{% steps names now=2 %}", names=["Foto", ("Diri", "/d/"), "Kirim"])
    states = tree.xpath("//li/@class")
    assert [state.split("-")[-1] for state in states] == ["done", "now", "next"]
    assert one(tree, "//li[@aria-current='step']").text_content().strip().endswith("Diri")
    assert "selesai" in tree.xpath("//li")[0].text_content()


def test_finished_steps_are_links():
    tree = render("{% steps names now=2 %}", names=[("Foto", "/f/"), ("Diri", "/d/")])
    assert tree.xpath("//a/@href") == ["/f/"]


def test_timeline_shows_past_and_present():
    entries = [{"title": "Terkirim", "state": "done"}, {"title": "Diperiksa", "state": "now"}]
    tree = render("{% moments entries %}", entries=entries)
    assert "Diperiksa" in one(tree, "//li[@aria-current='step']").text_content()


@pytest.mark.parametrize(
    ("level", "kind"), [("error", "wrong"), ("success", "good"), ("x", "info")]
)
def test_a_message_of_any_level_becomes_a_notice(level, kind):
    tree = render("{% notice text level %}", text="<b>Halo</b>", level=level)
    assert f"notice-{kind}" in tree.xpath("./div")[0].get("class")
    assert not tree.xpath("//b")


def test_pagination_links_retain_the_query():
    request = RequestFactory().get("/koleksi/", {"q": "air & api", "page": "2"})
    page = Paginator(range(50), 10).page(2)
    tree = render("{% pages page %}", page=page, request=request)
    assert tree.xpath("//a/@href") == ["?q=air+%26+api&page=1", "?q=air+%26+api&page=3"]


def test_single_page_has_no_pagination():
    request = RequestFactory().get("/koleksi/")
    page = Paginator([1], 10).page(1)
    assert not list(render("{% pages page %}", page=page, request=request))


def test_times_are_in_the_time_zone_of_the_library(settings):
    settings.TIME_ZONE = "Asia/Makassar"
    moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    tree = render("{% local_time moment 'short' %}", moment=moment)
    time = one(tree, "//time")
    assert time.text == "25 Nov 2026, 07.30"
    assert time.get("datetime") == "2026-11-25T07:30+08:00"
    assert not list(render("{% local_time moment %}", moment=None))


@pytest.mark.parametrize("title", ["", "A", "Subak " * 40, "Pneumonoultramikroskopik", "<b>&"])
def test_cover_fits_any_title(title):
    cover = covers.compose(title, "I Gusti Ngurah Panjang Sekali Namanya")
    assert len(cover.lines) <= covers.LINES
    assert all(len(line) <= covers.LINE + 3 for _, line in cover.lines)
    assert not render("{% cover title %}", title=title).xpath("//b")


def test_the_same_title_has_the_same_cover():
    assert covers.compose("Lontar") == covers.compose("Lontar")


def test_templates_are_short_and_keep_the_content_policy():
    folder = Path(drawings.FOLDER).parent / "templates"
    for path in folder.rglob("*.html"):
        text = path.read_text()
        assert len(text.splitlines()) < 120, path
        matches = re.findall(r"\s(?:style|on[a-z]+)=|<style|javascript:", text)
        assert not matches, f"{matches} in {path}"


def test_pages_with_photo_fields_load_their_script():
    root = Path(drawings.FOLDER).parents[1]
    row = root / "ui/templates/ui/registration/photo_row.html"
    pages = [
        path
        for path in root.rglob("*.html")
        if path != row and re.search(r"{% photo |registration/photo_row\.html", path.read_text())
    ]
    assert len(pages) > 3
    assert not [path for path in pages if "'ui/photos.js'" not in path.read_text()]
