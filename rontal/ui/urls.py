"""URLs of theme, language, and the style guide."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path

from rontal.ui import gallery, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tampilan/", views.choose_theme, name="choose_theme"),
    path("bahasa/", views.choose_language, name="choose_language"),
]
if settings.DEMO:
    urlpatterns += [
        path("gaya/", gallery.show, name="gallery"),
        path("gaya/<int:code>/", gallery.trouble, name="gallery_trouble"),
    ]
