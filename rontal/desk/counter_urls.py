"""URLs under /meja/loket/.

A draft is identified by a UUID and opens only for the clerk who started it; no URL contains
personal data.
"""

from django.urls import URLPattern, path

from rontal.desk.views import counter, counter_papers, counter_photos

urlpatterns: list[URLPattern] = [
    path("", counter.start, name="counter"),
    path("formulir/<slug:name>/", counter_papers.consent_form, name="counter_paper"),
    path("selesai/<slug:code>/", counter.done, name="counter_done"),
    path("selesai/<slug:code>/slip/", counter_papers.slip, name="counter_slip"),
    path("<uuid:pk>/", counter.form, name="counter_form"),
    path("<uuid:pk>/simpan/", counter.autosave, name="counter_autosave"),
    path("<uuid:pk>/periksa/", counter.review, name="counter_review"),
    path("<uuid:pk>/daftarkan/", counter.register, name="counter_register"),
    path("<uuid:pk>/buang/", counter.discard, name="counter_discard"),
    path("<uuid:pk>/formulir/<slug:name>/", counter_papers.own_form, name="counter_own_paper"),
    path("<uuid:pk>/foto/<slug:slot>/", counter_photos.photo, name="counter_photo"),
    path("<uuid:pk>/foto/<slug:slot>/gambar/", counter_photos.preview, name="counter_preview"),
    path("<uuid:pk>/foto/<slug:slot>/bacaan/", counter_photos.look, name="counter_look"),
    path("<uuid:pk>/foto/<slug:slot>/ambil/", counter_photos.camera, name="counter_camera"),
]
