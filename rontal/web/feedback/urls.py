"""URLs under /saran/."""

from django.urls import URLPattern, path

from rontal.web.feedback.views import figures, follow, write

urlpatterns: list[URLPattern] = [
    path("saran/", write.form, name="feedback"),
    path("saran/terima-kasih/", write.sent, name="feedback_sent"),
    path("saran/bukti/<slug:key>/", write.altcha, name="feedback_altcha"),
    path("saran/berkas/<slug:key>/", write.attach, name="feedback_attach"),
    path("saran/berkas/<slug:key>/<int:number>/hapus/", write.detach, name="feedback_detach"),
    path("saran/angka/", figures.figures_page, name="feedback_figures"),
    path("saran/lacak/", follow.follow, name="feedback_follow"),
    path("saran/lacak/tambah/", follow.reply, name="feedback_reply"),
    path("saran/lacak/buka-lagi/", follow.again, name="feedback_again"),
    path("saran/lacak/nilai/", follow.rating, name="feedback_rating"),
    path("saran/lacak/tanpa-nama/", follow.without_name, name="feedback_without_name"),
    path("saran/lacak/tutup/", follow.leave, name="feedback_leave"),
    path("saran/lacak/<slug:token>/", follow.by_link, name="feedback_link"),
]
