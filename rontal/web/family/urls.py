"""URLs of the guardians' page and of the hand-over at 17."""

from django.urls import path

from rontal.web.family import access, children, hand_over

urlpatterns = [
    path("keluarga/", access.family, name="family"),
    path("keluarga/terkirim/", access.sent, name="family_sent"),
    path("keluarga/masuk/<str:token>/", access.enter, name="family_enter"),
    path("keluarga/tutup/", access.leave, name="family_leave"),
    path("keluarga/anak/<slug:code>/", children.child, name="family_child"),
    path("keluarga/anak/<slug:code>/unduh/", children.export, name="family_export"),
    path("keluarga/anak/<slug:code>/permintaan/", children.data_request, name="family_request"),
    path(
        "keluarga/anak/<slug:code>/cabut/<slug:purpose>/", children.withdraw, name="family_withdraw"
    ),
    path("akun/ambil-alih/", hand_over.hand_over, name="hand_over"),
    path("akun/ambil-alih/surel/", hand_over.address, name="hand_over_address"),
]
