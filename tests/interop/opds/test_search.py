"""Searching and filtering with a reading app."""

import pytest
from lxml import etree

from rontal.catalogue.models import Title
from rontal.catalogue.states import TitleState
from rontal.search import selectors as search
from rontal.search.results import Bucket, Facets, Results
from tests.support.interop.opds import rules_of_opds1, rules_of_opds2, shelves
from tests.support.interop.opds.shelves import data, links, xml, xpath

pytestmark = pytest.mark.django_db


def test_description_explains_the_search_to_apps(app):
    response = app.get("/opds/cari.xml")
    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    document = etree.fromstring(response.content)
    (url,) = document.findall("{*}Url")
    assert url.get("type") == "application/atom+xml;profile=opds-catalog;kind=acquisition"
    shelves.title("Lontar tua")
    address = url.get("template").replace("{searchTerms}", "lontar")
    assert "{" not in address
    feed = xml(app.get(address))
    rules_of_opds1.check_feed(feed, "acquisition")
    assert xpath(feed, "a:entry/a:title/text()") == ["Lontar tua"]
    assert len(document.findtext("{*}ShortName")) <= 16


@pytest.mark.parametrize("root", ["/opds/", "/opds/2/"])
@pytest.mark.parametrize(
    "unfilled", ["page={startPage?}", "page=%7BstartPage%3F%7D", "bahasa={language?}&topik={topik}"]
)
def test_parameter_left_empty_by_an_app_is_ignored(app, root, unfilled):
    shelves.title("Lontar tua")
    shelves.title("Pisau")
    answer = app.get(f"{root}cari/?q=lontar&{unfilled}")
    assert answer.status_code == 200
    assert b"Lontar tua" in answer.content
    assert b"Pisau" not in answer.content
    assert app.get(f"{root}topik/?{unfilled}").status_code == 200


def test_unfilled_search_terms_list_everything(app):
    shelves.title("Lontar tua")
    feed = xml(app.get("/opds/cari/?q=%7BsearchTerms%7D"))
    assert xpath(feed, "a:entry/a:title/text()") == ["Lontar tua"]


def test_opds_2_searches_by_a_template(app):
    shelves.title("Lontar tua")
    shelves.title("Pisau")
    (link,) = links(data(app.get("/opds/2/")), "search")
    assert link["templated"] is True
    feed = data(app.get(link["href"].replace("{?query}", "?query=lontar")))
    rules_of_opds2.check_feed(feed)
    assert [one["metadata"]["title"] for one in feed["publications"]] == ["Lontar tua"]
    assert "lontar" in feed["metadata"]["title"]


def test_search_without_results_links_back_to_the_collection(app):
    shelves.title("Lontar tua")
    feed = data(app.get("/opds/2/cari/?query=tidakada"))
    rules_of_opds2.check_feed(feed)
    assert "publications" not in feed
    (way,) = feed["navigation"]
    assert (way["rel"], way["title"]) == ("up", "Koleksi")
    assert data(app.get(way["href"]))["groups"]
    assert not xpath(xml(app.get("/opds/cari/?q=tidakada")), "a:entry")


def test_filters_narrow_a_list(app):
    young = shelves.rich_title()
    shelves.title("Bahasa lain", language="en")
    for query in ("untuk=young", "bahasa=id&untuk=young", f"seri={young.series_id}"):
        names = xpath(xml(app.get(f"/opds/semua/?{query}")), "a:entry/a:title/text()")
        assert names == [young.title], query


def test_facets_have_counts_and_mark_the_chosen_one(app, monkeypatch):
    shelves.rich_title()
    subject = shelves.Title.objects.get().subjects.first().subject
    counted = Facets(
        languages=[Bucket("id", 1), Bucket("und", 3)],
        audiences=[Bucket("young", 1)],
        formats=[Bucket("epub", 1)],
        subjects=[Bucket(subject.pk, 1)],
        available=1,
    )
    real = search.find

    def find_titles(words, **arguments):
        from dataclasses import replace

        return replace(real(words, **arguments), facets=counted)

    monkeypatch.setattr(search, "find", find_titles)
    feed = xml(app.get("/opds/semua/?bahasa=id&q=lontar"))
    rules_of_opds1.check_feed(feed, "acquisition")
    facet = "a:link[@rel='http://opds-spec.org/facet'"
    (chosen,) = xpath(feed, f"{facet} and @opds:activeFacet and contains(@href, 'bahasa')"
                            " and @opds:facetGroup='Bahasa']")  # fmt: skip
    assert chosen.get("{http://purl.org/syndication/thread/1.0}count") == "1"
    (back,) = xpath(feed, f"{facet} and @opds:facetGroup='Bahasa' and not(@opds:activeFacet)]")
    assert "bahasa" not in back.get("href")
    assert "q=lontar" in back.get("href")
    (about,) = xpath(feed, f"{facet} and @title='{subject.name}']")
    assert f"topik={subject.pk}" in about.get("href")
    document = data(app.get("/opds/2/semua/?bahasa=id"))
    rules_of_opds2.check_feed(document)
    groups = {group["metadata"]["title"]: group["links"] for group in document["facets"]}
    assert len(groups) == 6
    assert groups["Format"][0]["properties"]["numberOfItems"] == 1
    for links_of_group in groups.values():
        for link in links_of_group:
            assert app.get(link["href"]).status_code == 200


def test_apps_are_told_to_retry_while_the_search_is_prepared(app, monkeypatch):
    not_ready = Results(ids=[], total=0, ready=False)
    monkeypatch.setattr(search, "find", lambda *_words, **_arguments: not_ready)
    response = app.get("/opds/semua/")
    assert (response.status_code, data(response)["code"]) == (503, "opds_not_ready")
    assert response.headers["Retry-After"] == "5"


@pytest.mark.parametrize("address", ["/opds/semua/", "/opds/2/cari/?query=lontar", "/opds/2/"])
def test_title_withdrawn_before_the_search_noticed_is_not_listed(app, address, monkeypatch):
    withdrawn, public = shelves.title("Lontar ditarik"), shelves.title("Lontar tua")
    Title.objects.filter(pk=withdrawn.pk).update(state=TitleState.WITHDRAWN)
    old = Results([withdrawn.pk, public.pk], 2, facets=Facets())
    monkeypatch.setattr(search, "find", lambda *_words, **_arguments: old)
    content = app.get(address).content.decode()
    assert "Lontar tua" in content
    assert "Lontar ditarik" not in content
