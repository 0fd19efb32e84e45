"""URLs of the public website."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("rontal.web.home.urls")),
    path("", include("rontal.web.address.urls")),
    path("", include("rontal.web.card.urls")),
    path("", include("rontal.web.claim.urls")),
    path("", include("rontal.web.collection.urls")),
    path("", include("rontal.web.contact.urls")),
    path("", include("rontal.web.shelf.urls")),
    path("", include("rontal.web.reader.urls")),
    path("", include("rontal.web.data_requests.urls")),
    path("", include("rontal.web.deletion.urls")),
    path("", include("rontal.web.family.urls")),
    path("", include("rontal.web.feedback.urls")),
    path("", include("rontal.web.install.urls")),
    path("", include("rontal.web.mydata.urls")),
    path("", include("rontal.web.notifications.urls")),
    path("", include("rontal.web.offline.urls")),
    path("", include("rontal.web.reading_apps.urls")),
    path("", include("rontal.web.sessions.urls")),
    path("", include("rontal.web.registration.urls")),
    path("", include("rontal.web.security_history.urls")),
    path("", include("rontal.web.standard.urls")),
    path("", include("rontal.web.survey.urls")),
    path("", include("rontal.web.outbox.urls")),
]
