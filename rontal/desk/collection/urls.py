"""Addresses of cataloguing, all under /meja/koleksi/."""

from django.urls import path

from rontal.desk.collection.views import (
    acts,
    authorities,
    batch,
    editing,
    joining,
    picks,
    titles,
)

urlpatterns = [
    path("", titles.listing, name="collection"),
    path("baru/", editing.create, name="title_create"),
    path("kembar/", joining.doubles, name="doubles"),
    path("kembar/<int:proposal_id>/pisah/", joining.keep_apart, name="keep_apart"),
    path("massal/pilih/", batch.choose, name="batch_choose"),
    path("massal/", batch.preview, name="batch_preview"),
    path("massal/<uuid:batch>/", batch.result, name="batch"),
    path("massal/<uuid:batch>/urungkan/", batch.take_back, name="batch_take_back"),
    path("perubahan/<int:revision_id>/urungkan/", acts.take_back, name="take_back"),
    path("orang/", authorities.agents, name="agents"),
    path("orang/<int:pk>/", authorities.agent, name="agent"),
    path("orang/<int:pk>/gabung/<int:other>/", authorities.join_agents, name="agent_join"),
    path("subjek/", authorities.subjects, name="subjects"),
    path("subjek/<int:pk>/", authorities.subject, name="subject"),
    path("subjek/<int:pk>/gabung/<int:other>/", authorities.join_subjects, name="subject_join"),
    path("saran/<slug:what>/", editing.look_up, name="look_up"),
    path("pilihan/", picks.listing, name="picks"),
    path("<int:pk>/", titles.title, name="title"),
    path("<int:pk>/sunting/", editing.edit, name="title_edit"),
    path("<int:pk>/tampilkan/", acts.publish, name="title_publish"),
    path("<int:pk>/tarik/", acts.withdraw, name="title_withdraw"),
    path("<int:pk>/sampul/", acts.cover, name="title_cover"),
    path("<int:pk>/sampul/hapus/", acts.remove_cover, name="title_remove_cover"),
    path("<int:pk>/salinan/", acts.copies, name="title_copies"),
    path("<int:pk>/berkas/<int:file_id>/hapus/", acts.remove_file, name="title_remove_file"),
    path("<int:pk>/gabung/", joining.other, name="title_other"),
    path("<int:pk>/gabung/<int:other>/", joining.join, name="title_join"),
    path("<int:pk>/pilihan/", picks.pick, name="pick"),
    path("<int:pk>/pilihan/lepas/", picks.unpick, name="unpick"),
    path("<int:pk>/pilihan/naik/", picks.move, {"way": "naik"}, name="pick_up"),
    path("<int:pk>/pilihan/turun/", picks.move, {"way": "turun"}, name="pick_down"),
]
