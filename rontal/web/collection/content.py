"""URLs of a borrowed book's resources."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.collection.views import content

urlpatterns: list[URLPattern | URLResolver] = [
    path("baca/<int:loan_id>/isi/<str:token>/<path:path>", content.resource, name="resource"),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/<int:width>.webp",
        content.picture,
        name="page_picture",
    ),
    path(
        "baca/<int:loan_id>/halaman/<str:token>/<int:number>/<int:width>/<int:column>-<int:row>.webp",
        content.tile,
        name="page_tile",
    ),
]
