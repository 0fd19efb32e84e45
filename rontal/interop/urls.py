"""URLs of the interfaces for programs. People type the base URLs with or without a final slash;
both answer without a redirect, because some programs lose the password on a redirect."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.app_links.views import asset_links
from rontal.interop.discovery import news, opensearch, sitemap
from rontal.interop.discovery.security_txt import security_txt
from rontal.interop.oai.views import oai
from rontal.interop.opds.urls import ROOT
from rontal.interop.opds.versions import ATOM
from rontal.interop.sru.views import sru

urlpatterns: list[URLPattern | URLResolver] = [
    path(".well-known/assetlinks.json", asset_links, name="asset_links"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("oai", oai, name="oai"),
    path("oai/", oai, name="oai_as_typed"),
    path("opds", ROOT, {"version": ATOM}, name="opds1_as_typed"),
    path("opds/", include("rontal.interop.authentication.urls")),
    path("opds/", include("rontal.interop.opds.urls")),
    path("sru", sru, name="sru"),
    path("sru/", sru, name="sru_as_typed"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("opensearch.json", opensearch.terms, name="opensearch_terms"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-halaman.xml", sitemap.pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("koleksi/baru.rss", news.rss, name="new_titles"),
]
