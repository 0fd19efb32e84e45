"""URLs under /meja/insiden/."""

from django.urls import URLPattern, path

from rontal.desk.incidents import actions, documents, notices, persons, views

urlpatterns: list[URLPattern] = [
    path("", views.register, name="incidents"),
    path("catat/", views.enter, name="incident_enter"),
    path("<slug:code>/", views.incident, name="incident"),
    path("<slug:code>/catatan.pdf", documents.record_pdf, name="incident_pdf"),
    path("<slug:code>/catatan.json", documents.record_json, name="incident_json"),
    path("<slug:code>/lembaga.pdf", documents.agency_pdf, name="incident_agency_pdf"),
    path("<slug:code>/surat.pdf", documents.letters, name="incident_letters"),
    path("<slug:code>/pencarian/", views.search_progress, name="incident_search"),
    path("<slug:code>/keterangan/", actions.facts, name="incident_facts"),
    path("<slug:code>/cakupan/", actions.scope, name="incident_scope"),
    path("<slug:code>/naskah/", notices.edit, name="incident_notices"),
    path("<slug:code>/ajukan/", notices.submit, name="incident_submit"),
    path("<slug:code>/kembalikan/", notices.give_back, name="incident_return"),
    path("<slug:code>/sahkan/", notices.confirm, name="incident_confirm"),
    path("<slug:code>/orang/", persons.affected, name="incident_persons"),
    path("<slug:code>/orang/buka/", persons.open_names, name="incident_names"),
    path("<slug:code>/orang/<int:pk>/kembali/", persons.returned, name="incident_returned"),
    path("<slug:code>/surat/dikirim/", actions.posted, name="incident_posted"),
    path("<slug:code>/lembaga/", actions.agency, name="incident_agency"),
    path("<slug:code>/umum/", actions.published, name="incident_published"),
    path("<slug:code>/tutup/", actions.close, name="incident_close"),
    path("<slug:code>/bukan/", actions.dismiss, name="incident_dismiss"),
]
