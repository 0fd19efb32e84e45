"""URLs of the catalogue."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.collection.views import agents_subjects_series, browse, cite, registers, title

urlpatterns: list[URLPattern | URLResolver] = [
    path("koleksi/", browse.collection, name="collection"),
    path("koleksi/sampul/<slug:digest>-<int:width>.webp", browse.cover, name="cover"),
    path("koleksi/saran.json", browse.suggest, name="suggest"),
    path("koleksi/orang/<int:pk>-<slug:slug>/", agents_subjects_series.agent, name="agent"),
    path("koleksi/subjek/<int:pk>-<slug:slug>/", agents_subjects_series.subject, name="subject"),
    path("koleksi/seri/<int:pk>-<slug:slug>/", agents_subjects_series.series, name="series"),
    path("koleksi/daftar/<slug:kind>/", registers.register, name="register"),
    path("koleksi/<slug:slug>/", title.show, name="title"),
    path("koleksi/<slug:slug>/serupa/", title.similar, name="similar"),
    path("koleksi/<slug:slug>/kutip/", cite.cite, name="cite"),
    path("koleksi/<slug:slug>/kutip/<slug:ending>/", cite.cite_file, name="cite_file"),
    path("koleksi/<slug:slug>/dilihat/", title.look, name="look"),
]
