"""Root URL configuration. Paths are Indonesian and stable (design.md section 5)."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rontal.web.urls")),
    path("", include("rontal.interop.urls")),
    path("meja/", include("rontal.desk.urls")),
    path("", include("rontal.ui.urls")),
    *([path("", include("rontal.demo.urls"))] if settings.DEMO_APPS else []),
    path("", include("rontal.config.sign_in")),
]

handler400 = "rontal.ui.views.bad_request"
handler403 = "rontal.ui.views.forbidden"
handler404 = "rontal.ui.views.not_found"
handler429 = "rontal.ui.views.too_many_requests"
handler500 = "rontal.ui.views.server_error"
