"""URLs under /meja/permintaan/."""

from django.urls import URLPattern, path

from rontal.desk.data_requests import actions, views

urlpatterns: list[URLPattern] = [
    path("", views.register, name="data_requests"),
    path("catat/", views.enter, name="data_request_enter"),
    path("angka/", views.figures_page, name="data_request_figures"),
    path("<slug:code>/", views.data_request, name="data_request"),
    path("<slug:code>/kontak/", views.contact, name="data_request_contact"),
    path("<slug:code>/ambil/", actions.take, name="data_request_take"),
    path("<slug:code>/serahkan/", actions.reassign, name="data_request_reassign"),
    path("<slug:code>/akun/", actions.link_account, name="data_request_account"),
    path("<slug:code>/identitas/", actions.confirm_identity, name="data_request_identity"),
    path("<slug:code>/tanya/", actions.ask, name="data_request_ask"),
    path("<slug:code>/lanjut/", actions.resume, name="data_request_resume"),
    path("<slug:code>/catatan/", actions.note, name="data_request_note"),
    path("<slug:code>/penuhi/", actions.fulfil, name="data_request_fulfil"),
    path("<slug:code>/tolak/", actions.refuse, name="data_request_refuse"),
]
