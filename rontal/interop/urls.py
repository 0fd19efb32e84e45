"""Addresses of the protocols of machines."""

from django.urls import URLPattern, URLResolver, include, path

from rontal.interop.discovery import news, opensearch, sitemap
from rontal.interop.oai.views import oai
from rontal.interop.sru.views import sru

urlpatterns: list[URLPattern | URLResolver] = [
    path("oai", oai, name="oai"),
    path("opds/", include("rontal.interop.authentication.urls")),
    path("opds/", include("rontal.interop.opds.urls")),
    path("sru", sru, name="sru"),
    path("opensearch.xml", opensearch.description, name="opensearch"),
    path("opensearch.json", opensearch.terms, name="opensearch_terms"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-halaman.xml", sitemap.pages, name="sitemap_pages"),
    path("sitemap-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("koleksi/baru.rss", news.rss, name="new_titles"),
]
