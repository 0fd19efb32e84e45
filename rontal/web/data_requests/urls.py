"""URLs under /privasi/permintaan/ and /akun/data/permintaan/."""

from django.urls import URLPattern, path

from rontal.web.data_requests import own, views

urlpatterns: list[URLPattern] = [
    path("privasi/permintaan/", views.form, name="data_request"),
    path("privasi/permintaan/terkirim/", views.sent, name="data_request_sent"),
    path("privasi/permintaan/bukti/<slug:key>/", views.altcha, name="data_request_altcha"),
    path("privasi/permintaan/lacak/", views.follow, name="data_request_follow"),
    path("privasi/permintaan/lacak/tambah/", views.reply, name="data_request_reply"),
    path("privasi/permintaan/lacak/tarik/", views.withdraw, name="data_request_withdraw"),
    path("privasi/permintaan/lacak/tutup/", views.leave, name="data_request_leave"),
    path("privasi/permintaan/lacak/<slug:token>/", views.by_link, name="data_request_link"),
    path("akun/data/permintaan/", own.own_requests, name="own_data_requests"),
    path("akun/data/permintaan/<slug:code>/", own.own_request, name="own_data_request"),
    path("akun/data/permintaan/<slug:code>/tambah/", own.reply, name="own_data_request_reply"),
    path("akun/data/permintaan/<slug:code>/tarik/", own.withdraw, name="own_data_request_withdraw"),
]
