"""URLs of the app: manifest, icons, installation instructions."""

from django.urls import URLPattern, URLResolver, path

from rontal.web.install import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("manifest.webmanifest", views.web_manifest, name="web_manifest"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("apple-touch-icon.png", views.apple_touch_icon, name="apple_touch_icon"),
    path("apple-touch-icon-precomposed.png", views.apple_touch_icon),
    path("ikon/<slug:digest>/<str:name>", views.icon, name="app_icon"),
    path("pasang/", views.install, name="install"),
    path("baca/lanjut/", views.continue_reading, name="continue_reading"),
]
