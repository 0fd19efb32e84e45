"""URLs of licences and loans, all under /meja/koleksi/lisensi/."""

from django.urls import path

from rontal.desk.lending import views

urlpatterns = [
    path("", views.listing, name="licences"),
    path("antrean/", views.queues, name="long_queues"),
    path("sisa.csv", views.left, name="licences_left"),
    path("impor/", views.bring, name="bring_licences"),
    path("judul/<int:pk>/", views.title, name="title_licences"),
    path("<int:pk>/", views.licence, name="licence"),
    path("<int:pk>/akhiri/", views.close, name="close_licence"),
    path("pinjaman/<int:loan_id>/akhiri/", views.end_loan, name="end_loan"),
    path("anggota/<int:pk>/", views.of_member, name="member_loans"),
]
