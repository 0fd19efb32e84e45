"""URLs of registration."""

from django.urls import path

from rontal.web.registration.views import (
    activation,
    camera,
    correction,
    correction_photos,
    guardian,
    photos,
    regions,
    resend,
    send,
    start,
    status,
    steps,
)

urlpatterns = [
    path("daftar/", start.start, name="registration_start"),
    path("daftar/lupakan/", start.forget, name="registration_forget"),
    path("daftar/foto/", photos.photos, name="registration_photos"),
    path("daftar/foto/<slug:slot>/", photos.photo, name="registration_photo"),
    path("daftar/foto/<slug:slot>/gambar/", photos.preview, name="registration_preview"),
    path("daftar/foto/<slug:slot>/bacaan/", photos.look, name="registration_look"),
    path("daftar/foto/<slug:slot>/ambil/", camera.camera, name="registration_camera"),
    path("daftar/<slug:step>/bacaan/", steps.reading, name="registration_reading"),
    path("daftar/siapa/", steps.who, name="registration_who"),
    path("daftar/kontak/", steps.reach, name="registration_reach"),
    path("daftar/persetujuan/", steps.consent, name="registration_consent"),
    path("daftar/simpan/<slug:step>/", steps.autosave, name="registration_autosave"),
    path("daftar/wilayah/kabupaten/", regions.regencies, name="registration_regencies"),
    path("daftar/wilayah/kecamatan/", regions.districts, name="registration_districts"),
    path("daftar/periksa/", send.review, name="registration_review"),
    path("daftar/altcha/", send.altcha, name="registration_altcha"),
    path("daftar/terkirim/", send.sent, name="registration_sent"),
    path("daftar/kirim-ulang/", resend.resend, name="registration_resend"),
    path("daftar/kirim-ulang/selesai/", resend.resent, name="registration_resent"),
    path("aktivasi/kunci/", activation.passkey, name="registration_passkey"),
    path("aktivasi/<str:token>/", activation.activation, name="registration_activation"),
    path("wali/<str:token>/", guardian.guardian, name="registration_guardian"),
    path("status/", status.status, name="registration_status"),
    path("status/batalkan/", status.withdrawal, name="registration_withdrawal"),
    path("status/ingatkan-wali/", status.reminder, name="registration_reminder"),
    path("status/perbaikan/", correction.correction, name="registration_correction"),
    path(
        "status/perbaikan/simpan/",
        correction.correction_autosave,
        name="registration_correction_autosave",
    ),
    path(
        "status/perbaikan/foto/<slug:slot>/",
        correction_photos.correction_photo,
        name="registration_correction_photo",
    ),
    path(
        "status/perbaikan/foto/<slug:slot>/gambar/",
        correction_photos.correction_preview,
        name="registration_correction_preview",
    ),
    path(
        "status/perbaikan/foto/<slug:slot>/bacaan/",
        correction_photos.correction_look,
        name="registration_correction_look",
    ),
    path(
        "status/perbaikan/foto/<slug:slot>/ambil/",
        correction_photos.correction_camera,
        name="registration_correction_camera",
    ),
]
