"""URLs of theme, language, and the style guide."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from rontal.ui import gallery, unsent_form, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("tampilan/", views.choose_theme, name="choose_theme"),
    path("akun/lanjutkan/", unsent_form.unsent_form, name="unsent_form"),
    path("bahasa/", views.choose_language, name="choose_language"),
    path("", include("rontal.ui.single_sign_on.urls")),
]
if settings.DEMO:
    urlpatterns += [
        path("gaya/", gallery.show_components, name="gallery"),
        path("gaya/<int:code>/", gallery.show_error_page, name="gallery_trouble"),
    ]
